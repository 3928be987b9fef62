"""Many PDFs at once, made beside the page."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from organizations.models import Organization
from sferum_portal.lib.history import TrackedQuerySet


class PrintBatch(models.Model):
    """A ZIP of papers of one sort, from its order to the download; it may be made again.

    ``items`` says of what the papers are made, one each, in the form of their sort
    (`regulations.batches.SORTS`); ``refusals`` says in words which could not be made.
    """

    class Status(models.TextChoices):
        WORKING = "working", "Готовится"
        READY = "ready", "Готов"
        FAILED = "failed", "Не получился"

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name="организация"
    )
    sort = models.CharField("что печатается", max_length=40, editable=False)
    title = models.CharField("название", max_length=200, editable=False)
    items = models.JSONField("из чего", default=list, editable=False)
    refusals = models.JSONField("что не получилось", default=list, editable=False)
    status = models.CharField(
        "состояние", max_length=16, choices=Status, default=Status.WORKING, editable=False
    )
    file = models.FileField("файл", max_length=200, blank=True, editable=False)
    sha256 = models.CharField("контрольная сумма", max_length=64, blank=True, editable=False)
    size = models.PositiveIntegerField("размер в байтах", null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name="кто заказал",
    )
    created_at = models.DateTimeField("заказан", auto_now_add=True)
    # The work of before must not end the work that was begun anew.
    started_at = models.DateTimeField("начат", editable=False)

    history = HistoricalRecords(excluded_fields=["items"])
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = "пачка документов"
        verbose_name_plural = "пачки документов"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["working", "ready", "failed"]),
                name="print_batch_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(~Q(file=""), ~Q(sha256=""), status="ready", size__isnull=False)
                | Q(~Q(status="ready"), file="", sha256="", size=None),
                name="print_batch_is_ready_with_its_file",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_working(self):
        return self.status == self.Status.WORKING

    @property
    def is_ready(self):
        return self.status == self.Status.READY
