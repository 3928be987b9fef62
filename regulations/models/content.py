"""What a version consists of: clauses, legal bases, decisions of bodies."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from organizations.models import Organization
from regulations.models.document import DocumentVersion, FrozenError
from regulations.models.law import LegalBasis
from sferum_portal.lib.history import TrackedQuerySet


def _refuse_frozen(versions):
    if DocumentVersion.objects.frozen().filter(pk__in=versions).exists():
        raise FrozenError


class PartQuerySet(TrackedQuerySet):
    def delete(self):
        _refuse_frozen(self.order_by().values("version"))
        return super().delete()

    def bulk_create(self, objs, *args, **kwargs):
        objs = list(objs)
        _refuse_frozen({part.version_id for part in objs})
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs, *args, **kwargs):
        objs = list(objs)
        _refuse_frozen({part.version_id for part in objs})
        return super().bulk_update(objs, *args, **kwargs)


class VersionPart(models.Model):
    """A row that belongs to a version, and is frozen together with it."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self._refuse_if_frozen()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        self._refuse_if_frozen()
        return super().delete(*args, **kwargs)

    def _refuse_if_frozen(self):
        # The version that the row is stored with counts, too: nothing is moved out of it.
        stored = type(self).objects.filter(pk=self.pk).values_list("version_id", flat=True)
        _refuse_frozen({self.version_id, *stored})


class Clause(VersionPart):
    """A section (its text is the title), a clause or a sub-clause; at most three deep.

    Numbers are computed from the positions (`contents.sections`). In a draft the text is the
    library's template, or a person's own with placeholders, and ``when``, ``unless`` and ``each``
    decide with the facts whether it stands and what it lists. An approved version shows finished
    texts only, and keeps the template beside.
    """

    class Lists(models.TextChoices):
        CHATS = "chats", "Виды чатов"
        LEGAL_BASES = "legal_bases", "Правовые основания"

    class Marks(models.TextChoices):
        """What stands before the parts of a clause; they are referred to by numbers only."""

        NUMBERS = "", "Номера"
        LETTERS = "letters", "Буквы а), б)"
        DASHES = "dashes", "Тире"

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name="организация"
    )
    version = models.ForeignKey(
        DocumentVersion, models.PROTECT, related_name="clauses", verbose_name="редакция"
    )
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        related_name="parts",
        null=True,
        blank=True,
        verbose_name="часть чего",
    )
    position = models.PositiveSmallIntegerField("место среди соседних")
    key = models.CharField("ключ", max_length=64)
    text = models.TextField("текст")
    norms = models.JSONField("нормы", default=list, blank=True)
    when = models.JSONField("стоит, когда", default=list, blank=True)
    unless = models.JSONField("не стоит, когда", default=list, blank=True)
    # The settings of the portal that the clause states; of an approved version also what it says
    # of each: `living.bindings` compares that with the present setting.
    binds = models.JSONField("связан с настройками", default=list, blank=True)
    bound = models.JSONField("что говорит о настройках", default=dict, blank=True)
    each = models.CharField("перечисляет", max_length=16, choices=Lists, blank=True)
    marks = models.CharField("чем отмечены части", max_length=16, choices=Marks, blank=True)
    # What the finished text of an approved version was written from; a later draft goes on from it.
    template = models.TextField("шаблон", blank=True)

    history = HistoricalRecords()
    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "пункт"
        verbose_name_plural = "пункты"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["parent", "position"], name="one_clause_at_a_position"),
            models.UniqueConstraint(
                fields=["version", "position"],
                condition=Q(parent=None),
                name="one_section_at_a_position",
            ),
            models.UniqueConstraint(
                fields=["version", "key"],
                condition=Q(parent__isnull=False),
                name="one_clause_of_a_key",
            ),
            models.UniqueConstraint(
                fields=["version", "key"], condition=Q(parent=None), name="one_section_of_a_key"
            ),
            models.CheckConstraint(
                condition=Q(each__in=["", "chats", "legal_bases"]), name="clause_list_is_known"
            ),
            models.CheckConstraint(
                condition=Q(marks__in=["", "letters", "dashes"]), name="clause_marks_are_known"
            ),
        ]

    def __str__(self):
        return self.text[:80]


class VersionBasis(VersionPart):
    """A legal basis that a version lists; ``line`` is what the approved text says of it."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name="организация"
    )
    version = models.ForeignKey(
        DocumentVersion, models.PROTECT, related_name="bases", verbose_name="редакция"
    )
    basis = models.ForeignKey(
        LegalBasis, models.PROTECT, related_name="+", verbose_name="правовое основание"
    )
    position = models.PositiveSmallIntegerField("место в перечне")
    line = models.TextField("как назван", blank=True)

    history = HistoricalRecords()
    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "основание редакции"
        verbose_name_plural = "основания редакции"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "basis"], name="one_basis_once_in_a_version"
            ),
            models.UniqueConstraint(fields=["version", "position"], name="one_basis_at_a_position"),
        ]

    def __str__(self):
        return self.line or str(self.basis)


class Approval(VersionPart):
    """The decision of a collegial body on a version, with its protocol (norm DOC-1)."""

    class Decides(models.TextChoices):
        ADOPTS = "adopts", "Принято"
        AGREES = "agrees", "Согласовано"

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name="организация"
    )
    version = models.ForeignKey(
        DocumentVersion, models.PROTECT, related_name="approvals", verbose_name="редакция"
    )
    # A code of the organization's kind, and the name that it had then.
    body = models.CharField("орган", max_length=32)
    body_name = models.CharField("название органа", max_length=150)
    decides = models.CharField("решение", max_length=16, choices=Decides)
    protocol_number = models.CharField("номер протокола", max_length=30)
    protocol_date = models.DateField("дата протокола")

    history = HistoricalRecords()
    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "решение органа"
        verbose_name_plural = "решения органов"
        # Adoption first: «adopts» sorts before «agrees».
        ordering = ["decides", "protocol_date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "body"], name="one_decision_of_a_body_on_a_version"
            ),
            models.CheckConstraint(
                condition=Q(decides__in=["adopts", "agrees"]), name="body_decision_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(protocol_number=""), name="body_decision_has_a_protocol"
            ),
        ]

    def __str__(self):
        return (
            f"{self.body_name}, протокол от {self.protocol_date:%d.%m.%Y} № {self.protocol_number}"
        )
