"""A link issued anew, and the organization's own longest term."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from invitations import services
from invitations.models import Invitation
from invitations.services import find_invitation
from memberships.roles import Role
from organizations.services import set_joining_rules
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.bad_input import assert_refused
from tests.cast import PEOPLE
from tests.facts import issue


def reissue(invitation, by):
    return services.reissue_invitation(invitation=invitation, by=by)


def shorten(cast, days):
    set_joining_rules(
        organization=cast.ours,
        by=cast.administrator,
        leaders_decide=False,
        decision_days=3,
        longest_link_days=days,
        takes_applications=True,
    )
    for unit in (cast.unit, cast.other_unit):
        unit.organization.refresh_from_db()


def test_the_new_link_is_like_the_old_one_which_is_annulled(cast):
    old, token = make.make_invitation(cast.unit, Role.LEARNER, max_uses=5, note="собрание")
    make.join_through(token, cast.stranger)
    new, secret = reissue(old, cast.leader)
    assert (new.role, new.unit, new.note, new.max_uses) == (Role.LEARNER, cast.unit, "собрание", 4)
    assert (new.expires_at, new.replaces, new.created_by) == (old.expires_at, old, cast.leader)
    assert find_invitation(token).state == Invitation.State.REVOKED
    assert find_invitation(secret) == new
    assert old.history.first().history_change_reason == "Выпущена заново"


def test_a_personal_link_stays_personal(cast):
    old, _ = make.make_invitation(cast.unit, child=cast.learner, max_uses=2)
    assert reissue(old, cast.leader)[0].child == cast.learner


def test_it_is_issued_anew_once(cast):
    old, _ = make.make_invitation(cast.unit)
    new, secret = reissue(old, cast.leader)
    with pytest.raises(DomainError, match="уже выпущена заново"):
        reissue(old, cast.leader)
    assert find_invitation(secret).state == Invitation.State.OPEN
    assert reissue(new, cast.leader)[0].replaces == new


def test_what_was_annulled_or_used_up_is_not_issued_anew(cast):
    annulled, _ = make.make_invitation(cast.unit)
    services.revoke_invitation(invitation=annulled, by=cast.leader)
    used_up, token = make.make_invitation(cast.unit, Role.LEARNER, max_uses=1)
    make.join_through(token, cast.stranger)
    for invitation, sentence in ((annulled, "уже аннулирована"), (used_up, "вошли все")):
        with pytest.raises(DomainError, match=sentence):
            reissue(invitation, cast.leader)
    assert Invitation.objects.count() == 2


def test_an_expired_one_gets_a_term_of_the_same_length_within_the_bounds(cast):
    old, _ = make.make_invitation(
        cast.unit, expires_at=timezone.now() - dt.timedelta(days=1), max_uses=2
    )
    Invitation.objects.filter(pk=old.pk).mark(created_at=timezone.now() - dt.timedelta(days=8))
    length = reissue(old, cast.leader)[0].expires_at - timezone.now()
    assert dt.timedelta(days=6, hours=23) < length <= dt.timedelta(days=7)
    long, _ = make.make_invitation(cast.unit, expires_at=timezone.now() + dt.timedelta(days=50))
    shorten(cast, 10)
    assert reissue(long, cast.leader)[0].expires_at <= timezone.now() + dt.timedelta(days=10)


def test_a_link_in_quarantine_is_issued_anew_and_its_requests_stay_held(cast):
    old, token = make.make_invitation(cast.unit, Role.LEARNER)
    request = make.join_through(token, cast.stranger)
    services.quarantine_invitation(invitation=old, by=cast.leader)
    new, secret = reissue(old, cast.leader)
    request.refresh_from_db()
    assert request.is_held
    make.join_through(secret, make.PersonFactory())
    assert new.used == 1


def test_what_an_administrator_stopped_only_administrators_issue_anew(cast):
    """A new secret of the same link would be the way round the quarantine, in a leader's hands."""
    old, token = make.make_invitation(cast.unit, Role.LEARNER)
    services.quarantine_invitation(invitation=old, by=cast.administrator)
    with pytest.raises(DomainError, match="только администратор"):
        reissue(old, cast.leader)
    assert find_invitation(token).state == Invitation.State.QUARANTINED
    assert reissue(old, cast.administrator)[0].replaces == old


@pytest.mark.parametrize("person", sorted({*PEOPLE} - {"administrator", "leader"}))
def test_others_issue_nothing_anew(cast, person):
    invitation, _ = make.make_invitation(cast.unit)
    with pytest.raises(PermissionDenied):
        reissue(invitation, getattr(cast, person))
    invitation.refresh_from_db()
    assert invitation.revoked_at is None


def test_the_pages_show_the_new_secret_once(cast, client):
    first, _ = make.make_invitation(cast.unit)
    client.force_login(cast.leader)
    answer = client.post(reverse("invitations:reissue", args=[cast.ours.slug, first.pk]))
    secret = answer.content.decode().partition("/i/")[2].partition("/")[0]
    second = find_invitation(secret)
    assert second.replaces == first
    assert "no-store" in answer["Cache-Control"]
    client.force_login(cast.administrator)
    answer = client.post(reverse("admin:invitations_invitation_reissue", args=[second.pk]))
    third = find_invitation(answer.content.decode().partition("/i/")[2].partition("/")[0])
    assert third.replaces == second
    passport = client.get(
        reverse("invitations:passport", args=[cast.ours.slug, second.pk])
    ).content.decode()
    for neighbour in (first, third):
        assert reverse("invitations:passport", args=[cast.ours.slug, neighbour.pk]) in passport
    again = client.post(
        reverse("invitations:reissue", args=[cast.ours.slug, first.pk]), follow=True
    )
    assert "уже выпущена заново" in again.content.decode()
    assert Invitation.objects.count() == 3


# --- The longest term -----------------------------------------------------------------------------


def test_no_link_lives_longer_than_the_organization_wants(cast):
    shorten(cast, 10)
    with pytest.raises(DomainError, match="не дольше 10\xa0дней"):
        issue(cast, cast.leader, expires_at=timezone.now() + dt.timedelta(days=11))
    issue(cast, cast.leader, expires_at=timezone.now() + dt.timedelta(days=9))


@pytest.mark.parametrize(("longest", "usual"), [(60, 14), (14, 14), (10, 10), (1, 1)])
def test_the_forms_say_the_organizations_number(cast, client, longest, usual):
    shorten(cast, longest)
    client.force_login(cast.leader)
    links = reverse("invitations:issue", args=[cast.ours.slug, cast.unit.pk])
    slips = reverse("invitations:slips", args=[cast.ours.slug, cast.unit.pk])
    for address in (links, slips):
        page = client.get(address).content.decode().replace("\xa0", " ")
        assert f"Не больше {longest} {'дня' if longest == 1 else 'дней'}" in page
        assert f'value="{usual}"' in page
        form = {"role": "parent", "days": str(longest + 1), "max_uses": "3"}
        assert_refused(client.post(address, form))
    assert not Invitation.objects.exists()
    assert client.post(slips, {"days": str(longest)}).status_code == 200
    assert client.post(links, {"role": "parent", "days": str(longest), "max_uses": "3"})
    latest = timezone.now() + dt.timedelta(days=longest)
    assert Invitation.objects.count() == 2
    assert not Invitation.objects.filter(expires_at__gt=latest).exists()


def test_the_form_of_the_admin_says_it_too(cast, client):
    shorten(cast, 10)
    client.force_login(cast.administrator)
    address = reverse("admin:invitations_invitation_add")
    page = client.get(address).content.decode().replace("\xa0", " ")
    assert "Не дольше 10 дней" in page
    assert (timezone.localdate() + dt.timedelta(days=10)).isoformat() in page
    form = {"place": f"{cast.unit.pk}:parent", "max_uses": "3"}
    day = (timezone.localdate() + dt.timedelta(days=11)).isoformat()
    answer = client.post(address, form | {"last_day": day})
    assert answer.status_code == 422
    assert "не дольше 10\xa0дней" in answer.content.decode()
    assert not Invitation.objects.exists()
