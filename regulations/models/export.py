"""A file that is made beside the page: all documents of an organization, or all sheets."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from organizations.models import Organization
from regulations.models.document import DocumentVersion
from sferum_portal.lib.history import TrackedQuerySet


class DocumentExport(models.Model):
    """One order of such a file; it can be made anew at any time, so the older file is dropped."""

    class Kind(models.TextChoices):
        ARCHIVE = "archive", "Архив документов"
        SHEETS = "sheets", "Листы ознакомления"

    class Status(models.TextChoices):
        WORKING = "working", "Готовится"
        READY = "ready", "Готова"
        FAILED = "failed", "Не получилась"

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name="организация"
    )
    kind = models.CharField("что", max_length=16, choices=Kind)
    # Of the sheets: which version they are about.
    version = models.ForeignKey(
        DocumentVersion,
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name="редакция",
    )
    status = models.CharField(
        "состояние", max_length=16, choices=Status, default=Status.WORKING, editable=False
    )
    refusal = models.CharField("почему не получилась", max_length=300, blank=True, editable=False)
    file = models.FileField("файл", max_length=200, blank=True, editable=False)
    # How many files are within, and how many of them were found damaged.
    number = models.PositiveIntegerField("файлов", default=0, editable=False)
    damaged = models.PositiveIntegerField("повреждено", default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name="кто заказал",
    )
    created_at = models.DateTimeField("заказана", auto_now_add=True)
    finished_at = models.DateTimeField("закончена", null=True, editable=False)

    history = HistoricalRecords()
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = "выгрузка документов"
        verbose_name_plural = "выгрузки документов"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="archive", version=None) | Q(kind="sheets", version__isnull=False),
                name="sheets_are_of_a_version",
            ),
            models.CheckConstraint(
                condition=Q(status="working", finished_at=None)
                | Q(status__in=["ready", "failed"], finished_at__isnull=False),
                name="document_export_ends_as_a_whole",
            ),
            models.UniqueConstraint(
                fields=["organization", "kind"],
                condition=Q(status="working"),
                name="one_working_export_of_a_kind",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} от {self.created_at:%d.%m.%Y}"
