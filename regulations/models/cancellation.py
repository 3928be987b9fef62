"""An order that was cancelled by another: by which, why, by whom it was noted (norm DOC-6)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from organizations.models import Organization
from regulations.models.document import DocumentVersion
from sferum_portal.lib.history import TrackedQuerySet


class Cancellation(models.Model):
    """An order is in force no longer from the date of the order that cancelled it.

    One that a new order replaces is superseded by that as its next version instead.
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name="организация"
    )
    version = models.OneToOneField(
        DocumentVersion, models.PROTECT, related_name="cancellation", verbose_name="приказ"
    )
    order_number = models.CharField("номер приказа об отмене", max_length=30)
    order_date = models.DateField("дата приказа об отмене")
    reason = models.CharField("причина", max_length=300)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name="кто отметил",
    )
    cancelled_at = models.DateTimeField("отмечена", auto_now_add=True)

    history = HistoricalRecords()
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = "отмена приказа"
        verbose_name_plural = "отмены приказов"
        ordering = ["-order_date", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(order_number="") & ~Q(reason=""),
                name="cancellation_names_its_order_and_reason",
            ),
        ]

    def __str__(self):
        return f"{self.version}: {self.order_line}"

    @property
    def order_line(self):
        """«приказом от 30.08.2026 № 5-од»"""
        return f"приказом от {self.order_date:%d.%m.%Y} № {self.order_number}"

    def delete(self, *args, **kwargs):
        raise TypeError("A cancellation is kept as long as the order.")
