"""Codes that went to a parent's e-mail (norm JOIN-6)."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from memberships.models.request import JoinRequest
from organizations.models import Organization
from sferum_portal.lib.history import TrackedQuerySet


class ParentCode(models.Model):
    """One letter with a code: to which address, and how often something wrong was typed.

    The code is made when the letter leaves (`memberships.tasks.send_parent_code`) and stored as a
    digest: its half-hour does not pass in a queue. The latest one counts.
    """

    VALID_FOR = timedelta(minutes=30)
    MOST_TRIES = 5

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="parent_codes", verbose_name="организация"
    )
    join_request = models.ForeignKey(
        JoinRequest, models.PROTECT, related_name="parent_codes", verbose_name="заявка"
    )
    email = models.EmailField("куда отправлен")
    digest = models.CharField(max_length=64, blank=True, editable=False)
    sent_at = models.DateTimeField("отправлен", null=True, editable=False)
    tries = models.PositiveSmallIntegerField("неверных попыток", default=0, editable=False)
    created_at = models.DateTimeField("запрошен", auto_now_add=True)

    history = HistoricalRecords(excluded_fields=["digest"])
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = "код родителю"
        verbose_name_plural = "коды родителям"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(digest="", sent_at=None) | (~Q(digest="") & Q(sent_at__isnull=False)),
                name="parent_code_sent_as_a_whole",
            ),
            models.CheckConstraint(condition=Q(tries__lte=5), name="parent_code_has_few_tries"),
        ]

    def __str__(self):
        return f"{self.email}, {self.join_request}"

    @property
    def is_valid(self):
        return (
            bool(self.digest)
            and self.tries < self.MOST_TRIES
            and timezone.now() - self.sent_at <= self.VALID_FOR
        )
