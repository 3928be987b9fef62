"""The rows of join requests that wait, and for what."""

from collections import defaultdict
from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from sferum_portal.lib.history import TrackedQuerySet

PENDING = "pending"
#: A parent's address is given, and its owner has not said yes (norm JOIN-6).
UNCONFIRMED = Q(parent_confirmed_at=None) & ~Q(parent_email="")


class JoinRequestQuerySet(TrackedQuerySet):
    def pending(self):
        return self.filter(status=PENDING)

    def unconfirmed(self):
        """Small learners' requests for which the parent's code has not been typed."""
        return self.pending().filter(UNCONFIRMED)

    def waiting(self):
        """Those that want a decision today: pending, confirmed, neither put off nor held."""
        later = Q(deferred_until__gt=timezone.localdate())
        return self.pending().filter(held_at=None).exclude(later).exclude(UNCONFIRMED)

    def held(self):
        return self.pending().filter(held_at__isnull=False)

    def overdue(self, organizations):
        """Those that wait longer than each of these organizations allows itself."""
        today, late = timezone.localdate(), Q(pk=None)
        by_days = defaultdict(list)
        for organization in organizations:
            by_days[organization.decision_days].append(organization.pk)
        for days, ids in by_days.items():
            first_day = datetime.combine(today - timedelta(days=days), time.min)
            late |= Q(organization__in=ids, created_at__lt=timezone.make_aware(first_day))
        put_off = Q(deferred_until__gte=today)
        return self.waiting().filter(late).exclude(put_off)

    def not_of(self, user):
        """For whoever decides: nobody decides their own, so it is not counted among their work."""
        return self.exclude(applicant=user.pk)

    def oldest_first(self):
        return self.order_by("created_at", "pk")
