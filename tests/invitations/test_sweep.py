"""The sweep of unclaimed links: what it takes, what it leaves, and the act about it (JOIN-5)."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from invitations import services
from invitations.models import AnnulmentAct, Invitation
from invitations.unclaimed import unclaimed, why
from memberships.roles import Role
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.cast import PEOPLE
from tests.facts import expired, quarantined

SWEEP = reverse("admin:invitations_invitation_sweep")


def ago(days):
    return timezone.now() - dt.timedelta(days=days)


def issued(cast, days, *, uses=0, max_uses=5, **fields):
    """A link issued so many days ago and used so often on that day."""
    invitation, token = make.make_invitation(cast.unit, Role.LEARNER, max_uses=max_uses, **fields)
    Invitation.objects.filter(pk=invitation.pk).mark(created_at=ago(days))
    for _ in range(uses):
        make.join_through(token, make.PersonFactory())
    for use in invitation.redemptions.all():
        use.created_at = ago(days)
        use.save()
    return invitation


def sweep(cast, *invitations, by=None, days=14):
    return services.annul_unclaimed(
        organization=cast.ours,
        by=by or cast.administrator,
        invitations=[row.pk for row in invitations],
        idle_days=days,
    )


def test_which_links_are_unclaimed_and_why(cast):
    """Each with the reason that the act prints; those without one are left alone."""
    cases = {
        expired(cast): f"срок истёк {timezone.localtime(ago(1)):%d.%m.%Y}",
        issued(cast, 15): "никто не пришёл за 14\xa0дней",
        issued(cast, 15, uses=2): "больше никто не пришёл за 14\xa0дней",
        issued(cast, 13): None,
        issued(cast, 15, uses=1, max_uses=1): None,
        quarantined(cast, expires_at=ago(1)): None,
        make.make_invitation(cast.unit)[0]: None,
    }
    used_again = issued(cast, 30, uses=1)
    use = used_again.redemptions.get()
    use.created_at = ago(2)
    use.save()
    annulled = expired(cast)
    services.revoke_invitation(invitation=annulled, by=cast.operator)
    theirs, _ = make.make_invitation(
        cast.theirs.units.exclude(kind="staff").get(), expires_at=ago(1)
    )
    found = {row.pk: why(row) for row in unclaimed(cast.ours)}
    assert found == {row.pk: reason for row, reason in cases.items() if reason}
    sooner = next(row for row, reason in cases.items() if row.created_at and reason is None)
    assert set(found) < {row.pk for row in unclaimed(cast.ours, 7)} >= {sooner.pk}
    assert used_again.pk not in found
    assert theirs.pk in {row.pk for row in unclaimed(cast.theirs)}


def test_they_are_annulled_by_a_numbered_act(cast):
    first, second = expired(cast, note="собрание"), issued(cast, 20)
    act, results = sweep(cast, first, second)
    assert (act.number, act.year) == (1, timezone.localdate().year)
    assert {row.pk: sentence for row, sentence in results} == {first.pk: None, second.pk: None}
    for invitation in (first, second):
        invitation.refresh_from_db()
        assert (invitation.state, invitation.act) == (Invitation.State.REVOKED, act)
        assert invitation.history.first().history_change_reason == str(act)
    # The oldest first.
    assert [line["used"] for line in act.lines] == ["0 из 5", "0 из 30"]
    assert sweep(cast, expired(cast))[0].number == 2


def test_numbers_begin_anew_each_year_and_in_each_organization(cast):
    act, _ = sweep(cast, expired(cast))
    act.year, act.number = act.year - 1, 40
    act.save()
    assert sweep(cast, expired(cast))[0].number == 1
    unit = cast.theirs.units.exclude(kind="staff").get()
    assert make.make_annulment_act(cast.theirs, unit).number == 1


def test_what_was_claimed_or_stopped_meanwhile_is_left_and_named(cast):
    """Between the preview and the press."""
    used, stopped, gone, left = (issued(cast, 20) for _ in range(4))
    services.redeem(invitation=used, user=cast.stranger)
    services.quarantine_invitation(invitation=stopped, by=cast.leader)
    services.revoke_invitation(invitation=gone, by=cast.leader)
    theirs, _ = make.make_invitation(
        cast.theirs.units.exclude(kind="staff").get(), expires_at=ago(1)
    )
    act, results = sweep(cast, used, stopped, gone, left, theirs)
    assert {row.pk: sentence for row, sentence in results} == {
        used.pk: "По ней уже пришли: она востребована.",
        stopped.pk: "Поставлена на карантин.",
        gone.pk: "Уже аннулирована.",
        left.pk: None,
    }
    assert [line["invitation"] for line in act.lines] == [left.pk]
    for invitation, state in ((used, "open"), (stopped, "quarantined"), (theirs, "expired")):
        invitation.refresh_from_db()
        assert invitation.state == state


def test_nothing_left_makes_no_act(cast):
    row = expired(cast)
    sweep(cast, row)
    with pytest.raises(DomainError, match="Аннулировать нечего"):
        sweep(cast, row)
    assert AnnulmentAct.objects.count() == 1


@pytest.mark.parametrize("person", sorted({*PEOPLE} - {"administrator"}))
def test_only_administrators_sweep(cast, person):
    row = expired(cast)
    with pytest.raises(PermissionDenied):
        sweep(cast, row, by=getattr(cast, person))
    row.refresh_from_db()
    assert row.revoked_at is None


def test_first_the_list_then_one_press(cast, client):
    row, fresh = expired(cast, note="летняя"), make.make_invitation(cast.unit)[0]
    client.force_login(cast.administrator)
    page = client.get(SWEEP).content.decode()
    assert "Аннулировать 1\xa0ссылку" in page
    assert f'name="invitation" value="{fresh.pk}"' not in page
    answer = client.post(SWEEP, {"days": "14", "invitation": [row.pk, fresh.pk, "x", "9" * 30]})
    act = AnnulmentAct.objects.get()
    assert str(act) in answer.content.decode()
    fresh.refresh_from_db()
    assert fresh.revoked_at is None
    again = client.post(SWEEP, {"days": "14", "invitation": [row.pk]})
    assert again.status_code == 409
    assert "Аннулировать нечего" in again.content.decode()
    assert "Невостребованных ссылок нет" in client.get(SWEEP).content.decode()
    waits = client.get(reverse("admin:invitations_annulmentact_pdf", args=[act.pk]), follow=True)
    assert "Документ составляется" in waits.content.decode()
    client.force_login(cast.outsider)
    for name in ("pdf", "change"):
        address = reverse(f"admin:invitations_annulmentact_{name}", args=[act.pk])
        assert client.get(address).status_code == 404
    client.force_login(cast.head)
    assert client.get(SWEEP).status_code == 403


@pytest.mark.parametrize("days", ["0", "13", "-1", "x", "9" * 40, "\x00"])
def test_only_the_numbers_on_offer_are_taken(cast, client, days):
    client.force_login(cast.administrator)
    assert client.get(SWEEP, {"days": days}).status_code == 404
