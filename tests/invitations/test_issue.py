"""Links are issued and annulled; their secret is shown once and kept nowhere."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from invitations import services
from invitations.models import Invitation
from invitations.tokens import digest
from memberships.models import UnitLeadership
from memberships.roles import STAFF_ROLES, Role
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.bad_input import BAD, assert_refused
from tests.cast import PEOPLE
from tests.database import whole_database
from tests.facts import grant, issue
from tests.helpers import assert_queries_do_not_grow

ISSUERS = {
    "unit": {"administrator", "leader", "operator"},
    "other_unit": {"administrator", "operator"},
    "staff": {"administrator", "operator"},
}


def unit_of(cast, name):
    return make.staff_unit(cast.ours) if name == "staff" else getattr(cast, name)


@pytest.mark.parametrize("where", ISSUERS)
def test_an_administrator_issues_everywhere_and_a_leader_for_the_own_unit(cast, where):
    unit, got = unit_of(cast, where), set()
    for person in [*PEOPLE, "operator"]:
        try:
            role = Role.STAFF if where == "staff" else Role.PARENT
            issue(cast, getattr(cast, person), unit, role)
            got.add(person)
        except PermissionDenied:
            pass
    assert got == ISSUERS[where]


def test_the_right_ends_with_the_leadership_and_comes_with_an_exception(cast):
    leadership = UnitLeadership.objects.get(membership__user=cast.leader)
    leadership.ends_on = make.days_ago(0)
    leadership.save()
    with pytest.raises(PermissionDenied):
        issue(cast, cast.leader)
    grant(cast, cast.teacher, "organizations.issue_unit_invitations")
    assert issue(cast, cast.teacher)


@pytest.mark.parametrize("where", ISSUERS)
@pytest.mark.parametrize("kind", ["school", "kindergarten", "college"])
def test_a_link_invites_into_a_role_that_suits_the_unit(cast_of, kind, where):
    cast = cast_of(kind)
    allowed = STAFF_ROLES - {Role.ADMINISTRATOR}
    if where != "staff":
        allowed = {Role.PARENT} if kind == "kindergarten" else {Role.PARENT, Role.LEARNER}
    got = set()
    for role in Role:
        try:
            issue(cast, cast.administrator, unit_of(cast, where), role)
            got.add(role)
        except DomainError:
            pass
    assert got == allowed


@pytest.mark.parametrize("hours", [-24, -1, 60 * 24 + 1, 100_000])
def test_a_term_is_obligatory_and_ends_within_sixty_days(cast, hours):
    with pytest.raises(DomainError, match="Срок ссылки"):
        issue(cast, cast.leader, expires_at=timezone.now() + dt.timedelta(hours=hours))


@pytest.mark.parametrize("uses", [-1, 0, 501, 10**9])
def test_the_number_of_uses_is_from_one_to_five_hundred(cast, uses):
    with pytest.raises(DomainError, match="Число использований"):
        issue(cast, cast.leader, max_uses=uses)


def test_the_secret_is_stored_nowhere_and_the_digest_not_in_the_history(cast, client):
    invitation, token = issue(cast, cast.leader)
    client.post(f"/i/{token}/register/", {"surname": "Иванова"})
    client.get(f"/i/{token}/")
    stored = repr(whole_database(without=()))
    assert len(token) == 43
    assert token not in stored
    assert stored.count(digest(token)) == 1
    assert services.find_invitation(token) == invitation
    assert services.find_invitation(digest(token)) is None


def test_no_two_secrets_are_alike(cast):
    assert len({issue(cast, cast.leader)[1] for _ in range(20)}) == 20


def test_a_form_sent_twice_makes_one_link(cast):
    """A reload of its answer must not annul a link that thirty parents may have by now."""
    key = uuid.uuid4()
    first, _ = issue(cast, cast.leader, form_key=key)
    with pytest.raises(DomainError, match="уже выдана"):
        issue(cast, cast.leader, form_key=key)
    first.refresh_from_db()
    assert first.state == Invitation.State.OPEN
    issue(cast, cast.administrator, form_key=key)


def test_a_link_is_annulled_once(cast):
    invitation, _ = issue(cast, cast.leader)
    services.revoke_invitation(invitation=invitation, by=cast.administrator)
    with pytest.raises(DomainError, match="уже аннулирована"):
        services.revoke_invitation(invitation=invitation, by=cast.leader)
    newest = invitation.history.first()
    assert newest.history_user == cast.administrator
    assert newest.history_change_reason == "Ссылка аннулирована"


@pytest.mark.parametrize("person", sorted(set(PEOPLE) - ISSUERS["unit"]))
def test_others_annul_nothing(cast, person):
    invitation, _ = make.make_invitation(cast.unit)
    with pytest.raises(PermissionDenied):
        services.revoke_invitation(invitation=invitation, by=getattr(cast, person))
    invitation.refresh_from_db()
    assert invitation.state == Invitation.State.OPEN


# --- Pages ----------------------------------------------------------------------------------------


def address(cast, unit):
    return reverse("invitations:issue", args=[cast.ours.slug, unit.pk])


FORM = {"role": "parent", "days": "14", "max_uses": "30", "note": "собрание"}


def test_the_page_shows_the_secret_once_and_never_again(cast, client):
    client.force_login(cast.leader)
    assert client.get(address(cast, cast.unit)).status_code == 200
    response = client.post(address(cast, cast.unit), FORM)
    invitation = Invitation.objects.get()
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    token = response.content.decode().partition("/i/")[2].partition("/")[0]
    assert digest(token) == invitation.token_digest
    assert (invitation.note, invitation.max_uses) == ("собрание", 30)
    listed = client.get(reverse("invitations:invitation_list", args=[cast.ours.slug]))
    assert "собрание" in listed.content.decode()
    assert token not in listed.content.decode()


@pytest.mark.parametrize(
    "fault",
    [
        {"role": ""},
        {"days": "0"},
        {"days": "61"},
        {"days": "много"},
        {"days": "9" * 100},
        {"days": ""},
        {"max_uses": "0"},
        {"max_uses": "501"},
        {"max_uses": "1.5"},
        {"max_uses": ""},
        {"note": "x" * 201},
        {"note": BAD["NUL"]},
        {"note": BAD["100,000 characters"]},
        {"role": BAD["NUL"]},
    ],
)
def test_a_wrong_form_is_refused_in_russian(cast, client, fault):
    client.force_login(cast.leader)
    assert_refused(client.post(address(cast, cast.unit), FORM | fault))
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PARENT, Role.LEARNER}))
def test_a_leader_invites_into_no_other_role(cast, client, role):
    client.force_login(cast.leader)
    assert client.post(address(cast, cast.unit), FORM | {"role": role}).status_code == 422
    assert not Invitation.objects.exists()


def test_an_empty_form_is_refused(cast, client):
    client.force_login(cast.leader)
    assert_refused(client.post(address(cast, cast.unit)))


def test_a_leader_sees_and_annuls_the_links_of_the_own_unit_only(cast, client):
    own, _ = make.make_invitation(cast.unit, note="своя")
    other, _ = make.make_invitation(cast.other_unit, note="чужая")
    theirs, _ = make.make_invitation(cast.theirs.units.exclude(kind="staff").get(), note="их")
    client.force_login(cast.leader)
    page = client.get(reverse("invitations:invitation_list", args=[cast.ours.slug]))
    assert "своя" in page.content.decode()
    assert "чужая" not in page.content.decode()
    for invitation, status in ((own, 302), (own, 302), (other, 404), (theirs, 404)):
        revoke = reverse("invitations:revoke", args=[cast.ours.slug, invitation.pk])
        assert client.post(revoke).status_code == status
        invitation.refresh_from_db()
        assert (invitation.revoked_at is not None) is (invitation == own)


def test_an_administrator_sees_all_links_of_the_organization_and_no_others(cast, client):
    make.make_invitation(cast.other_unit, note="наша")
    foreign, _ = make.make_invitation(cast.theirs.units.exclude(kind="staff").get(), note="их")
    client.force_login(cast.administrator)
    revoke = reverse("invitations:revoke", args=[cast.ours.slug, foreign.pk])
    listed = client.get(reverse("invitations:invitation_list", args=[cast.ours.slug]))
    assert "наша" in listed.content.decode()
    assert revoke not in listed.content.decode()
    assert client.post(revoke).status_code == 404


def test_who_issued_by_an_exception_sees_and_annuls_the_own_links(cast, client):
    grant(cast, cast.teacher, "organizations.issue_unit_invitations")
    invitation, _ = issue(cast, cast.teacher, note="моя")
    client.force_login(cast.teacher)
    page = client.get(reverse("invitations:invitation_list", args=[cast.ours.slug]))
    assert "моя" in page.content.decode()
    client.post(reverse("invitations:revoke", args=[cast.ours.slug, invitation.pk]))
    invitation.refresh_from_db()
    assert invitation.revoked_at


def test_the_list_costs_the_same_for_any_number_of_links(cast, client):
    client.force_login(cast.administrator)

    def add_link():
        invitation, _ = issue(cast, cast.leader)
        services.redeem(
            invitation=invitation,
            user=make.PersonFactory(),
            child_surname="Иванов",
            child_given_name="Пётр",
        )

    assert_queries_do_not_grow(
        client, reverse("invitations:invitation_list", args=[cast.ours.slug]), add_link
    )
