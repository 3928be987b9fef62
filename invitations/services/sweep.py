"""Unclaimed links are annulled by an act (norm JOIN-5)."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from invitations.models import AnnulmentAct, Invitation
from invitations.services.links import annul
from invitations.signals import links_annulled
from invitations.unclaimed import unclaimed, why
from organizations.models import Organization
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

#: So many on one act; the rest waits for the next one.
MOST_ON_AN_ACT = 500


@transaction.atomic
def annul_unclaimed(*, organization, by, invitations, idle_days):
    """Annul those of these links (their pks) that are still unclaimed, by one act.

    Returns ``(act, [(link, sentence or None)])``; the sentence says why one is not on the act.
    Raises DomainError when none is left.
    """
    require(by, "organizations.issue_invitations", organization)
    # The number is taken under this lock; without the key, or who comes through a link, and locks
    # it first, would wait here for us and we for them.
    organization = Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    chosen = list(invitations)[:MOST_ON_AN_ACT]
    locked = list(
        Invitation.objects.select_for_update(of=("self",))
        .filter(organization=organization, pk__in=chosen)
        .order_by("pk")
    )
    # Read after the lock: somebody may have come, or another administrator was faster.
    rows = unclaimed(organization, idle_days).filter(pk__in=[row.pk for row in locked])
    still = {row.pk: row for row in rows.select_related("unit", "created_by", "child")}
    if not still:
        raise DomainError("Аннулировать нечего: этими ссылками уже воспользовались или их нет.")
    act = _make_act(organization, by, still.values(), idle_days)
    results = []
    for link in locked:
        if link.pk in still:
            annul(link, by=by, reason=str(act), act=act)
            results.append((still[link.pk], None))
        else:
            results.append((link, _why_not(link)))
    links_annulled.send(sender=None, act=act)
    return act, results


def _make_act(organization, by, links, idle_days):
    today = timezone.localdate()
    latest = AnnulmentAct.objects.filter(organization=organization, year=today.year)
    act = AnnulmentAct(
        organization=organization,
        year=today.year,
        number=(latest.aggregate(latest=Max("number"))["latest"] or 0) + 1,
        made_on=today,
        made_by=by,
        facts={
            "full_name": organization.full_name,
            "short_name": organization.short_name,
            "settlement": organization.settlement,
            "head_post": organization.head_post,
            "head": organization.head_initials_first,
            "made_by": by.printed_initials_first,
        },
        lines=[_line(link, organization, idle_days) for link in links],
    )
    return record(act, by=by, reason="Невостребованные ссылки аннулированы")


def _line(link, organization, idle_days):
    link.organization = organization
    return {
        "invitation": link.pk,
        "what": str(link),
        "for_whom": link.is_for_whom,
        "issued_by": link.created_by.printed_initials_first,
        "issued_on": f"{timezone.localtime(link.created_at):%d.%m.%Y}",
        "until": link.until,
        "used": f"{link.used} из {link.max_uses}",
        "reason": why(link, idle_days),
    }


def _why_not(link):
    if link.revoked_at is not None:
        return "Уже аннулирована."
    if link.quarantined_at is not None:
        return "Поставлена на карантин."
    return "По ней уже пришли: она востребована."
