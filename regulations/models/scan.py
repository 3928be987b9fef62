"""The signed paper of a version, as it came back from the scanner."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from organizations.models import Organization
from regulations.models.document import DocumentVersion
from sferum_portal.lib.history import TrackedQuerySet


class VersionScan(models.Model):
    """One scan of a version's paper: waiting for the look of a person, or what counts.

    ``sheets`` is what was read of each sheet and what the person said of it, in the form of
    `regulations.scans.findings`; once confirmed, sheet and page are the same.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", "Ждёт проверки"
        CONFIRMED = "confirmed", "Проверен"
        REPLACED = "replaced", "Заменён другим сканом"
        WITHDRAWN = "withdrawn", "Отозван"

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name="организация"
    )
    version = models.ForeignKey(
        DocumentVersion, models.PROTECT, related_name="scans", verbose_name="редакция"
    )
    status = models.CharField(
        "состояние", max_length=16, choices=Status, default=Status.WAITING, editable=False
    )
    file = models.FileField("файл", max_length=200, editable=False)
    sha256 = models.CharField("контрольная сумма", max_length=64, editable=False)
    size = models.PositiveIntegerField("размер в байтах", editable=False)
    sheets = models.JSONField("листы", default=list, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name="кто загрузил",
    )
    uploaded_at = models.DateTimeField("загружен", auto_now_add=True)
    # The day that stands beside the signature, not the day of the scan.
    signed_on = models.DateField("подписан на бумаге", null=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name="кто проверил",
    )
    confirmed_at = models.DateTimeField("проверен", null=True, editable=False)

    history = HistoricalRecords()
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = "скан документа"
        verbose_name_plural = "сканы документов"
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(status="waiting"),
                name="one_scan_of_a_version_waits",
            ),
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(status="confirmed"),
                name="one_scan_of_a_version_counts",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "confirmed", "replaced", "withdrawn"]),
                name="version_scan_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status="waiting", signed_on=None, confirmed_by=None, confirmed_at=None)
                | Q(
                    ~Q(status="waiting"),
                    signed_on__isnull=False,
                    confirmed_by__isnull=False,
                    confirmed_at__isnull=False,
                ),
                name="version_scan_confirmed_as_a_whole",
            ),
            models.CheckConstraint(
                condition=~Q(file="") & ~Q(sha256=""), name="version_scan_has_its_file"
            ),
        ]

    def __str__(self):
        return f"Скан: {self.version}"

    @property
    def how_compared(self):
        """Who has compared the sheets with the document, where not the portal by their codes."""
        unread = [sheet for sheet in self.sheets if not sheet["code"]]
        if not unread:
            return ""
        if len(unread) == len(self.sheets):
            return "коды на листах не прочитаны, листы сверил человек"
        return "код прочитан не на всех листах, остальные сверил человек"

    @property
    def counts(self):
        return self.status == self.Status.CONFIRMED
