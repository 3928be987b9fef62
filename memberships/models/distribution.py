"""The distribution of unit leaders as the head approved it (norm STR-3)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from organizations.models import Organization, SchoolYear
from sferum_portal.lib.history import TrackedQuerySet


class Distribution(models.Model):
    """Who leads which unit in one school year, frozen with the order that approved it.

    ``lines``: ``[[unit, [full name, …]], …]`` in the order of the units; what has changed since
    is told by `memberships.distribution.drift`.
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="distributions", verbose_name="организация"
    )
    school_year = models.ForeignKey(
        SchoolYear, models.PROTECT, related_name="+", verbose_name="учебный год"
    )
    order_number = models.CharField("номер приказа", max_length=50)
    order_date = models.DateField("дата приказа")
    lines = models.JSONField("распределение")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто утвердил"
    )
    approved_at = models.DateTimeField("утверждено", auto_now_add=True)

    history = HistoricalRecords()
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = "распределение руководства"
        verbose_name_plural = "распределение руководства"
        ordering = ["-approved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "order_number", "order_date"],
                name="one_distribution_of_an_order",
            ),
            models.CheckConstraint(condition=~Q(order_number=""), name="distribution_has_an_order"),
        ]

    def __str__(self):
        return f"приказ от {self.order_date:%d.%m.%Y} № {self.order_number}"
