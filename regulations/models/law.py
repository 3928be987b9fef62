"""The register of acts on which regulations rest; the same for all organizations."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from regulations import library
from sferum_portal.lib.history import TrackedQuerySet


class LegalBasisQuerySet(TrackedQuerySet):
    def listed_for(self, kind_code):
        """The acts in force that a new regulation of this kind of organization lists."""
        return [
            act
            for act in self.filter(status=LegalBasis.Status.IN_FORCE)
            if act.kinds == "all" or kind_code in act.kinds
        ]


class LegalBasis(models.Model):
    """An act with its status on the day of the latest check (norm DOC-3).

    Loaded from the library by `services.load_legal_bases`.
    """

    class Status(models.TextChoices):
        IN_FORCE = "in_force", "Действует"
        REPEALED = "repealed", "Отменён"
        REPLACED = "replaced", "Заменён"

    key = models.SlugField("ключ в библиотеке", unique=True)
    position = models.PositiveSmallIntegerField("порядок в перечне")
    act_kind = models.CharField("вид акта", max_length=100)
    # In the genitive, as it stands after the kind of act; a federal law is named without one.
    issuer = models.CharField("кем издан", max_length=200, blank=True)
    date = models.DateField("дата")
    number = models.CharField("номер", max_length=50)
    title = models.TextField("название")
    edition = models.CharField("редакция", max_length=200, blank=True)
    status = models.CharField("состояние", max_length=16, choices=Status)
    replaced_by = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="replaces",
        null=True,
        blank=True,
        verbose_name="заменён актом",
    )
    checked_on = models.DateField("проверен")
    # Codes of the kinds of organization that list the act, or "all".
    kinds = models.JSONField("для каких организаций")

    history = HistoricalRecords()
    objects = LegalBasisQuerySet.as_manager()

    class Meta:
        verbose_name = "правовое основание"
        verbose_name_plural = "правовые основания"
        ordering = ["position", "date"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["in_force", "repealed", "replaced"]),
                name="legal_basis_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status="replaced", replaced_by__isnull=False)
                | Q(~Q(status="replaced"), replaced_by=None),
                name="replaced_legal_basis_names_its_successor",
            ),
        ]

    def __str__(self):
        return f"{self.act_kind} от {self.date:%d.%m.%Y} № {self.number}"

    @property
    def kind(self):
        """The kind of act under the name that the library's `line` asks for."""
        return self.act_kind

    @property
    def line(self):
        return library.line(self)
