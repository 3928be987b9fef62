"""The organization's own roster: whom it expects, and the files that said so."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from memberships.models.membership import Membership
from memberships.roles import Role, role_label
from organizations.models import Organization, Unit, UnitSubject
from sferum_portal.lib.history import TrackedQuerySet
from sferum_portal.lib.text import search_form

LONGEST_SEARCH = 310


class RosterImport(models.Model):
    """One file of the roster, from its reading to its application, and back.

    ``reading`` and ``comparison`` are what `memberships.services.roster` made of the file; columns
    of passports, insurance numbers and addresses are dropped before anything is stored.
    """

    class Status(models.TextChoices):
        READING = "reading", "Читается"
        READY = "ready", "Ждёт проверки"
        UNREADABLE = "unreadable", "Не прочитан"
        APPLYING = "applying", "Применяется"
        APPLIED = "applied", "Применён"
        UNDOING = "undoing", "Отменяется"
        UNDONE = "undone", "Отменён"
        DISCARDED = "discarded", "Не понадобился"

    class Kind(models.TextChoices):
        LEARNERS = "learners", "Семьи"
        STAFF = "staff", "Сотрудники"
        TEACHING = "teaching", "Кто что ведёт"

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="roster_imports", verbose_name="организация"
    )
    kind = models.CharField("что в файле", max_length=16, choices=Kind, blank=True)
    file_name = models.CharField("файл", max_length=255)
    # Kept until it is applied or discarded: the columns may have to be named by hand.
    data = models.BinaryField(editable=False, null=True)
    mapping = models.JSONField(default=dict, editable=False)
    reading = models.JSONField(default=dict, editable=False)
    comparison = models.JSONField(default=dict, editable=False)
    status = models.CharField(
        "состояние", max_length=16, choices=Status, default=Status.READING, editable=False
    )
    refusal = models.CharField("почему не прочитан", max_length=500, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name="кто загрузил",
    )
    created_at = models.DateTimeField("загружен", auto_now_add=True)
    applied_at = models.DateTimeField("применён", null=True, editable=False)
    undone_at = models.DateTimeField("отменён", null=True, editable=False)

    history = HistoricalRecords(excluded_fields=["data", "reading", "comparison", "mapping"])
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = "файл со списком"
        verbose_name_plural = "списки из файлов"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["applied", "undoing", "undone"], applied_at__isnull=False)
                | (~Q(status__in=["applied", "undoing", "undone"]) & Q(applied_at=None)),
                name="applied_roster_says_when",
            ),
        ]

    def __str__(self):
        return self.file_name


class RosterEntry(models.Model):
    """A person whom the organization expects, as its own papers name them; not an account.

    A learner's entry belongs to a unit, a parent's to a learner's entry. ``user`` is who stands
    for the entry on the portal: a learner from the first day (without an account, ADR 0001),
    others once their request was matched and accepted.
    """

    #: The roles of entries; what exactly staff are is decided by their request.
    ROLES = (Role.LEARNER, Role.PARENT, Role.STAFF)

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="roster_entries", verbose_name="организация"
    )
    role = models.CharField("роль", max_length=16, choices=[(r.value, r.label) for r in ROLES])
    surname = models.CharField("фамилия", max_length=100)
    given_name = models.CharField("имя", max_length=100, blank=True)
    patronymic = models.CharField("отчество", max_length=100, blank=True)
    search_name = models.CharField(max_length=LONGEST_SEARCH, editable=False, db_index=True)
    birth_date = models.DateField("дата рождения", null=True, blank=True)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="roster_entries",
        null=True,
        blank=True,
        verbose_name="подразделение",
    )
    child = models.ForeignKey(
        "self",
        models.CASCADE,
        related_name="parents",
        null=True,
        blank=True,
        verbose_name="чей родитель",
    )
    relation = models.CharField("кем приходится", max_length=50, blank=True)
    post = models.CharField("должность", max_length=150, blank=True)
    phone = models.CharField("телефон", max_length=20, blank=True)
    email = models.CharField("эл. почта", max_length=254, blank=True)
    external_id = models.CharField("номер в электронном журнале", max_length=64, blank=True)
    # The first day on which a file that ought to name the person no longer did.
    missing_since = models.DateField("нет в списках с", null=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="roster_entries",
        null=True,
        editable=False,
        verbose_name="кто это на портале",
    )
    membership = models.ForeignKey(
        Membership,
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name="роль на портале",
    )

    history = HistoricalRecords()
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = "запись в списках"
        verbose_name_plural = "списки организации"
        ordering = ["search_name", "pk"]
        indexes = [models.Index(fields=["organization", "role", "search_name"])]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "role", "external_id"],
                condition=~Q(external_id=""),
                name="one_roster_entry_of_an_external_id",
            ),
            models.CheckConstraint(
                condition=Q(role="learner", unit__isnull=False, child=None)
                | Q(role="parent", unit=None, child__isnull=False)
                | Q(role="staff", unit=None, child=None),
                name="roster_entry_has_its_place",
            ),
        ]

    def __str__(self):
        return self.full_name

    def save(self, *args, **kwargs):
        self.search_name = search_form(self.full_name)[:LONGEST_SEARCH]
        super().save(*args, **kwargs)

    @property
    def role_label(self):
        return role_label(self.organization, self.role)

    @property
    def full_name(self):
        return " ".join(filter(None, [self.surname, self.given_name, self.patronymic]))

    @property
    def account_id(self):
        """Who has taken the place; nobody while a child without an account keeps it."""
        return self.user_id if self.user_id and self.user.has_account else None


class RosterDuty(models.Model):
    """What an expected member of staff will teach or lead, until they have joined."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name="организация"
    )
    entry = models.ForeignKey(
        RosterEntry, models.CASCADE, related_name="duties", verbose_name="кто"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", null=True, verbose_name="чем руководит"
    )
    unit_subject = models.ForeignKey(
        UnitSubject, models.PROTECT, related_name="+", null=True, verbose_name="что ведёт"
    )

    history = HistoricalRecords()
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = "ожидаемое поручение"
        verbose_name_plural = "ожидаемые поручения"
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True, unit_subject__isnull=False)
                | Q(unit__isnull=False, unit_subject__isnull=True),
                name="roster_duty_is_one_thing",
            ),
            models.UniqueConstraint(
                fields=["entry", "unit"],
                condition=Q(unit__isnull=False),
                name="one_roster_duty_of_leading",
            ),
            models.UniqueConstraint(
                fields=["entry", "unit_subject"],
                condition=Q(unit_subject__isnull=False),
                name="one_roster_duty_of_teaching",
            ),
        ]

    def __str__(self):
        return f"{self.entry} — {self.unit or self.unit_subject}"


class RosterChange(models.Model):
    """What the application of a file did to one entry, so that it can be taken back.

    ``before`` holds the former values of the entry's fields, empty for one that was added;
    ``made`` the rows that came into being with it: ``[["membership", 17], …]``. Units and subjects
    that the file brought are kept in a change without an entry.
    """

    roster_import = models.ForeignKey(
        RosterImport, models.PROTECT, related_name="changes", verbose_name="файл"
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name="организация"
    )
    entry = models.ForeignKey(
        RosterEntry,
        models.SET_NULL,
        related_name="changes",
        null=True,
        verbose_name="запись",
    )
    is_new = models.BooleanField("добавлена", default=False)
    before = models.JSONField(default=dict)
    made = models.JSONField(default=list)

    history = HistoricalRecords()
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = "изменение из файла"
        verbose_name_plural = "изменения из файлов"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.roster_import}: {self.entry}"
