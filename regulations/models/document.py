"""A document and its versions; what was approved never changes again."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from invitations.models import AnnulmentAct
from organizations.models import Organization
from regulations.models.acting import PutIntoForce
from regulations.models.kinds import KindOfDocument
from regulations.models.periods import DocumentVersionQuerySet, FrozenError, HeldForPeriod
from sferum_portal.lib.history import TrackedQuerySet


class Document(models.Model):
    """A document of an organization, which lives on from version to version.

    The regulation, of which an organization has one, has structured clauses; a paper of another
    kind is made of what stands in ``data`` of its version.
    """

    Kind = KindOfDocument

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="documents", verbose_name="организация"
    )
    kind = models.CharField("вид документа", max_length=32, choices=Kind)
    # The name in lists; each version bears the full title of its time.
    title = models.CharField("название", max_length=300)

    history = HistoricalRecords()
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = "документ"
        verbose_name_plural = "документы"
        constraints = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(kind="regulation"),
                name="one_regulation_of_an_organization",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=KindOfDocument.values), name="document_kind_is_known"
            ),
        ]

    def __str__(self):
        return self.title


class DocumentVersion(HeldForPeriod, PutIntoForce, models.Model):
    """One version («редакция»): a draft, or one that was approved for a period.

    The status says what was done, the dates say what holds: a version is in force from
    ``effective_from`` until the day before ``replaced_on``, and no task has to run for that. Once
    approved, the only change that `save` lets through is its replacement; it can not be deleted.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Проект"
        APPROVED = "approved", "Утверждена"
        # The next one is approved; this one holds until that one begins.
        SUPERSEDED = "superseded", "Есть следующая"
        # By another order, see `Cancellation`; kept, and in force no longer.
        CANCELLED = "cancelled", "Отменена"

    class Act(models.TextChoices):
        REGULATION = "regulation", "Положение"
        PROCEDURE = "procedure", "Порядок"

    class Source(models.TextChoices):
        LIBRARY = "library", "Библиотека портала"
        IN_FORCE = "in_force", "Действующая редакция"
        IMPORT = "import", "Свой документ"

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name="организация"
    )
    document = models.ForeignKey(
        Document, models.PROTECT, related_name="versions", verbose_name="документ"
    )
    number = models.PositiveSmallIntegerField("номер редакции")
    status = models.CharField(
        "состояние", max_length=16, choices=Status, default=Status.DRAFT, editable=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name="кто подготовил",
    )
    created_at = models.DateTimeField("подготовлена", auto_now_add=True)
    act = models.CharField(
        "вид акта", max_length=16, choices=Act, default=Act.REGULATION, editable=False
    )
    begun_from = models.CharField(
        "откуда взят текст", max_length=16, choices=Source, default=Source.LIBRARY, editable=False
    )
    # ``{feature of the kind: whether this organization has it}``; silence means that it has.
    features = models.JSONField("особенности", default=dict, blank=True, editable=False)
    # The answer «журнала нет»; an empty name of the journal alone only means that nobody said.
    without_ejournal = models.BooleanField("электронного журнала нет", default=False)
    # What a paper without clauses is made of, finished words included; the form is its kind's.
    data = models.JSONField("содержание", default=dict, blank=True, editable=False)

    # The act of the register whose paper this is.
    annulment_act = models.OneToOneField(
        AnnulmentAct,
        models.PROTECT,
        related_name="paper",
        null=True,
        editable=False,
        verbose_name="акт об аннулировании ссылок",
    )

    # What the paper says of the organization, as it was on the day of approval.
    title = models.CharField("полное название", max_length=500, blank=True, editable=False)
    organization_full_name = models.CharField(max_length=400, blank=True, editable=False)
    organization_short_name = models.CharField(max_length=150, blank=True, editable=False)
    settlement = models.CharField(max_length=150, blank=True, editable=False)
    head_post = models.CharField(max_length=150, blank=True, editable=False)
    head_name = models.CharField(max_length=310, blank=True, editable=False)

    order_number = models.CharField("номер приказа", max_length=30, blank=True, editable=False)
    order_date = models.DateField("дата приказа", null=True, editable=False)
    effective_from = models.DateField("действует с", null=True, editable=False)
    # The first day of the next version; half-open like all periods of the portal.
    replaced_on = models.DateField("заменена с", null=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name="кто утвердил",
    )
    approved_at = models.DateTimeField("утверждена на портале", null=True, editable=False)
    file = models.FileField("файл", max_length=200, blank=True, editable=False)
    sha256 = models.CharField("контрольная сумма", max_length=64, blank=True, editable=False)
    size = models.PositiveIntegerField("размер в байтах", null=True, editable=False)
    verify_code = models.CharField(
        "код проверки", max_length=14, unique=True, null=True, editable=False
    )

    history = HistoricalRecords()
    objects = DocumentVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "редакция документа"
        verbose_name_plural = "редакции документов"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="one_version_of_a_number"),
            models.UniqueConstraint(
                fields=["document"], condition=Q(status="draft"), name="one_draft_of_a_document"
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(status="approved"),
                name="one_version_of_a_document_without_successor",
            ),
            models.UniqueConstraint(
                fields=["document", "effective_from"],
                condition=Q(status__in=["approved", "superseded"])
                & (Q(replaced_on=None) | Q(replaced_on__gt=F("effective_from"))),
                name="one_version_of_a_document_begins_a_day",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["superseded", "cancelled"], replaced_on__isnull=False)
                | Q(~Q(status__in=["superseded", "cancelled"]), replaced_on=None),
                name="superseded_version_says_since_when",
            ),
            models.CheckConstraint(
                condition=Q(replaced_on=None) | Q(replaced_on__gte=F("effective_from")),
                name="version_is_replaced_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(act__in=["regulation", "procedure"]), name="document_act_is_known"
            ),
            models.CheckConstraint(
                condition=Q(begun_from__in=["library", "in_force", "import"]),
                name="source_of_a_version_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "approved", "superseded", "cancelled"]),
                name="document_version_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="draft",
                    title="",
                    order_number="",
                    order_date=None,
                    effective_from=None,
                    approved_by=None,
                    approved_at=None,
                    file="",
                    sha256="",
                    size=None,
                    verify_code=None,
                )
                | Q(
                    ~Q(status="draft"),
                    ~Q(title=""),
                    ~Q(order_number=""),
                    ~Q(file=""),
                    ~Q(sha256=""),
                    order_date__isnull=False,
                    effective_from__isnull=False,
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                    size__isnull=False,
                    verify_code__isnull=False,
                ),
                name="document_version_approved_as_a_whole",
            ),
        ]

    def __str__(self):
        return f"{self.title or self.document.title}, редакция {self.number}"

    def save(self, *args, update_fields=None, **kwargs):
        stored = type(self).objects.frozen().filter(pk=self.pk).first() if self.pk else None
        if stored and not self._only_replaces(stored, update_fields):
            raise FrozenError
        super().save(*args, update_fields=update_fields, **kwargs)

    def delete(self, *args, **kwargs):
        if type(self).objects.frozen().filter(pk=self.pk).exists():
            raise FrozenError
        return super().delete(*args, **kwargs)

    @property
    def label(self):
        return f"Редакция {self.number}"

    @property
    def planned_act(self):
        """Number and date of a paper's own, of a draft as far as they are known: ("", None)."""
        if not self.is_draft:
            return self.order_number, self.order_date
        facts = self.data.get("facts", {})
        day = facts.get("date")
        return facts.get("number", ""), date.fromisoformat(day) if day else None

    @property
    def decisions_line(self):
        """«педагогический совет, протокол от 28.08.2026 № 1; …»"""
        return "; ".join(str(approval) for approval in self.approvals.all())

    def _only_replaces(self, stored, update_fields):
        """Whether the save does nothing but name the day of the next version."""
        written = {
            field.name
            for field in self._meta.concrete_fields
            if getattr(self, field.attname) != getattr(stored, field.attname)
            and (update_fields is None or field.name in update_fields)
        }
        return (
            written == {"status", "replaced_on"}
            and stored.status == self.Status.APPROVED
            and self.status in (self.Status.SUPERSEDED, self.Status.CANCELLED)
        )
