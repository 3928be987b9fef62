"""What an organization decides about its chats otherwise than its kind does by default."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from organizations.chat_kinds import Creator, Ruling
from organizations.models.organization import Organization
from sferum_portal.lib.history import TrackedQuerySet


class ChatRule(models.Model):
    """Where the organization's strategy differs from the defaults of its kind.

    No row means the default of `domain.md`; the effective ruling is read by `strategy.Strategy`.
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="chat_rules", verbose_name="организация"
    )
    chat_kind = models.CharField("вид чата", max_length=32)
    creator = models.CharField("кто создаёт", max_length=16, choices=Creator)
    ruling = models.CharField("решение", max_length=16, choices=Ruling)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    history = HistoricalRecords()
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = "правило стратегии чатов"
        verbose_name_plural = "стратегия чатов"
        ordering = ["chat_kind", "creator"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "chat_kind", "creator"], name="one_ruling_for_a_creator"
            ),
            models.CheckConstraint(
                condition=Q(ruling__in=Ruling.values), name="chat_ruling_is_known"
            ),
            models.CheckConstraint(
                condition=Q(creator__in=Creator.values), name="chat_creator_is_known"
            ),
        ]

    def __str__(self):
        return f"{self.chat_kind}: {self.get_creator_display()} — {self.get_ruling_display()}"


class AutomaticChat(models.Model):
    """A kind of chat that comes into being with each new unit, by the strategy (norm JOIN-7).

    No row means that such chats are made by hand; `services.set_automatic` checks the kind.
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="automatic_chats", verbose_name="организация"
    )
    chat_kind = models.CharField("вид чата", max_length=32)

    history = HistoricalRecords()
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = "чат, который создаётся сам"
        verbose_name_plural = "чаты, которые создаются сами"
        ordering = ["chat_kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "chat_kind"], name="one_automatic_chat_of_a_kind"
            ),
        ]

    def __str__(self):
        return self.chat_kind
