"""School years, units and subjects."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from organizations.models.organization import Organization
from organizations.periods import PeriodQuerySet
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import TrackedQuerySet

#: The pupils of these grades are small: a parent answers for them, and they sign in by cards.
LAST_PRIMARY_GRADE = 4


class SchoolYear(models.Model):
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="school_years", verbose_name="организация"
    )
    starts_on = models.DateField("начало")
    ends_on = models.DateField("первый день после окончания")

    history = HistoricalRecords()
    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "учебный год"
        verbose_name_plural = "учебные годы"
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "starts_on"], name="one_school_year_begins_a_day"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="school_year_ends_after_start"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        """«2026/27»"""
        return f"{self.starts_on.year}/{(self.starts_on.year + 1) % 100:02d}"


class UnitQuerySet(TrackedQuerySet):
    def of_year(self, school_year):
        return self.filter(school_year=school_year)

    def current(self):
        """«Сотрудники» and the units of a school year that runs today."""
        today = timezone.localdate()
        return self.filter(
            Q(school_year=None)
            | Q(school_year__starts_on__lte=today, school_year__ends_on__gt=today)
        )

    def not_over(self):
        """Also the units of a coming school year: people are gathered for them beforehand."""
        return self.filter(
            Q(school_year=None) | Q(school_year__ends_on__gt=timezone.localdate())
        ).select_related("school_year")

    def delete(self):
        if self.filter(kind=Unit.STAFF).exists():
            raise DomainError("Подразделение «Сотрудники» удалить нельзя.")
        return super().delete()


class Unit(models.Model):
    """A class, age group or study group of one school year, or the standing unit «Сотрудники».

    A cohort gets a new unit each year, so that next year's people inherit nothing of this one's.
    """

    STAFF = "staff"

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="units", verbose_name="организация"
    )
    # The codes come from the organization's kind; `services.create_unit` checks them.
    kind = models.CharField("вид", max_length=32)
    name = models.CharField("название", max_length=100)
    school_year = models.ForeignKey(
        SchoolYear,
        models.PROTECT,
        related_name="units",
        null=True,
        blank=True,
        verbose_name="учебный год",
    )
    grade = models.PositiveSmallIntegerField("параллель, курс или возраст", null=True, blank=True)

    history = HistoricalRecords()
    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "подразделение"
        verbose_name_plural = "подразделения"
        ordering = ["grade", "name"]
        permissions = [
            ("issue_unit_invitations", "Может выдавать ссылки-приглашения в подразделение"),
            ("issue_signin_cards", "Может выдавать и отзывать карточки для входа"),
            ("keep_acknowledgements", "Может вести ознакомление подразделения с документами"),
            ("list_families", "Может видеть, кто чей родитель в подразделении"),
            ("create_learners_chat", "Может создать чат обучающихся подразделения"),
            ("create_parents_chat", "Может создать чат родителей подразделения"),
            ("create_teachers_chat", "Может создать чат педагогов подразделения"),
            ("create_education_chat", "Может создать иной образовательный чат подразделения"),
            ("create_channel", "Может создать канал подразделения"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organization"], condition=Q(kind="staff"), name="one_staff_unit"
            ),
            models.UniqueConstraint(
                fields=["organization", "school_year", "kind", "name"],
                name="one_unit_of_a_name_each_year",
            ),
            models.CheckConstraint(
                condition=Q(kind="staff", school_year=None)
                | Q(~Q(kind="staff"), school_year__isnull=False),
                name="every_unit_but_staff_has_a_school_year",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def dated_name(self):
        """«5А», of another year than the present one «5А (2027/28)»: names come again each year."""
        year = self.school_year
        if year is None or year.starts_on <= timezone.localdate() < year.ends_on:
            return self.name
        return f"{self.name} ({year})"

    @property
    def is_over(self):
        """Whether the school year has ended: what was is kept, nothing new begins here."""
        return self.school_year_id is not None and (
            self.school_year.ends_on <= timezone.localdate()
        )

    @property
    def is_primary(self):
        """Whether this is a grade of a primary school (norm JOIN-6)."""
        return self.grade is not None and self.may_be_primary

    @property
    def may_be_primary(self):
        """Also where nobody has stated the grade. A college's first year is none, nor an age."""
        has_such = "primary_school" in self.organization.profile.features
        return (
            has_such
            and self.kind != self.STAFF
            and (self.grade is None or self.grade <= LAST_PRIMARY_GRADE)
        )

    def require_not_over(self):
        """Raise DomainError when the school year has ended."""
        if self.is_over:
            raise DomainError(f"{self.over_text} Начать здесь новое уже нельзя.")

    @property
    def over_text(self):
        return f"Учебный год {self.school_year} закончился ({self.name})."

    def delete(self, *args, **kwargs):
        if self.kind == self.STAFF:
            raise DomainError("Подразделение «Сотрудники» удалить нельзя.")
        return super().delete(*args, **kwargs)


class Subject(models.Model):
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="subjects", verbose_name="организация"
    )
    name = models.CharField("название", max_length=150)

    history = HistoricalRecords()
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = "предмет"
        verbose_name_plural = "предметы"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "name"], name="one_subject_of_a_name")
        ]

    def __str__(self):
        return self.name


class UnitSubject(models.Model):
    """A subject in the curriculum of one unit: the place of the chat «unit – предмет»."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="unit_subjects", verbose_name="организация"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="unit_subjects", verbose_name="подразделение"
    )
    subject = models.ForeignKey(
        Subject, models.PROTECT, related_name="unit_subjects", verbose_name="предмет"
    )

    history = HistoricalRecords()
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = "предмет подразделения"
        verbose_name_plural = "предметы подразделений"
        ordering = ["unit", "subject"]
        permissions = [("create_subject_chat", "Может создать чат подразделения по предмету")]
        constraints = [
            models.UniqueConstraint(fields=["unit", "subject"], name="one_subject_once_in_a_unit")
        ]

    def __str__(self):
        return f"{self.subject}, {self.unit}"
