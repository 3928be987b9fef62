"""Which links nobody claims (norm JOIN-5), and why each of them is one."""

from datetime import timedelta

from django.db.models import F, Max, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from invitations.models import Invitation
from sferum_portal.lib.text import counted

#: So long without anybody coming makes a link unclaimed; the administrator may choose.
IDLE_DAYS = 14
IDLE_CHOICES = (7, 14, 30)
#: So many days before a link ends or is idle for too long, who issued it is reminded.
REMINDER_DAYS = 3


def unclaimed(organization, idle_days=IDLE_DAYS):
    """The links that were issued and neither used up nor stopped, and that

    are expired, or that nobody has used for so many days (since the issue or the latest use).
    """
    return (
        _waiting_for_people()
        .filter(organization=organization)
        .filter(Q(expires_at__lte=timezone.now()) | Q(moved_at__lte=_since(idle_days)))
        .order_by("created_at", "pk")
    )


def to_be_reminded_of():
    """Open ones that will be among them in a few days, each once."""
    soon = timezone.now() + timedelta(days=REMINDER_DAYS)
    idle = _since(IDLE_DAYS - REMINDER_DAYS)
    return (
        _waiting_for_people()
        .filter(reminded_at=None, expires_at__gt=timezone.now())
        # A link that was meant for two days is not reminded of on the first.
        .filter(created_at__lte=timezone.now() - timedelta(days=1))
        .filter(Q(expires_at__lte=soon) | Q(moved_at__lte=idle), uses__lte=F("max_uses") / 2)
        .order_by("created_at", "pk")
    )


def why(invitation, idle_days=IDLE_DAYS):
    """The reason as the act prints it."""
    if invitation.expires_at <= timezone.now():
        ended = timezone.localtime(invitation.expires_at - timedelta(microseconds=1))
        return f"срок истёк {ended:%d.%m.%Y}"
    days = counted(idle_days, "день", "дня", "дней")
    if invitation.used:
        return f"больше никто не пришёл за {days}"
    return f"никто не пришёл за {days}"


def _waiting_for_people():
    rows = Invitation.objects.with_uses().annotate(
        moved_at=Coalesce(Max("redemptions__created_at"), F("created_at"))
    )
    struck_off = Q(entry=None) & ~Q(named="")
    return rows.filter(revoked_at=None, quarantined_at=None, uses__lt=F("max_uses")).exclude(
        struck_off
    )


def _since(days):
    return timezone.now() - timedelta(days=days)
