"""A wish for a chat that is allowed on request only."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from organizations.models import Organization, Unit, UnitSubject
from sferum_portal.lib.history import TrackedQuerySet


class ChatRequest(models.Model):
    """A staff member asks for a chat that the strategy allows on request only."""

    class Status(models.TextChoices):
        PENDING = "pending", "Ожидает решения"
        GRANTED = "granted", "Разрешён"
        DECLINED = "declined", "Отклонён"

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="chat_requests", verbose_name="организация"
    )
    kind = models.CharField("вид чата", max_length=32)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="подразделение",
    )
    unit_subject = models.ForeignKey(
        UnitSubject,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="предмет",
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="chat_requests",
        verbose_name="кто просит",
    )
    created_at = models.DateTimeField("когда", auto_now_add=True)
    status = models.CharField(
        "состояние", max_length=16, choices=Status, default=Status.PENDING, editable=False
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name="кто решил",
    )
    decided_at = models.DateTimeField("решён", null=True, editable=False)
    reason = models.CharField("причина", max_length=300, blank=True, editable=False)

    history = HistoricalRecords()
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = "просьба о чате"
        verbose_name_plural = "просьбы о чатах"
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "requested_by", "kind", "unit"],
                condition=Q(status="pending", unit__isnull=False, unit_subject=None),
                name="one_pending_chat_request_for_a_unit",
            ),
            models.UniqueConstraint(
                fields=["organization", "requested_by", "kind"],
                condition=Q(status="pending", unit=None),
                name="one_pending_chat_request_for_an_organization",
            ),
            models.UniqueConstraint(
                fields=["requested_by", "kind", "unit_subject"],
                condition=Q(status="pending", unit_subject__isnull=False),
                name="one_pending_chat_request_for_a_subject",
            ),
            models.CheckConstraint(
                condition=Q(status="pending", decided_by=None, decided_at=None)
                | (~Q(status="pending") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="chat_request_decided_as_a_whole",
            ),
        ]

    def __str__(self):
        return f"{self.requested_by}: {self.kind_label}"

    @property
    def kind_label(self):
        return self.organization.profile.chats[self.kind].label

    @property
    def place(self):
        return self.unit_subject or self.unit or self.organization
