"""A link is used while somebody stops, sweeps or replaces it; PostgreSQL has the row locks."""

import datetime as dt
import pkgutil
import time

import pytest
from django.utils import timezone

from invitations import services
from invitations.models import AnnulmentAct, Invitation, Redemption
from memberships.models import JoinRequest
from memberships.roles import Role
from memberships.services import approve_join_request, ask_again, withdraw_join_request
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.facts import expected, expired, in_a_week
from tests.regulations.test_races import at_once, refusals

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

#: The first write after the guards have looked: where the other one must not come between.
WRITES = (
    "invitations.services.links.record",
    "invitations.services.quarantine.record",
    "invitations.services.sweep.record",
    "memberships.services.holding.record",
    "memberships.services.acceptance.record_many",
    "memberships.services.rows.record",
)


@pytest.fixture(autouse=True)
def hesitation(cast, monkeypatch):
    def hesitant(write):
        def wait_and_write(*args, **kwargs):
            time.sleep(0.15)
            return write(*args, **kwargs)

        return wait_and_write

    for name in WRITES:
        monkeypatch.setattr(name, hesitant(pkgutil.resolve_name(name)))


def fresh(row):
    return type(row)._base_manager.get(pk=row.pk)


def redeem(invitation, user):
    return services.redeem(invitation=fresh(invitation), user=user)


def test_a_redemption_while_the_link_is_quarantined(cast):
    """Whoever comes is before, and held, or after, and refused: nobody slips through."""
    invitation, _ = make.make_invitation(cast.unit, Role.LEARNER)
    results = at_once(
        lambda: redeem(invitation, cast.stranger),
        lambda: services.quarantine_invitation(invitation=fresh(invitation), by=cast.leader),
    )
    assert len(refusals(results)) <= 1
    assert Redemption.objects.count() == 1 - len(refusals(results))
    assert all(row.is_held for row in JoinRequest.objects.all())


@pytest.mark.parametrize("is_first", [True, False])
def test_a_request_is_made_again_while_the_link_is_quarantined(cast, is_first):
    invitation, token = make.make_invitation(cast.unit, Role.LEARNER)
    former = make.join_through(token, cast.stranger)
    withdraw_join_request(join_request=former, by=cast.stranger)
    verbs = [
        lambda: ask_again(join_request=fresh(former), by=cast.stranger),
        lambda: services.quarantine_invitation(invitation=fresh(invitation), by=cast.leader),
    ]
    assert not refusals(at_once(*(verbs if is_first else reversed(verbs))))
    assert JoinRequest.objects.get(previous=former).is_held


def test_an_acceptance_while_the_link_is_quarantined(cast):
    invitation, token = make.make_invitation(cast.unit, Role.LEARNER)
    request = make.join_through(token, cast.stranger)
    results = at_once(
        lambda: approve_join_request(join_request=fresh(request), by=cast.administrator),
        lambda: services.quarantine_invitation(invitation=fresh(invitation), by=cast.leader),
    )
    assert len(refusals(results)) <= 1
    row = fresh(request)
    assert row.is_held is bool(refusals(results))
    assert (row.status == JoinRequest.Status.APPROVED) is not row.is_held


def test_two_people_press_quarantine(cast):
    invitation, token = make.make_invitation(cast.unit, Role.LEARNER)
    make.join_through(token, cast.stranger)
    results = at_once(
        *[
            lambda by=by: services.quarantine_invitation(invitation=fresh(invitation), by=by)
            for by in (cast.leader, cast.administrator)
        ]
    )
    (refusal,) = refusals(results)
    assert "уже на карантине" in str(refusal)
    assert invitation.history.filter(quarantined_at__isnull=False).count() == 1


def sweep(cast, by, *links):
    return services.annul_unclaimed(
        organization=fresh(cast.ours), by=by, invitations=[row.pk for row in links], idle_days=14
    )


def test_a_redemption_while_the_link_is_swept(cast):
    """It is used and left alone, or annulled and refused."""
    invitation, _ = make.make_invitation(cast.unit, Role.LEARNER)
    long_ago = timezone.now() - dt.timedelta(days=20)
    Invitation.objects.filter(pk=invitation.pk).mark(created_at=long_ago)
    results = at_once(
        lambda: redeem(invitation, cast.stranger),
        lambda: sweep(cast, cast.administrator, invitation),
    )
    (refusal,) = refusals(results)
    used = Redemption.objects.exists()
    assert isinstance(refusal, DomainError if used else services.LinkClosed)
    assert (fresh(invitation).revoked_at is None) is used
    assert AnnulmentAct.objects.exists() is not used


def test_two_administrators_sweep_the_same_links(cast):
    second = make.make_member(cast.ours, Role.ADMINISTRATOR).user
    links = [expired(cast) for _ in range(3)]
    results = at_once(
        *[lambda by=by: sweep(cast, by, *links) for by in (cast.administrator, second)]
    )
    (refusal,) = refusals(results)
    assert "Аннулировать нечего" in str(refusal)
    act = AnnulmentAct.objects.get()
    assert (act.number, len(act.lines)) == (1, 3)


def test_two_administrators_sweep_different_links(cast):
    second = make.make_member(cast.ours, Role.ADMINISTRATOR).user
    pairs = [(cast.administrator, expired(cast)), (second, expired(cast))]
    results = at_once(*[lambda by=by, row=row: sweep(cast, by, row) for by, row in pairs])
    assert refusals(results) == []
    assert sorted(act.number for act, _ in results) == [1, 2]


def test_a_link_is_issued_anew_once(cast):
    invitation, _ = make.make_invitation(cast.unit)
    results = at_once(
        *[lambda: services.reissue_invitation(invitation=fresh(invitation), by=cast.leader)] * 2
    )
    assert len(refusals(results)) == 1
    assert Invitation.objects.filter(revoked_at=None).count() == 1


def test_two_personal_links_of_one_person(cast):
    entry = expected(cast)
    results = at_once(
        *[
            lambda: services.issue_personal_link(
                entry=fresh(entry), role=Role.LEARNER, by=cast.administrator, expires_at=in_a_week()
            )
        ]
        * 2
    )
    assert refusals(results) == []
    assert Invitation.objects.filter(entry=entry, revoked_at=None).count() == 1
