"""Why an organization refuses a request: its own list, in its own words."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from memberships.roles import Role
from organizations.models import Organization
from sferum_portal.lib.history import TrackedQuerySet

LONGEST_TEXT = 200
LONGEST_NEXT_STEP = 250


class RefusalReasonQuerySet(TrackedQuerySet):
    def active(self):
        return self.filter(ended_at=None)

    def suiting(self, role):
        """Those that are said to whoever asks for this role."""
        return self.filter(**{RefusalReason.suits_field(role): True})


class RefusalReason(models.Model):
    """A prepared reason: what the applicant reads, and what they can do next.

    A silent one is for junk: only administrators read it, nobody is written to.
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="refusal_reasons", verbose_name="организация"
    )
    text = models.CharField("причина", max_length=LONGEST_TEXT)
    next_step = models.CharField("что дальше", max_length=LONGEST_NEXT_STEP, blank=True)
    for_parents = models.BooleanField("для семей", default=True)
    for_learners = models.BooleanField("для тех, кто учится", default=True)
    for_staff = models.BooleanField("для тех, кто работает", default=True)
    is_silent = models.BooleanField("без ответа", default=False)
    position = models.PositiveSmallIntegerField("место в перечне", default=0)
    ended_at = models.DateTimeField("убрана", null=True, editable=False)

    history = HistoricalRecords()
    objects = RefusalReasonQuerySet.as_manager()

    class Meta:
        verbose_name = "причина отказа"
        verbose_name_plural = "причины отказа"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "text"], name="one_refusal_reason_of_a_text"
            ),
            models.CheckConstraint(
                condition=Q(for_parents=True) | Q(for_learners=True) | Q(for_staff=True),
                name="refusal_reason_suits_somebody",
            ),
            models.CheckConstraint(
                condition=Q(is_silent=False) | Q(next_step=""),
                name="silent_refusal_says_nothing_next",
            ),
        ]

    def __str__(self):
        return self.text

    @staticmethod
    def suits_field(role):
        fields = {Role.PARENT: "for_parents", Role.LEARNER: "for_learners"}
        return fields.get(role, "for_staff")

    def suits(self, role):
        return getattr(self, self.suits_field(role))

    @property
    def is_active(self):
        return self.ended_at is None
