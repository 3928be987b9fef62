"""Roles are given and confirmed; people are charged with units and subjects."""

import pytest
from django.utils import timezone

from accounts.models import User
from memberships import services
from memberships.models import Membership, Teaching, UnitLeadership
from memberships.roles import Role
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.facts import membership_of, today


def add(cast, user, role, **fields):
    return services.add_member(
        organization=cast.ours, user=user, role=role, by=cast.administrator, **fields
    )


def test_staff_belong_to_the_staff_unit_whatever_unit_is_named(cast):
    assert add(cast, cast.stranger, Role.STAFF, unit=cast.unit).unit == make.staff_unit(cast.ours)


def test_heads_rest_on_an_order(cast):
    with pytest.raises(DomainError, match="приказа"):
        add(cast, cast.stranger, Role.HEAD, basis="  ")
    Membership.objects.get(user=cast.head).delete()
    make.make_member(cast.ours, Role.STAFF, user=cast.stranger)
    membership = add(cast, cast.stranger, Role.HEAD, basis="Приказ от 01.09.2026 № 15-к")
    assert membership.is_verified
    assert membership.verified_by == cast.administrator
    assert cast.stranger.has_perm("organizations.enter_register", cast.ours)


def test_what_does_not_suit_is_refused(cast):
    their_unit = cast.theirs.units.exclude(kind="staff").get()
    child = make.PersonFactory(account=False)
    for user, role, fields, sentence in [
        (cast.stranger, Role.LEARNER, {}, "Выберите класс"),
        (cast.stranger, Role.LEARNER, {"unit": make.staff_unit(cast.ours)}, "Выберите класс"),
        (cast.stranger, Role.LEARNER, {"unit": their_unit}, "другой организации"),
        (cast.stranger, Role.STAFF, {"unit": their_unit}, "другой организации"),
        (cast.teacher, Role.TEACHER, {}, "уже есть"),
        (cast.parent, Role.PARENT, {}, "уже есть"),
        (child, Role.STAFF, {}, "нет учётной записи"),
        (child, Role.PARENT, {}, "нет учётной записи"),
    ]:
        before = Membership.objects.count()
        with pytest.raises(DomainError, match=sentence):
            add(cast, user, role, **fields)
        assert Membership.objects.count() == before


def test_a_child_of_a_kindergarten_has_no_account(cast_of):
    cast = cast_of("kindergarten")
    with pytest.raises(DomainError, match="нет учётных записей"):
        add(cast, cast.stranger, Role.LEARNER, unit=cast.unit)
    membership = services.add_learner(
        organization=cast.ours,
        unit=cast.unit,
        surname="Носов",
        given_name="Яков",
        by=cast.administrator,
    )
    assert not membership.user.has_account


def test_a_refused_child_leaves_no_person_behind(cast):
    before = User.objects.count()
    with pytest.raises(DomainError):
        services.add_learner(
            organization=cast.ours,
            unit=make.staff_unit(cast.ours),
            surname="Носов",
            given_name="Яков",
            by=cast.administrator,
        )
    assert User.objects.count() == before


def test_a_role_that_begins_later_gives_nothing_yet(cast):
    add(cast, cast.stranger, Role.DEPUTY, basis="Приказ", starts_on=today(1))
    assert not cast.stranger.has_perm("organizations.view_organization", cast.ours)


def test_a_role_is_confirmed_once_and_on_a_stated_basis(cast):
    membership = membership_of(cast.unverified_leader)
    with pytest.raises(DomainError, match="основание"):
        services.verify_membership(membership=membership, by=cast.administrator, basis=" ")
    assert not cast.unverified_leader.has_perm("organizations.create_parents_chat", cast.unit)
    services.verify_membership(membership=membership, by=cast.administrator, basis="Приказ № 6")
    assert cast.unverified_leader.has_perm("organizations.create_parents_chat", cast.unit)
    with pytest.raises(DomainError, match="уже подтверждена"):
        services.verify_membership(membership=membership, by=cast.administrator, basis="Приказ")
    newest = membership.history.first()
    assert newest.history_change_reason == "Роль подтверждена: Приказ № 6"
    assert newest.history_user == cast.administrator


def test_only_families_have_activists(cast):
    with pytest.raises(DomainError, match="только обучающиеся и родители"):
        services.set_activist(
            membership=membership_of(cast.teacher), by=cast.administrator, is_activist=True
        )


def test_who_may_lead_and_teach_what(cast):
    their_unit = cast.theirs.units.exclude(kind="staff").get()
    theirs = make.make_unit_subject(their_unit)
    teacher, staff = membership_of(cast.teacher), membership_of(cast.staff)

    def lead(membership, unit):
        services.assign_leader(membership=membership, unit=unit, by=cast.administrator)

    def teach(membership, place):
        services.assign_teaching(membership=membership, unit_subject=place, by=cast.administrator)

    for verb, membership, place, sentence in [
        (lead, staff, cast.unit, "педагогический работник"),
        (lead, membership_of(cast.parent), cast.unit, "только сотруднику"),
        (lead, teacher, make.staff_unit(cast.ours), "«Сотрудники»"),
        (lead, teacher, their_unit, "разных организаций"),
        (lead, membership_of(cast.leader), cast.unit, "уже руководит"),
        (teach, membership_of(cast.learner), cast.unit_subject, "только сотруднику"),
        (teach, teacher, theirs, "разных организаций"),
        (teach, membership_of(cast.subject_teacher), cast.unit_subject, "уже ведёт"),
    ]:
        with pytest.raises(DomainError, match=sentence):
            verb(membership, place)
    lead(teacher, cast.unit)
    teach(staff, cast.unit_subject)


@pytest.mark.parametrize("name", ["leadership", "teaching"])
def test_a_duty_ends_once_and_with_a_reason(cast, name):
    row = {
        "leadership": UnitLeadership.objects.filter(membership__user=cast.leader),
        "teaching": Teaching.objects.filter(membership__user=cast.subject_teacher),
    }[name].get()
    verb = {"leadership": services.end_leadership, "teaching": services.end_teaching}[name]
    with pytest.raises(DomainError, match="причину"):
        verb(**{name: row}, by=cast.administrator, reason="")
    verb(**{name: row}, by=cast.administrator, reason="Замена")
    row.refresh_from_db()
    assert row.ends_on == timezone.localdate()
    # What ended earlier keeps its day: the past is not written anew.
    row.ends_on = make.days_ago(3)
    row.save()
    with pytest.raises(DomainError, match="уже закончено"):
        verb(**{name: row}, by=cast.administrator, reason="Ещё раз")
    row.refresh_from_db()
    assert row.ends_on == make.days_ago(3)


@pytest.mark.parametrize("role", [Role.HEAD, Role.PARENT])
def test_nobody_gives_themselves_a_role_that_opens_more(cast, role):
    """An administrator who made themselves the head would approve the regulation alone."""
    with pytest.raises(DomainError, match="Себе такую роль не дают"):
        add(cast, cast.administrator, role, basis="Приказ № 1")


def test_nobody_confirms_themselves_as_the_head(cast):
    Membership.objects.get(user=cast.head).delete()
    by, basis = cast.administrator, "Приказ № 1"
    own = make.make_member(cast.ours, Role.HEAD, user=by, verified=False)
    with pytest.raises(DomainError, match="Себе такую роль не дают"):
        services.verify_membership(membership=own, by=by, basis=basis)
    services.verify_membership(membership=own, by=cast.operator, basis=basis)


def test_who_follows_a_head_in_office_is_entered_by_the_operator(cast):
    """Else a second account of the administrator's would do."""
    head = Membership.objects.get(user=cast.head)
    puppet = make.make_member(cast.ours, Role.HEAD, verified=False)
    for press in (
        lambda by: add(cast, make.PersonFactory(), Role.HEAD, basis="Приказ № 1"),
        lambda by: services.verify_membership(membership=puppet, by=by, basis="Приказ № 1"),
        lambda by: services.end_membership(membership=head, by=by, reason="Приказ № 2"),
    ):
        with pytest.raises(DomainError, match="оператор портала"):
            press(cast.administrator)
    services.end_membership(membership=head, by=cast.operator, reason="Приказ № 2")
    services.verify_membership(membership=puppet, by=cast.administrator, basis="Приказ № 3")


def test_an_appointment_is_told_to_the_others_who_answer(
    cast, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        services.appoint_administrator(
            organization=cast.ours,
            user=cast.staff,
            by=cast.administrator,
            order_number="7",
            order_date=today(),
        )
    told = {address for letter in mailoutbox for address in letter.to}
    assert told == {cast.administrator.email, cast.head.email}
    assert cast.staff.full_name in mailoutbox[0].body
    assert f"приказ от {today():%d.%m.%Y} № 7" in mailoutbox[0].body


def test_an_administrator_confirms_their_own_lesser_role(cast):
    lesser = make.make_member(cast.ours, Role.TEACHER, user=cast.administrator, verified=False)
    services.verify_membership(membership=lesser, by=cast.administrator, basis="Приказ № 1")
