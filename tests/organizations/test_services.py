"""Organizations, their structure and their facts are changed by who may, and stay consistent."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from chats.models import Chat
from organizations import access, services
from organizations.models import Organization, Platform, SchoolYear, Subject, Unit
from sferum_portal.lib.errors import Denied, DomainError
from tests import factories as make
from tests.cast import PEOPLE
from tests.facts import today
from tests.memberships.test_service_rights import may

ADMINISTRATORS = {"administrator", "operator"}
LEADERSHIP = ADMINISTRATORS | {"head"}
#: Verb → who may.
MAY = {
    "organizations.create_organization": {"operator"},
    "organizations.change_facts": LEADERSHIP,
    "organizations.set_platform": LEADERSHIP,
    "organizations.set_joining_rules": LEADERSHIP,
    "organizations.set_acknowledgement_rules": LEADERSHIP,
    "organizations.create_unit": ADMINISTRATORS,
    "organizations.rename_unit": ADMINISTRATORS,
    "organizations.create_school_year": ADMINISTRATORS,
    "organizations.create_subject": ADMINISTRATORS,
    "organizations.add_subject_to_unit": ADMINISTRATORS,
    "organizations.set_ruling": LEADERSHIP,
    "organizations.set_automatic": LEADERSHIP,
    "organizations.remove_unit": ADMINISTRATORS,
}


def test_the_services_of_organizations_follow_the_table(cast):
    wrong = [
        (verb, person)
        for verb, allowed in MAY.items()
        for person in [*PEOPLE, "operator"]
        if may(verb, cast, getattr(cast, person)) != (person in allowed)
    ]
    assert wrong == []


@pytest.mark.parametrize("kind", ["school", "kindergarten", "college"])
def test_an_organization_is_founded_whole(db, kind):
    organization = make.make_organization(kind)
    staff = organization.units.get()
    assert (staff.kind, staff.name, staff.school_year) == (Unit.STAFF, "Сотрудники", None)
    year = organization.school_years.get()
    assert year.starts_on <= today() + dt.timedelta(days=31)
    assert (year.ends_on - year.starts_on).days in (365, 366)
    assert organization.bodies == organization.profile.default_bodies != []
    assert organization.head_post == str(organization.words["Head"])
    kinds = set(Chat.objects.filter(organization=organization).values_list("kind", flat=True))
    assert kinds == {"staff_channel", "community_channel"}


def test_the_staff_unit_can_be_neither_deleted_nor_renamed_nor_doubled(cast):
    staff = make.staff_unit(cast.ours)
    with pytest.raises(DomainError, match="удалить нельзя"):
        staff.delete()
    with pytest.raises(DomainError, match="удалить нельзя"):
        Unit.objects.filter(organization=cast.ours).delete()
    with pytest.raises(DomainError, match="не переименовывается"):
        services.rename_unit(unit=staff, by=cast.administrator, name="Кадры", grade=None)
    with pytest.raises(DomainError, match="Такого вида"):
        create_unit(cast, kind=Unit.STAFF)
    assert Unit.objects.filter(organization=cast.ours).count() == 3


def create_unit(cast, **changes):
    fields = {"kind": cast.unit.kind, "name": "5В", "school_year": cast.unit.school_year}
    return services.create_unit(organization=cast.ours, by=cast.administrator, **(fields | changes))


def test_a_unit_suits_its_organization(cast, cast_of):
    theirs = SchoolYear.objects.get(organization=cast.theirs)
    for changes, sentence in [
        ({"kind": "age_group"}, "Такого вида"),
        ({"kind": "no_such"}, "Такого вида"),
        ({"school_year": theirs}, "другой организации"),
        ({"name": "5А"}, "«5А» в этом учебном году уже есть"),
    ]:
        with pytest.raises(DomainError, match=sentence):
            create_unit(cast, **changes)
    assert create_unit(cast).organization == cast.ours
    with pytest.raises(DomainError, match="уже есть"):
        services.rename_unit(unit=cast.other_unit, by=cast.administrator, name="5А", grade=5)


def test_a_unit_on_which_nothing_rests_is_removed_and_its_history_stays(cast):
    unit = create_unit(cast)
    services.remove_unit(unit=unit, by=cast.administrator, reason="Ошибка")
    assert not Unit.objects.filter(name="5В").exists()
    told = Unit.history.filter(id=unit.pk).first()
    assert (told.history_type, told.history_user) == ("-", cast.administrator)
    assert told.history_change_reason == "Ошибка"
    with pytest.raises(DomainError, match="«5А» убрать уже нельзя"):
        services.remove_unit(unit=cast.unit, by=cast.administrator, reason="Ошибка")
    with pytest.raises(DomainError, match="удалить нельзя"):
        services.remove_unit(
            unit=make.staff_unit(cast.ours), by=cast.administrator, reason="Ошибка"
        )


def test_next_years_unit_of_the_same_name_is_another_unit(cast):
    year = cast.unit.school_year
    later = services.create_school_year(
        organization=cast.ours,
        by=cast.administrator,
        starts_on=year.ends_on,
        ends_on=year.ends_on + dt.timedelta(days=365),
    )
    unit = create_unit(cast, name="5А", school_year=later)
    assert not cast.leader.has_perm("organizations.create_parents_chat", unit)
    assert unit not in Unit.objects.current()
    assert cast.unit in Unit.objects.current()


@pytest.mark.parametrize("shift", [-364, -1, 0, 1, 364])
def test_school_years_do_not_overlap(cast, shift):
    year = cast.unit.school_year
    days = dt.timedelta(days=shift)
    with pytest.raises(DomainError, match="пересекаются"):
        services.create_school_year(
            organization=cast.ours,
            by=cast.administrator,
            starts_on=year.starts_on + days,
            ends_on=year.ends_on + days,
        )


def test_a_school_year_ends_after_it_begins(cast):
    for days in (0, -1):
        with pytest.raises(DomainError, match="позже, чем начался"):
            services.create_school_year(
                organization=cast.ours,
                by=cast.administrator,
                starts_on=dt.date(2040, 9, 1),
                ends_on=dt.date(2040, 9, 1) + dt.timedelta(days=days),
            )


def test_subjects_are_known_once_and_stay_in_their_organization(cast):
    with pytest.raises(DomainError, match="«Математика» уже есть"):
        services.create_subject(organization=cast.ours, by=cast.administrator, name="Математика")
    theirs = Subject.objects.create(organization=cast.theirs, name="Физика")
    with pytest.raises(DomainError, match="другой организации"):
        services.add_subject_to_unit(unit=cast.unit, subject=theirs, by=cast.administrator)
    subject = cast.unit_subject.subject
    with pytest.raises(DomainError, match="уже есть"):
        services.add_subject_to_unit(unit=cast.unit, subject=subject, by=cast.administrator)


@pytest.mark.parametrize("fact", ["slug", "kind", "id", "pk", "created_at", "units"])
def test_only_facts_are_changed(cast, fact):
    with pytest.raises(DomainError, match="изменить нельзя"):
        services.change_facts(organization=cast.ours, by=cast.head, **{fact: "kindergarten"})


def test_changing_one_fact_keeps_what_somebody_else_changed_meanwhile(cast):
    stale = Organization.objects.get(pk=cast.ours.pk)
    services.change_facts(organization=cast.ours, by=cast.head, settlement="г. Новый")
    services.change_facts(organization=stale, by=cast.administrator, address="ул. Новая, д. 2")
    cast.ours.refresh_from_db()
    assert (cast.ours.settlement, cast.ours.address) == ("г. Новый", "ул. Новая, д. 2")
    reasons = cast.ours.history.values_list("history_user", "history_change_reason")[:2]
    assert list(reasons) == [
        (cast.administrator.pk, "Изменены сведения"),
        (cast.head.pk, "Изменены сведения"),
    ]


def test_there_is_one_platform_at_a_time(cast):
    def set_platform(name, days):
        return services.set_platform(
            organization=cast.ours, by=cast.head, name=name, starts_on=today(days)
        )

    set_platform("VK Мессенджер", -100)
    set_platform("MAX", -10)
    for days in (-10, -50):
        with pytest.raises(DomainError, match="уже указана"):
            set_platform("Иная", days)
    assert [str(cast.ours.platform_on(today(days))) for days in (-101, -100, -11, -10, 0)] == [
        "None",
        "VK Мессенджер",
        "VK Мессенджер",
        "MAX",
        "MAX",
    ]
    assert Platform.objects.on(today()).count() == 1


def test_the_rules_of_joining_keep_their_bounds(cast):
    def set_rules(**rules):
        usual = {"leaders_decide": False, "decision_days": 3, "longest_link_days": 60}
        usual["takes_applications"] = True
        return services.set_joining_rules(organization=cast.ours, by=cast.head, **(usual | rules))

    assert not set_rules()
    assert set_rules(leaders_decide=True, longest_link_days=14)
    cast.ours.refresh_from_db()
    assert (cast.ours.leaders_decide, cast.ours.longest_link_days) == (True, 14)
    assert set_rules(takes_applications=False)
    cast.ours.refresh_from_db()
    assert not cast.ours.takes_applications
    for wrong in ({"decision_days": 0}, {"decision_days": 31}, {"longest_link_days": 61}):
        with pytest.raises(DomainError):
            set_rules(**wrong)


# --- The loaders --------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["former", "outsider", "outsider_leader", "stranger"])
def test_a_stranger_finds_nothing(cast, person):
    person = getattr(cast, person)
    assert cast.ours not in Organization.objects.visible_to(person)
    for load in (
        lambda: access.organization_for(person, cast.ours.slug),
        lambda: access.unit_for(person, cast.ours.slug, cast.unit.pk),
        lambda: access.place_for(person, cast.ours.slug, "unit", cast.unit.pk),
    ):
        with pytest.raises(Http404):
            load()


def test_a_foreign_object_is_not_there_under_the_own_address(cast):
    """The own slug in the address, another organization's number behind it."""
    their_unit = cast.theirs.units.exclude(kind="staff").get()
    their_subject = make.make_unit_subject(their_unit)
    slug = cast.ours.slug
    for scope, pk in (
        ("organization", cast.theirs.pk),
        ("unit", their_unit.pk),
        ("unit_subject", their_subject.pk),
    ):
        with pytest.raises(Http404):
            access.place_for(cast.administrator, slug, scope, pk)
    with pytest.raises(Http404):
        access.unit_for(cast.administrator, slug, their_unit.pk)


def test_a_member_without_the_right_is_told_why(cast):
    with pytest.raises(Denied) as refusal:
        access.unit_for(cast.parent, cast.ours.slug, cast.other_unit.pk)
    assert refusal.value.decision.who_can
    with pytest.raises(PermissionDenied):
        access.organization_for(cast.teacher, cast.ours.slug, "organizations.manage_members")
    assert access.unit_for(cast.parent, cast.ours.slug, cast.unit.pk) == cast.unit


def test_two_roles_show_an_organization_once(cast):
    make.make_parent(make.make_learner(cast.unit), user=cast.teacher)
    assert list(Organization.objects.visible_to(cast.teacher)) == [cast.ours]
