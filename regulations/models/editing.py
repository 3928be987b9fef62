"""The journal of a draft: every change of its text, which can be taken back step by step."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from organizations.models import Organization
from regulations.models.content import PartQuerySet, VersionPart
from regulations.models.document import DocumentVersion

VERBS_OF_EDITING = ["write", "add", "move", "join", "delete", "restore", "take", "mark"]


class EditQuerySet(PartQuerySet):
    def live(self):
        return self.filter(undone_at=None)


class Edit(VersionPart):
    """One change: ``{row's number: [what it was, what it became]}``, None for a row that is not.

    The latest of those not undone is the one that can be undone; those that were undone since can
    be done again, until somebody edits.
    """

    class Verb(models.TextChoices):
        WRITE = "write", "изменён текст"
        ADD = "add", "добавлено"
        MOVE = "move", "перемещено"
        JOIN = "join", "объединено"
        DELETE = "delete", "удалено"
        RESTORE = "restore", "возвращена формулировка библиотеки"
        TAKE = "take", "взято из библиотеки"
        MARK = "mark", "изменён вид перечня"

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name="организация"
    )
    version = models.ForeignKey(
        DocumentVersion, models.PROTECT, related_name="edits", verbose_name="редакция"
    )
    verb = models.CharField("правка", max_length=16, choices=Verb)
    what = models.CharField("что изменено", max_length=200)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто"
    )
    made_at = models.DateTimeField("когда")
    changes = models.JSONField("что было и стало")
    undone_at = models.DateTimeField("когда отменена", null=True, blank=True)

    # The clauses' own histories have the same texts.
    history = HistoricalRecords(excluded_fields=["changes"])
    objects = EditQuerySet.as_manager()

    class Meta:
        verbose_name = "правка"
        verbose_name_plural = "правки"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verb__in=VERBS_OF_EDITING), name="verb_of_an_edit_is_known"
            ),
        ]

    def __str__(self):
        return self.what
