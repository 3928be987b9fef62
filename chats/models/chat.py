"""Chats and channels, and whom they are for."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from chats.audiences import (
    MINORS,
    Audience,
    audiences_of,
    chosen_still,
    memberships_in,
    people,
    within_of_chosen,
)
from memberships.chat_rights import chat_permission
from memberships.roles import Role
from organizations.models import Organization, Unit, UnitSubject
from sferum_portal.lib.history import TrackedQuerySet
from sferum_portal.lib.text import search_form

LONGEST_SEARCH = 200


class ChatQuerySet(TrackedQuerySet):
    def visible_to(self, standing):
        """The chats in whose audience the person is today."""
        if not standing.roles:
            return self.none()
        rules = ChatAudience.objects.filter(
            audiences_of(standing), organization_id=standing.organization.pk
        )
        chosen = ChatMember.objects.filter(
            chosen_still(standing),
            user_id=standing.user.pk,
            organization_id=standing.organization.pk,
        )
        return self.filter(
            Q(pk__in=rules.values("chat")) | Q(pk__in=chosen.values("chat")),
            organization_id=standing.organization.pk,
        )


class Chat(models.Model):
    """A chat or channel of one organization. Who takes part follows from its audiences.

    A standard chat exists once for its unit, unit-subject or organization; the chat of a unit
    belongs to that unit's school year, so that next year's cohort never inherits it.
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="chats", verbose_name="организация"
    )
    # A code of `organizations.kinds`; `services.create_chat` checks it.
    kind = models.CharField("вид", max_length=32)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="chats",
        null=True,
        blank=True,
        verbose_name="подразделение",
    )
    unit_subject = models.ForeignKey(
        UnitSubject,
        models.PROTECT,
        related_name="chats",
        null=True,
        blank=True,
        verbose_name="предмет",
    )
    title = models.CharField("название", max_length=200)
    search_title = models.CharField(max_length=LONGEST_SEARCH, editable=False)
    is_channel = models.BooleanField("канал", default=False)
    # Standard chats exist once for their place; chosen ones as often as people need.
    is_standard = models.BooleanField("типовой", default=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name="кто создал",
    )
    created_at = models.DateTimeField("создан", auto_now_add=True)

    history = HistoricalRecords(excluded_fields=["search_title"])
    objects = ChatQuerySet.as_manager()

    class Meta:
        verbose_name = "чат"
        verbose_name_plural = "чаты и каналы"
        ordering = ["title", "pk"]
        permissions = [
            ("post_message", "Может писать в чат"),
            ("manage_chatmembers", "Может добавлять и исключать участников чата"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind"],
                condition=Q(is_standard=True, unit=None, unit_subject=None),
                name="one_standard_chat_of_an_organization",
            ),
            models.UniqueConstraint(
                fields=["unit", "kind"],
                condition=Q(is_standard=True, unit_subject=None),
                name="one_standard_chat_of_a_unit",
            ),
            models.UniqueConstraint(
                fields=["unit_subject", "kind"],
                condition=Q(is_standard=True),
                name="one_standard_chat_of_a_unit_subject",
            ),
            models.CheckConstraint(
                condition=Q(unit_subject=None) | Q(unit__isnull=False),
                name="chat_of_a_subject_names_its_unit",
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        # Some letters fold to several; what is beyond the column nobody types.
        self.search_title = search_form(self.title)[:LONGEST_SEARCH]
        super().save(*args, **kwargs)

    @property
    def kind_label(self):
        return self.organization.profile.chats[self.kind].label

    @property
    def place(self):
        """What the right to create this chat is asked on: unit-subject, unit or organization."""
        return self.unit_subject or self.unit or self.organization

    def people(self):
        """The persons who take part today, each once, by name."""
        rules = self.audiences.values_list("code", "unit_id", "unit_subject_id")
        within = within_of_chosen(self.kind, self.unit_id)
        return people(self.organization, rules, self.chosen.values("user"), within)

    def includes(self, standing):
        return Chat.objects.visible_to(standing).filter(pk=self.pk).exists()

    def lets_post(self, standing):
        """Everybody of a chat writes; in a channel those who publish there.

        In a chat of learners nobody does while no adult with a confirmed role takes part.
        """
        if not self.is_channel:
            return self.includes(standing) and not self.lacks_adult
        if self.is_system:
            return standing.user.has_perm(
                "organizations.publish_in_system_channels", self.organization
            )
        return self._answers_for(standing)

    def lets_manage_members(self, standing):
        """Chosen participants are changed by the creator."""
        return not self.is_standard and self._answers_for(standing)

    @property
    def lacks_adult(self):
        """Whether learners would be among themselves here, or with somebody not confirmed.

        Asked of chats whose people follow from rules: one that comes into being with its unit, or
        whose leader has left, waits for the (next) leader.
        """
        codes = self.organization.profile.chats[self.kind].audience
        if self.is_channel or not MINORS & set(codes):
            return False
        return not any(
            memberships_in(self.organization, code, self.unit_id, self.unit_subject_id)
            .filter(verified_at__isnull=False, user__is_active=True)
            .exists()
            for code in codes
            if code not in MINORS
        )

    def _answers_for(self, standing):
        """Whether the person created it and still has to do with its place, or may create there."""
        if self.created_by_id != standing.user.pk or not standing.is_staff:
            return False
        return (
            self.unit_id is None
            or self.unit_id in standing.led_units | standing.taught_units
            or bool(standing.roles & {Role.ADMINISTRATOR, Role.HEAD})
            or standing.user.has_perm(chat_permission(self.kind), self.place)
        )

    @property
    def is_system(self):
        return self.organization.profile.chats[self.kind].automatic


class ChatAudience(models.Model):
    """A live rule that says who takes part: «родители 5А», «все сотрудники»."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    chat = models.ForeignKey(Chat, models.PROTECT, related_name="audiences")
    code = models.CharField("кто", max_length=32, choices=Audience)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True)
    unit_subject = models.ForeignKey(
        UnitSubject, models.PROTECT, related_name="+", null=True, blank=True
    )

    history = HistoricalRecords()
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = "аудитория чата"
        verbose_name_plural = "аудитории чатов"
        indexes = [models.Index(fields=["organization", "code", "unit"])]
        constraints = [
            models.CheckConstraint(condition=Q(code__in=Audience.values), name="audience_is_known"),
        ]

    def __str__(self):
        return self.get_code_display()


class ChatMember(models.Model):
    """A person chosen by name; takes part while they belong to the organization."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    chat = models.ForeignKey(Chat, models.PROTECT, related_name="chosen")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="chosen_for_chats"
    )

    history = HistoricalRecords()
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = "выбранный участник"
        verbose_name_plural = "выбранные участники"
        constraints = [
            models.UniqueConstraint(fields=["chat", "user"], name="one_is_chosen_once_for_a_chat")
        ]

    def __str__(self):
        return str(self.user)
