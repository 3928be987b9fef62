"""Who belongs to an organization in which role, leads which unit and teaches what where."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from simple_history.models import HistoricalRecords

from memberships.roles import Role, role_label
from organizations.models import Organization, Unit, UnitSubject
from organizations.periods import PeriodQuerySet, period_constraint


class MembershipQuerySet(PeriodQuerySet):
    def with_roles(self, *roles):
        return self.filter(role__in=roles)

    def with_account(self):
        """Those of people who can sign in: by an identifier, or by a card that is in force."""
        cards = apps.get_model("memberships", "SignInCard").objects.in_force()
        return self.filter(
            ~Q(user__email=None, user__phone=None, user__login=None)
            | Q(Exists(cards.filter(user=OuterRef("user"))))
        )


class Membership(models.Model):
    """One role of one person in one organization, for a time; several per person.

    Staff belong to the unit «Сотрудники», a learner to a class or group, a parent to no unit of
    their own: they follow the child (:class:`FamilyLink`).
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="memberships", verbose_name="организация"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="memberships",
        verbose_name="человек",
    )
    role = models.CharField("роль", max_length=16, choices=Role)
    post = models.CharField("должность", max_length=150, blank=True)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="memberships",
        null=True,
        blank=True,
        verbose_name="подразделение",
    )
    starts_on = models.DateField("с")
    ends_on = models.DateField("первый день после окончания", null=True, blank=True)
    is_activist = models.BooleanField("в активе", default=False)
    verified_at = models.DateTimeField("роль подтверждена", null=True, editable=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name="кто подтвердил",
    )
    verification_basis = models.CharField(
        "основание подтверждения", max_length=300, blank=True, editable=False
    )

    history = HistoricalRecords()
    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "участие"
        verbose_name_plural = "участники"
        ordering = ["user__search_name", "pk"]
        indexes = [
            models.Index(fields=["organization", "role", "ends_on"]),
            models.Index(fields=["unit", "role", "ends_on"]),
        ]
        constraints = [
            period_constraint("membership_ends_after_start"),
            models.UniqueConstraint(
                fields=["organization", "user", "role", "unit"],
                condition=Q(ends_on=None, unit__isnull=False),
                name="one_open_membership_of_a_role_in_a_unit",
            ),
            models.UniqueConstraint(
                fields=["organization", "user", "role"],
                condition=Q(ends_on=None, unit=None),
                name="one_open_membership_of_a_role_without_unit",
            ),
            models.CheckConstraint(
                condition=~Q(role="learner") | Q(unit__isnull=False),
                name="learner_belongs_to_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="membership_role_is_known"
            ),
            models.CheckConstraint(
                condition=Q(verified_at=None, verified_by=None, verification_basis="")
                | (
                    Q(verified_at__isnull=False, verified_by__isnull=False)
                    & ~Q(verification_basis="")
                ),
                name="role_verified_as_a_whole",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.role_label}"

    @property
    def role_label(self):
        return role_label(self.organization, self.role)

    @property
    def is_verified(self):
        return self.verified_at is not None


class UnitLeadership(models.Model):
    """A staff member leads a unit for a time (norm STR-3)."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="leaderships", verbose_name="организация"
    )
    membership = models.ForeignKey(
        Membership, models.PROTECT, related_name="leaderships", verbose_name="кто"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="leaderships", verbose_name="подразделение"
    )
    starts_on = models.DateField("с")
    ends_on = models.DateField("первый день после окончания", null=True, blank=True)

    history = HistoricalRecords()
    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "руководство подразделением"
        verbose_name_plural = "руководство подразделениями"
        ordering = ["unit", "starts_on"]
        constraints = [
            period_constraint("leadership_ends_after_start"),
            models.UniqueConstraint(
                fields=["membership", "unit"],
                condition=Q(ends_on=None),
                name="one_open_leadership_of_a_unit",
            ),
        ]

    def __str__(self):
        return f"{self.membership.user} — {self.unit}"


class Teaching(models.Model):
    """A staff member teaches one subject in one unit for a time."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="teachings", verbose_name="организация"
    )
    membership = models.ForeignKey(
        Membership, models.PROTECT, related_name="teachings", verbose_name="кто"
    )
    unit_subject = models.ForeignKey(
        UnitSubject,
        models.PROTECT,
        related_name="teachings",
        verbose_name="предмет и подразделение",
    )
    starts_on = models.DateField("с")
    ends_on = models.DateField("первый день после окончания", null=True, blank=True)

    history = HistoricalRecords()
    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "ведение предмета"
        verbose_name_plural = "ведение предметов"
        ordering = ["unit_subject", "starts_on"]
        constraints = [
            period_constraint("teaching_ends_after_start"),
            models.UniqueConstraint(
                fields=["membership", "unit_subject"],
                condition=Q(ends_on=None),
                name="one_open_teaching_of_a_subject",
            ),
        ]

    def __str__(self):
        return f"{self.membership.user} — {self.unit_subject}"
