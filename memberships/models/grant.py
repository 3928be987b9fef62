"""Exceptions: one right on one object for one person (django-guardian), with reason and term.

The tables are guardian's direct-foreign-key kind, one beside each model that takes exceptions.
Rows are written by `memberships.grants` alone.
"""

from django.conf import settings
from django.db import models
from guardian.managers import UserObjectPermissionManager
from guardian.models import UserObjectPermissionBase
from simple_history.models import HistoricalRecords

from organizations.chat_kinds import KIND_OF_CODENAME
from organizations.models import Organization, Unit, UnitSubject

OTHER_RIGHTS = {"issue_unit_invitations": "Выдавать ссылки-приглашения"}


def right_label(organization, codename):
    """«Создать: класс — родители»: the right in the words of the organization."""
    kind = organization.profile.chats.get(KIND_OF_CODENAME.get(codename))
    return f"Создать: {kind.label}" if kind else OTHER_RIGHTS.get(codename, "—")


class Grant(UserObjectPermissionBase):
    """An exception; it holds from the day it is given until ``expires_on`` (exclusive).

    Guardian inserts a row that knows only person, right and object; `memberships.grants.give`
    adds the rest in the same transaction. A row without a term is not in force.
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name="организация", editable=False
    )
    reason = models.CharField("основание", max_length=300, blank=True)
    expires_on = models.DateField("первый день без исключения", null=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="кто дал",
    )
    granted_at = models.DateTimeField("когда дано", auto_now_add=True)

    objects = UserObjectPermissionManager()

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True
        ordering = ["-granted_at"]

    def __str__(self):
        return f"{self.user}: {self.right_label} — {self.content_object}"

    def save(self, *args, **kwargs):
        self.organization_id = self.content_object.organization_id
        super().save(*args, **kwargs)

    @property
    def right_label(self):
        return right_label(self.organization, self.permission.codename)


class OrganizationGrant(Grant):
    content_object = models.ForeignKey(
        Organization, models.PROTECT, related_name="grants", verbose_name="где"
    )

    history = HistoricalRecords()

    class Meta(Grant.Meta):
        verbose_name = "исключение: вся организация"
        verbose_name_plural = "исключения: вся организация"


class UnitGrant(Grant):
    content_object = models.ForeignKey(
        Unit, models.PROTECT, related_name="grants", verbose_name="где"
    )

    history = HistoricalRecords()

    class Meta(Grant.Meta):
        verbose_name = "исключение: подразделение"
        verbose_name_plural = "исключения: подразделения"


class UnitSubjectGrant(Grant):
    content_object = models.ForeignKey(
        UnitSubject, models.PROTECT, related_name="grants", verbose_name="где"
    )

    history = HistoricalRecords()

    class Meta(Grant.Meta):
        verbose_name = "исключение: предмет"
        verbose_name_plural = "исключения: предметы"
