"""Stored files that are gone or no longer those that were stored."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from organizations.models import Organization
from regulations.models.document import DocumentVersion
from sferum_portal.lib.history import TrackedQuerySet


class DamagedFile(models.Model):
    """One file found damaged by the weekly look; the row goes once the file is well again."""

    class Fault(models.TextChoices):
        MISSING = "missing", "файл не найден"
        CHANGED = "changed", "файл изменён"

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name="организация"
    )
    version = models.ForeignKey(
        DocumentVersion, models.PROTECT, related_name="damaged_files", verbose_name="редакция"
    )
    what = models.CharField("что", max_length=40, editable=False)
    name = models.CharField("имя в хранилище", max_length=200, editable=False)
    fault = models.CharField("что с ним", max_length=8, choices=Fault, editable=False)
    found_at = models.DateTimeField("замечено", auto_now_add=True)

    history = HistoricalRecords()
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = "повреждённый файл"
        verbose_name_plural = "повреждённые файлы"
        ordering = ["found_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "name"], name="a_damaged_file_is_told_of_once"
            ),
            models.CheckConstraint(
                condition=Q(fault__in=["missing", "changed"]), name="fault_of_a_file_is_known"
            ),
        ]

    def __str__(self):
        return f"{self.what}: {self.get_fault_display()}"
