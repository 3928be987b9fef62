"""Parents and children."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from organizations.models import Organization
from organizations.periods import PeriodQuerySet, period_constraint


class FamilyLinkQuerySet(PeriodQuerySet):
    def free(self):
        """The links through which something of the child reaches the parent."""
        return self.filter(restricted_on=None)

    def restricted(self):
        return self.filter(restricted_on__isnull=False)


class FamilyLink(models.Model):
    """A parent or legal representative of a learner, known to one organization, for a time.

    A restricted link (ADR 14) stays, and gives the parent nothing of this child.
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="family_links", verbose_name="организация"
    )
    parent = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="links_to_children",
        verbose_name="родитель",
    )
    child = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="links_to_parents",
        verbose_name="ребёнок",
    )
    starts_on = models.DateField("с")
    ends_on = models.DateField("первый день после окончания", null=True, blank=True)

    restricted_on = models.DateField("ограничена с", null=True, editable=False)
    restriction_basis = models.CharField(
        "основание ограничения", max_length=300, blank=True, editable=False
    )

    history = HistoricalRecords()
    objects = FamilyLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "семейная связь"
        verbose_name_plural = "семьи"
        ordering = ["child__search_name", "parent__search_name"]
        constraints = [
            period_constraint("family_link_ends_after_start"),
            models.UniqueConstraint(
                fields=["organization", "parent", "child"],
                condition=Q(ends_on=None),
                name="one_open_family_link",
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("child")), name="nobody_is_their_own_parent"
            ),
            models.CheckConstraint(
                condition=Q(restricted_on=None, restriction_basis="")
                | (Q(restricted_on__isnull=False) & ~Q(restriction_basis="")),
                name="restriction_states_its_basis",
            ),
        ]

    def __str__(self):
        return f"{self.parent} — {self.child}"

    @property
    def is_restricted(self):
        return self.restricted_on is not None
