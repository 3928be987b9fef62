"""Who has got acquainted with a version: by a tick on the portal, or by a signature on paper."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from organizations.models import Organization, Unit
from regulations.models.document import DocumentVersion
from sferum_portal.lib.history import TrackedQuerySet


class AcknowledgementQuerySet(TrackedQuerySet):
    def of_version(self, version):
        return self.filter(version=version)

    def own(self):
        """Without what families have signed in the lines of their children."""
        return self.filter(for_family=False)


class Acknowledgement(models.Model):
    """One person's «Ознакомлен(а)».

    A family that has signed on paper is named by its child: that is the line it has signed. The
    row says that it is ``for_family``, beside which a tick of the child itself may stand.
    """

    class Means(models.TextChoices):
        PORTAL = "portal", "На портале"
        PAPER = "paper", "На бумаге"

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name="организация"
    )
    version = models.ForeignKey(
        DocumentVersion, models.PROTECT, related_name="acknowledgements", verbose_name="редакция"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто ознакомлен"
    )
    means = models.CharField("как", max_length=16, choices=Means)
    made_on = models.DateField("дата ознакомления")
    # Of a paper signature: one of the adults has signed in the line of ``user``, the child.
    for_family = models.BooleanField("за семью", default=False, editable=False)
    # Where the paper lies: the sheet of this unit.
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name="лист подразделения",
    )
    key = models.CharField("ключ", max_length=14, unique=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name="кто отметил",
    )
    recorded_at = models.DateTimeField("отмечено", auto_now_add=True)

    history = HistoricalRecords()
    objects = AcknowledgementQuerySet.as_manager()

    class Meta:
        verbose_name = "ознакомление"
        verbose_name_plural = "ознакомления"
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "user", "for_family"], name="one_acknowledgement_of_a_person"
            ),
            models.CheckConstraint(
                condition=Q(for_family=False) | Q(means="paper"), name="family_signs_on_paper"
            ),
            models.CheckConstraint(
                condition=Q(means__in=["portal", "paper"]), name="acknowledgement_means_is_known"
            ),
            # Nobody ticks for another; a paper lies with the unit whose sheet it is.
            models.CheckConstraint(
                condition=Q(means="portal", unit=None, recorded_by=F("user"))
                | Q(~Q(means="portal"), unit__isnull=False),
                name="everybody_ticks_for_themselves",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.version}"

    @property
    def how(self):
        """«На бумаге, за семью»"""
        return f"{self.get_means_display()}{', за семью' if self.for_family else ''}"

    @property
    def is_on_paper(self):
        return self.means == self.Means.PAPER
