"""What papers need beside their versions: corrected forms of words, letters that were sent."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from organizations.models import Organization
from regulations.models.document import DocumentVersion
from sferum_portal.lib.history import TrackedQuerySet
from sferum_portal.lib.russian import CASES

#: So long a queued letter is tried again, and so long a server may think about one.
TRIES_LAST, ANSWER_LASTS = timedelta(hours=30), timedelta(minutes=30)


class WordForms(models.Model):
    """The six cases of a name or a post as the organization wants them in its papers.

    No row means that the grammar of `sferum_portal.lib.russian` is right.
    """

    class Kind(models.TextChoices):
        NAME = "name", "Имя"
        POST = "post", "Должность"

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name="организация"
    )
    kind = models.CharField("что это", max_length=8, choices=Kind)
    nom = models.CharField("именительный (кто?)", max_length=310)
    gen = models.CharField("родительный (кого?)", max_length=320)
    dat = models.CharField("дательный (кому?)", max_length=320)
    acc = models.CharField("винительный (назначить кого?)", max_length=320)
    ins = models.CharField("творительный (кем?)", max_length=320)
    loc = models.CharField("предложный (о ком?)", max_length=320)

    history = HistoricalRecords()
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = "формы слова"
        verbose_name_plural = "формы слов"
        ordering = ["kind", "nom"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind", "nom"], name="one_set_of_forms_of_a_word"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["name", "post"]), name="kind_of_word_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(nom="")
                & ~Q(gen="")
                & ~Q(dat="")
                & ~Q(acc="")
                & ~Q(ins="")
                & ~Q(loc=""),
                name="every_case_of_a_word_has_a_form",
            ),
        ]

    def __str__(self):
        return self.nom

    @property
    def forms(self):
        return {case: getattr(self, case) for case in CASES}


class LetterSending(models.Model):
    """One wish to send a letter by mail. Of a version at most one is not given up."""

    class Status(models.TextChoices):
        QUEUED = "queued", "Отправляется"
        # Handed to the mail server; until it answers nobody knows whether it took the letter.
        SENDING = "sending", "Передаётся почтовому серверу"
        SENT = "sent", "Отправлена"
        FAILED = "failed", "Не отправлена"

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name="организация"
    )
    version = models.ForeignKey(
        DocumentVersion, models.PROTECT, related_name="sendings", verbose_name="письмо"
    )
    to = models.EmailField("кому")
    status = models.CharField(
        "состояние", max_length=8, choices=Status, default=Status.QUEUED, editable=False
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто отправил"
    )
    requested_at = models.DateTimeField("отправление начато", auto_now_add=True)
    sent_at = models.DateTimeField("отправлена", null=True, editable=False)

    history = HistoricalRecords()
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = "отправка письма"
        verbose_name_plural = "отправки писем"
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version"],
                condition=~Q(status="failed"),
                name="one_sending_of_a_letter",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["queued", "sending", "sent", "failed"]),
                name="state_of_a_sending_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status="sent", sent_at__isnull=False)
                | Q(~Q(status="sent"), sent_at=None),
                name="a_letter_sent_has_its_time",
            ),
        ]

    def __str__(self):
        return f"{self.to}: {self.get_status_display()}"

    @property
    def is_overdue(self):
        """Whether no try of it can be under way any more (`sferum_portal.lib.mail`)."""
        tries = {self.Status.QUEUED: TRIES_LAST, self.Status.SENDING: ANSWER_LASTS}
        lasts = tries.get(self.status)
        return lasts is not None and timezone.now() - self.requested_at > lasts
