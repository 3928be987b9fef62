"""Administrators by order, and who stands in for them."""

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from memberships.models.membership import Membership
from organizations.models import Organization
from organizations.periods import PeriodQuerySet
from sferum_portal.lib.history import TrackedQuerySet


class Appointment(models.Model):
    """The order by which an administrator was appointed (norms REG-2, STR-4).

    Its term is the membership's; the substitute named in it is offered when the administrator
    is away, and has no right before that.
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name="организация"
    )
    membership = models.OneToOneField(
        Membership, models.PROTECT, related_name="appointment", verbose_name="администратор"
    )
    order_number = models.CharField("номер приказа", max_length=50)
    order_date = models.DateField("дата приказа")
    substitute = models.ForeignKey(
        Membership,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="кто замещает",
    )

    history = HistoricalRecords()
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = "назначение администратора"
        verbose_name_plural = "назначения администраторов"
        ordering = ["-order_date", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(order_number=""), name="order_has_a_number"),
            models.CheckConstraint(
                condition=~Q(substitute=F("membership")), name="nobody_stands_in_for_themselves"
            ),
        ]

    def __str__(self):
        return f"приказ от {self.order_date:%d.%m.%Y} № {self.order_number}"


class Substitution(models.Model):
    """While an administrator is away, somebody of the staff decides the join requests.

    Nothing else goes over to the substitute: no registers, no people, no strategy.
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="substitutions", verbose_name="организация"
    )
    administrator = models.ForeignKey(
        Membership, models.PROTECT, related_name="absences", verbose_name="кого замещает"
    )
    substitute = models.ForeignKey(
        Membership, models.PROTECT, related_name="substitutions", verbose_name="кто замещает"
    )
    starts_on = models.DateField("с")
    ends_on = models.DateField("первый день без замещения")

    history = HistoricalRecords()
    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "замещение администратора"
        verbose_name_plural = "замещения администраторов"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="substitution_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["administrator", "starts_on"],
                condition=Q(ends_on__gt=F("starts_on")),
                name="one_substitution_begins_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(substitute=F("administrator")), name="substitute_is_another_role"
            ),
        ]

    def __str__(self):
        return f"{self.substitute.user} вместо: {self.administrator.user}"
