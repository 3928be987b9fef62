"""Personal links: one entry of the roster, one use; the link proves the place, not the person."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from invitations import services
from invitations.models import Invitation
from invitations.services import find_invitation
from memberships.models import JoinRequest, RosterEntry, UnitLeadership
from memberships.roles import Role
from memberships.services import approve_join_request
from memberships.services.matching import match_again
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.cast import PEOPLE
from tests.facts import expected, in_a_week, membership_of

NAMES = {"surname": "Ожидаев", "given_name": "Пётр", "patronymic": "Ильич"}


def personal(cast, entry, role=Role.LEARNER, by=None):
    return services.issue_personal_link(
        entry=entry, role=role, by=by or cast.administrator, expires_at=in_a_week()
    )


def staff_entry(cast, **fields):
    return make.make_roster_entry(
        **({"organization": cast.ours, "role": Role.STAFF} | NAMES | fields)
    )


def came(token, **names):
    return make.join_through(token, make.PersonFactory(**(NAMES | names)), post="учитель")


def test_it_is_for_one_person_and_one_use(cast):
    entry = expected(cast)
    invitation, token = personal(cast, entry)
    assert (invitation.entry, invitation.unit, invitation.max_uses) == (entry, cast.unit, 1)
    request = came(token)
    assert (request.named_entry, request.entry, request.pile) == (entry, entry, "matched")
    assert request.match_reasons[0] == "личная ссылка выдана: Ожидаев Пётр Ильич"
    with pytest.raises(services.LinkClosed):
        came(token)


def test_staff_learners_and_parents_have_one(cast):
    staff = staff_entry(cast)
    approve_join_request(
        join_request=came(personal(cast, staff, Role.TEACHER)[1]), by=cast.operator
    )
    staff.refresh_from_db()
    assert staff.membership.role == Role.TEACHER
    child = make.make_roster_entry(membership_of(cast.learner))
    parent = make.make_roster_entry(
        organization=cast.ours, role=Role.PARENT, child=child, surname="Ожидаева", given_name="Яна"
    )
    invitation, token = personal(cast, parent, Role.PARENT)
    assert (invitation.child, invitation.unit) == (cast.learner, cast.unit)
    request = came(token, surname="Ожидаева", given_name="Яна", patronymic="")
    assert (request.child, request.entry, request.pile) == (cast.learner, parent, "matched")


def test_namesakes_are_told_apart_by_the_link(cast):
    first, second = expected(cast), expected(cast)
    _, token = make.make_invitation(cast.unit, Role.LEARNER)
    assert came(token).pile == "similar"
    request = came(personal(cast, second)[1])
    assert (request.entry, request.pile) == (second, "matched")
    assert first.invitations.count() == 0


@pytest.mark.parametrize(
    "names",
    [
        {"surname": "Чужов", "given_name": "Олег", "patronymic": "Львович"},
        {"given_name": "Павел"},
        {"surname": "Другова"},
        {"patronymic": "Сергеевич"},
    ],
)
def test_another_name_is_said_and_never_matched(cast, names):
    entry = expected(cast)
    request = came(personal(cast, entry)[1], **names)
    assert request.entry == entry
    assert request.pile == "similar"
    assert "личная ссылка выдана: Ожидаев Пётр Ильич" in request.match_reasons
    assert len(request.match_reasons) > 1
    # Whoever it is: the place in the roster, and what it brings, stays free.
    approve_join_request(join_request=request, by=cast.administrator)
    entry.refresh_from_db()
    assert entry.user is None


def test_a_colleague_with_the_link_of_another_gets_neither_the_name_nor_the_class(cast):
    entry = staff_entry(cast)
    entry.duties.create(organization=cast.ours, unit=cast.other_unit)
    staff_entry(cast, surname="Коллегин", given_name="Лев", patronymic="Олегович")
    _, token = personal(cast, entry, Role.TEACHER)
    request = came(token, surname="Коллегин", given_name="Лев", patronymic="Олегович")
    assert request.pile == "similar"
    assert "заявка больше похожа на другую запись списка" in request.match_reasons
    approve_join_request(join_request=request, by=cast.administrator)
    assert not UnitLeadership.objects.filter(unit=cast.other_unit).exists()


def test_the_comparison_follows_the_roster(cast):
    entry = expected(cast)
    request = came(personal(cast, entry)[1], given_name="Павел")
    RosterEntry.objects.get(pk=entry.pk)
    entry.given_name = "Павел"
    entry.save()
    match_again(organization=cast.ours)
    assert fresh(request).pile == "matched"
    entry.missing_since = timezone.localdate()
    entry.save()
    expected(cast, surname="Другой")
    match_again(organization=cast.ours)
    assert fresh(request).pile == "none"
    assert "в списках этого человека больше нет" in fresh(request).match_reasons


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_who_is_struck_off_the_roster_leaves_no_link_for_others(cast):
    entry = expected(cast)
    invitation, token = personal(cast, entry)
    entry.delete()
    assert find_invitation(token).state == Invitation.State.REVOKED
    assert not Invitation.objects.with_uses().in_state(Invitation.State.OPEN).exists()
    with pytest.raises(services.LinkClosed):
        came(token)
    with pytest.raises(DomainError, match="больше нет в списках"):
        services.reissue_invitation(invitation=fresh(invitation), by=cast.administrator)


def test_a_new_one_annuls_the_one_that_nobody_used(cast):
    entry = expected(cast)
    first, second = personal(cast, entry)[1], personal(cast, entry)[1]
    assert find_invitation(first).state == Invitation.State.REVOKED
    came(second)
    third, _ = personal(cast, entry)
    assert find_invitation(second).state == Invitation.State.USED_UP
    assert third.state == Invitation.State.OPEN


def test_who_needs_none_gets_none(cast):
    missing = expected(cast, missing_since=timezone.localdate())
    joined = make.make_roster_entry(membership_of(cast.learner))
    for entry, role, sentence in (
        (missing, Role.LEARNER, "нет в последнем списке"),
        (joined, Role.LEARNER, "уже на портале"),
        (expected(cast), Role.PARENT, "в такой роли"),
        (staff_entry(cast), Role.ADMINISTRATOR, "в такой роли"),
    ):
        with pytest.raises(DomainError, match=sentence):
            personal(cast, entry, role)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("change", ["struck off", "joined"])
def test_who_needs_none_any_more_gets_none_anew(cast, change):
    entry = expected(cast)
    invitation, token = personal(cast, entry)
    if change == "struck off":
        entry.missing_since = timezone.localdate()
    else:
        entry.user = cast.learner
    entry.save()
    sentence = {"struck off": "нет в последнем списке", "joined": "уже на портале"}[change]
    with pytest.raises(DomainError, match=sentence):
        services.reissue_invitation(invitation=invitation, by=cast.administrator)
    # Refused, it has annulled nothing.
    assert find_invitation(token).state == Invitation.State.OPEN
    assert Invitation.objects.count() == 1


def test_where_children_have_no_accounts_they_get_no_links(cast_of):
    cast = cast_of("kindergarten")
    with pytest.raises(DomainError, match="в такой роли"):
        personal(cast, expected(cast))


@pytest.mark.parametrize("person", PEOPLE)
def test_administrators_issue_all_and_leaders_those_of_their_unit(cast, person):
    by, learner, staff = getattr(cast, person), expected(cast), staff_entry(cast)
    for entry, role, allowed in (
        (learner, Role.LEARNER, person in ("administrator", "leader")),
        (staff, Role.TEACHER, person == "administrator"),
    ):
        if allowed:
            personal(cast, entry, role, by)
        else:
            with pytest.raises(PermissionDenied):
                personal(cast, entry, role, by)


def test_the_register_of_the_roster_leads_to_it(cast, client):
    entry = staff_entry(cast, post="логопед")
    client.force_login(cast.administrator)
    row = client.get(reverse("admin:memberships_rosterentry_change", args=[entry.pk]))
    address = reverse("admin:memberships_rosterentry_personal_link", args=[entry.pk])
    assert address in row.content.decode()
    assert client.get(address).status_code == 200
    day = (timezone.localdate() + dt.timedelta(days=7)).isoformat()
    assert client.post(address, {"role": "", "last_day": day}).status_code == 422
    assert client.post(address, {"role": "parent", "last_day": day}).status_code == 422
    answer = client.post(address, {"role": "teacher", "last_day": day})
    token = answer.content.decode().partition("/i/")[2].partition("/")[0]
    assert find_invitation(token).entry == entry
    client.logout()
    assert 'value="логопед"' in client.get(f"/i/{token}/").content.decode()
    client.force_login(cast.head)
    assert (
        address
        not in client.get(
            reverse("admin:memberships_rosterentry_change", args=[entry.pk])
        ).content.decode()
    )
    assert client.get(address).status_code == 403


def test_a_form_for_one_learner_asks_for_no_role(cast, client):
    entry = expected(cast)
    client.force_login(cast.administrator)
    address = reverse("admin:memberships_rosterentry_personal_link", args=[entry.pk])
    day = (timezone.localdate() + dt.timedelta(days=7)).isoformat()
    page = client.get(address).content.decode()
    assert "<select" not in page.partition("<main")[2]
    client.post(address, {"role": "learner", "last_day": day})
    assert Invitation.objects.get().entry == entry
    assert not JoinRequest.objects.exists()
