"""Electronic signatures of a frozen version: simple ones, made here; qualified ones, brought."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from organizations.models import Organization
from regulations.models.document import DocumentVersion
from regulations.signatures.certificates import GOST
from regulations.signatures.days import day
from regulations.signatures.verdicts import RIGHT, UNPROVEN_TIME, Form, TimeSource, Verdict
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import TrackedQuerySet


class SignatureKeptError(DomainError):
    """An attempt to change or to delete a signature."""

    def __init__(self):
        super().__init__("Подписи хранятся вместе с документом: их не изменяют и не удаляют.")


class SignatureQuerySet(TrackedQuerySet):
    def right(self):
        """All that count: neither found wrong by a later check nor withdrawn."""
        return self.filter(Q(kind="simple") | Q(verdict__in=RIGHT), withdrawn_at=None)

    def delete(self):
        raise SignatureKeptError


class Signature(models.Model):
    """Who signed a version, how, and what the check has found (norm DOC-7).

    Of a certificate only what stands in the mark is kept; personal numbers (ИНН, СНИЛС) never are.
    After it was added only the outcome of a check made again may change, and that it was withdrawn.
    """

    class Kind(models.TextChoices):
        SIMPLE = "simple", "Простая электронная подпись"
        #: Whether it really is a qualified one says `name`.
        QUALIFIED = "qualified", "Файл электронной подписи"

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name="организация"
    )
    version = models.ForeignKey(
        DocumentVersion, models.PROTECT, related_name="signatures", verbose_name="редакция"
    )
    kind = models.CharField("вид подписи", max_length=16, choices=Kind)
    # The bytes that were signed: the sum of the version's file.
    document_sha256 = models.CharField("контрольная сумма документа", max_length=64)
    owner = models.CharField("владелец", max_length=310)
    post = models.CharField("должность", max_length=300, blank=True)
    organization_name = models.CharField("организация владельца", max_length=400, blank=True)
    # Unknown where the file says no time.
    signed_at = models.DateTimeField("подписано", null=True)
    time_source = models.CharField("откуда время", max_length=16, choices=TimeSource)

    # A simple one: who confirmed with their password, and the key that stands for it.
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="кто подписал",
    )
    key = models.CharField("уникальный программный ключ", max_length=32, unique=True, null=True)

    # A qualified one: its certificate, its file as it was checked, and what the check has found.
    serial = models.CharField("сертификат", max_length=64, blank=True)
    valid_from = models.DateTimeField("сертификат действителен с", null=True)
    valid_to = models.DateTimeField("сертификат действителен по", null=True)
    issuer = models.CharField("издатель сертификата", max_length=300, blank=True)
    algorithm = models.CharField("алгоритм", max_length=64, blank=True)
    form = models.CharField("способ", max_length=16, choices=Form, blank=True)
    file = models.FileField("файл подписи", max_length=200, blank=True)
    file_sha256 = models.CharField("контрольная сумма файла подписи", max_length=64, blank=True)
    verdict = models.CharField("итог проверки", max_length=32, choices=Verdict, blank=True)
    checked_at = models.DateTimeField("проверена", null=True)

    # Why another than whom the document names has signed; empty where it is the head.
    other_signer_reason = models.CharField(
        "почему подписал другой уполномоченный", max_length=300, blank=True
    )

    # Why a signature counts of whose time only the signer's clock tells; see `has_unproven_time`.
    unproven_time_reason = models.CharField(
        "почему принято недоказанное время", max_length=300, blank=True
    )

    # A file that was added by mistake: it stays, and counts no more.
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="кто отозвал",
    )
    withdrawn_at = models.DateTimeField("отозвана", null=True)
    withdrawal_reason = models.CharField("почему отозвана", max_length=300, blank=True)

    # The copy with the marks of all signatures up to this one.
    copy = models.FileField("экземпляр с отметкой", max_length=200)
    copy_sha256 = models.CharField("контрольная сумма экземпляра с отметкой", max_length=64)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто внёс"
    )
    added_at = models.DateTimeField("внесена")

    history = HistoricalRecords()
    objects = SignatureQuerySet.as_manager()

    #: What a check made again may write, what a withdrawal, and what then becomes of later copies.
    RECHECKED = ("verdict", "checked_at", "signed_at", "time_source")
    WITHDRAWN = ("withdrawn_by", "withdrawn_at", "withdrawal_reason")
    COPY = ("copy", "copy_sha256")

    class Meta:
        verbose_name = "электронная подпись"
        verbose_name_plural = "электронные подписи"
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "signed_by"],
                condition=Q(kind="simple"),
                name="one_simple_signature_of_a_person",
            ),
            models.UniqueConstraint(
                fields=["version", "file_sha256"],
                condition=Q(kind="qualified", withdrawn_at=None),
                name="one_signature_file_once_for_a_version",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["simple", "qualified"]), name="signature_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(time_source__in=TimeSource.values), name="signing_time_source_is_known"
            ),
            models.CheckConstraint(
                condition=Q(form__in=["", *Form.values]), name="signature_form_is_known"
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=["", *Verdict.values]), name="signature_verdict_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(owner="") & ~Q(document_sha256="") & ~Q(copy=""),
                name="signature_has_its_owner_and_copy",
            ),
            models.CheckConstraint(
                condition=Q(time_source="none", signed_at=None)
                | (~Q(time_source="none") & Q(signed_at__isnull=False)),
                name="signing_time_known_as_a_whole",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawal_reason="")
                | Q(
                    ~Q(withdrawal_reason=""),
                    kind="qualified",
                    withdrawn_at__isnull=False,
                    withdrawn_by__isnull=False,
                ),
                name="signature_withdrawn_as_a_whole",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind="simple",
                    time_source="portal",
                    signed_by__isnull=False,
                    key__isnull=False,
                    serial="",
                    valid_from=None,
                    valid_to=None,
                    form="",
                    file="",
                    file_sha256="",
                    verdict="",
                    checked_at=None,
                )
                | Q(
                    ~Q(kind="simple"),
                    ~Q(time_source="portal"),
                    ~Q(serial=""),
                    ~Q(form=""),
                    ~Q(file=""),
                    ~Q(file_sha256=""),
                    ~Q(verdict=""),
                    signed_by=None,
                    key=None,
                    valid_from__isnull=False,
                    valid_to__isnull=False,
                    checked_at__isnull=False,
                ),
                name="signature_is_wholly_of_its_kind",
            ),
        ]

    def __str__(self):
        return f"{self.name.capitalize()}: {self.owner}"

    def save(self, *args, update_fields=None, **kwargs):
        changeable = {*self.RECHECKED, *self.WITHDRAWN, *self.COPY}
        if self.pk and (update_fields is None or not set(update_fields) <= changeable):
            raise SignatureKeptError
        super().save(*args, update_fields=update_fields, **kwargs)

    def delete(self, *args, **kwargs):
        raise SignatureKeptError

    @property
    def is_simple(self):
        return self.kind == self.Kind.SIMPLE

    @property
    def is_withdrawn(self):
        return self.withdrawn_at is not None

    @property
    def is_right(self):
        """Whether it counts."""
        return not self.is_withdrawn and (self.is_simple or self.verdict in RIGHT)

    @property
    def has_unproven_time(self):
        """Whether the certificate was over when the file came, and no stamp says when it signed."""
        stated = self.time_source == TimeSource.ATTRIBUTE
        return stated and self.added_at > self.valid_to

    @property
    def name(self):
        """What the signature is called wherever it is shown.

        Only a trusted certificate of a Russian algorithm makes it a qualified one (63-ФЗ).
        """
        if self.is_simple:
            return "простая электронная подпись"
        if self.verdict == Verdict.CHAIN_UNKNOWN:
            return "электронная подпись, издатель сертификата порталу не известен"
        if self.verdict != Verdict.TRUSTED:
            return "электронная подпись, проверку не прошла"
        if self.algorithm.startswith(GOST):
            return "усиленная квалифицированная электронная подпись"
        return "электронная подпись, алгоритм сертификата не по ГОСТ"

    @property
    def outcome(self):
        """What stands behind the signature, in one sentence without a full stop."""
        if self.is_withdrawn:
            return f"Отозвана {day(self.withdrawn_at)} и не учитывается"
        if self.is_simple:
            return "Подтверждена паролем на портале"
        if self.is_right and self.has_unproven_time:
            return f"{self.get_verdict_display()}; {UNPROVEN_TIME}"
        return self.get_verdict_display()

    @property
    def line(self):
        """What school sites show beside a document; the key stands for a simple signature."""
        who = ", ".join(filter(None, [self.owner, self.post, self.organization_name]))
        if self.is_simple:
            return (
                f"Документ подписан простой электронной подписью: {who}, {self.signed_text}, "
                f"уникальный программный ключ {self.key}"
            )
        when = f", {self.signed_text}" if self.signed_at else ""
        return (
            f"Документ подписан ({self.name}): {who}{when}, сертификат {self.serial}, "
            f"действителен с {day(self.valid_from)} по {day(self.valid_to)}"
            f"{f' ({UNPROVEN_TIME})' if self.has_unproven_time else ''}"
        )

    @property
    def signed_text(self):
        """«21.11.2026 14:05» in the portal's time; empty where it is unknown."""
        return f"{timezone.localtime(self.signed_at):%d.%m.%Y %H:%M}" if self.signed_at else ""
