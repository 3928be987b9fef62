"""Invitation links and who came through them."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from memberships.models import JoinRequest, RosterEntry
from memberships.roles import Role, role_label
from organizations.models import Organization, Unit
from sferum_portal.lib.history import TrackedQuerySet


class InvitationQuerySet(TrackedQuerySet):
    def open(self):
        """Not stopped and not expired; a used-up one still counts as open here."""
        return self.filter(revoked_at=None, quarantined_at=None, expires_at__gt=timezone.now())

    def in_state(self, state):
        """The rows of one `Invitation.state`; they must be `with_uses`."""
        states, now = Invitation.State, timezone.now()
        # A personal link whose person was struck off the roster is nobody's any more.
        stopped = Q(revoked_at__isnull=False) | (Q(entry=None) & ~Q(named=""))
        running = ~stopped & Q(quarantined_at=None)
        conditions = {
            states.REVOKED: stopped,
            states.QUARANTINED: ~stopped & Q(quarantined_at__isnull=False),
            states.EXPIRED: running & Q(expires_at__lte=now),
            states.USED_UP: running & Q(expires_at__gt=now, uses__gte=F("max_uses")),
            states.OPEN: running & Q(expires_at__gt=now, uses__lt=F("max_uses")),
        }
        return self.filter(conditions[state])

    def with_uses(self):
        return self.annotate(uses=Count("redemptions"))

    def mark(self, **marks):
        """Marks of the portal's own (who was told what), no change by anybody: no history."""
        return models.QuerySet.update(self, **marks)


class Invitation(models.Model):
    """A link by which people ask to join in one role and unit (norms JOIN-1, JOIN-2).

    Term and number of uses are obligatory; the secret is shown once and stored as a digest.
    """

    class State(models.TextChoices):
        OPEN = "open", "Действует"
        EXPIRED = "expired", "Срок истёк"
        USED_UP = "used_up", "Использована полностью"
        QUARANTINED = "quarantined", "На карантине"
        REVOKED = "revoked", "Аннулирована"

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="invitations", verbose_name="организация"
    )
    role = models.CharField("роль", max_length=16, choices=Role)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="invitations", verbose_name="подразделение"
    )
    # A personal link names the child whose parents it is for.
    child = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name="чьим родителям",
    )
    # Or one person of the roster, whoever that is; ``named`` stays when the entry is struck off.
    entry = models.ForeignKey(
        RosterEntry,
        models.SET_NULL,
        related_name="invitations",
        null=True,
        editable=False,
        verbose_name="кому выдана",
    )
    named = models.CharField("кому выдана", max_length=302, blank=True, editable=False)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        related_name="replaced_by",
        null=True,
        editable=False,
        verbose_name="взамен какой выпущена",
    )
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField("действует до")
    max_uses = models.PositiveIntegerField("сколько раз можно использовать")
    # Chats besides the unit, into which the accepted come; `memberships.link_chats` knows them.
    chats = models.JSONField("чаты", default=list, editable=False)
    note = models.CharField("пометка", max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name="кто выдал",
    )
    created_at = models.DateTimeField("выдана", auto_now_add=True)
    #: Of the form that asked for the link: sent twice, it makes one link, not two.
    form_key = models.UUIDField(null=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name="кто аннулировал",
    )
    revoked_at = models.DateTimeField("аннулирована", null=True, editable=False)
    # The act by which it was annulled as unclaimed (norm JOIN-5).
    act = models.ForeignKey(
        "invitations.AnnulmentAct",
        models.PROTECT,
        related_name="invitations",
        null=True,
        editable=False,
        verbose_name="акт",
    )
    # Stopped for a while, unlike an annulled one; its undecided requests are held meanwhile.
    quarantined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name="кто поставил на карантин",
    )
    quarantined_at = models.DateTimeField("на карантине с", null=True, editable=False)
    # Fixed when it is stopped: whoever stopped it may have another role by the time it is lifted.
    leaders_may_lift = models.BooleanField(
        "снять карантин могут не только администраторы", default=False, editable=False
    )
    # Of which alarms (`invitations.alarms`) letters were sent, and when its end was reminded of.
    alarms_told = models.JSONField(default=list, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)

    history = HistoricalRecords(
        excluded_fields=["token_digest", "form_key", "alarms_told", "reminded_at"]
    )
    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "ссылка-приглашение"
        verbose_name_plural = "ссылки-приглашения"
        ordering = ["-created_at", "-pk"]
        permissions = [
            ("revoke_invitation", "Может аннулировать ссылку-приглашение"),
            ("quarantine_invitation", "Может поставить ссылку-приглашение на карантин"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(max_uses__gte=1), name="invitation_has_at_least_one_use"
            ),
            models.UniqueConstraint(
                fields=["created_by", "form_key"], name="one_invitation_of_a_form"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="invitation_revoked_as_a_whole",
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="invitation_role_is_known"
            ),
            models.CheckConstraint(
                condition=Q(child=None) | Q(role=Role.PARENT),
                name="personal_invitation_is_for_parents",
            ),
            models.CheckConstraint(
                condition=Q(entry=None, named="") | (~Q(named="") & Q(max_uses=1)),
                name="link_of_one_person_has_one_use",
            ),
            models.CheckConstraint(
                condition=Q(quarantined_at=None, quarantined_by=None)
                | Q(quarantined_at__isnull=False, quarantined_by__isnull=False),
                name="invitation_quarantined_as_a_whole",
            ),
            models.CheckConstraint(
                condition=Q(act=None) | Q(revoked_at__isnull=False),
                name="act_is_about_annulled_links",
            ),
        ]

    def __str__(self):
        return f"{self.role_label}, {self.unit}"

    @property
    def until(self):
        """«05.12.2026 включительно» for a term that ends with a day, else day and time."""
        end = timezone.localtime(self.expires_at)
        if (end.hour, end.minute) == (0, 0):
            return f"{end - timedelta(days=1):%d.%m.%Y} включительно"
        return f"{end:%d.%m.%Y, %H:%M}"

    @property
    def role_label(self):
        return role_label(self.organization, self.role)

    @property
    def is_for_whom(self):
        """Of a personal link the person or the child whose parents it is for; else empty."""
        return self.named or (self.child.full_name if self.child_id else "")

    @property
    def used(self):
        """How often it was used; annotated on lists (`with_uses`), counted alone."""
        return self.uses if hasattr(self, "uses") else self.redemptions.count()

    @property
    def state(self):
        """Computed when read: correctness never waits for a scheduled task."""
        if self.revoked_at is not None or (self.named and self.entry_id is None):
            return self.State.REVOKED
        if self.quarantined_at is not None:
            return self.State.QUARANTINED
        if self.expires_at <= timezone.now():
            return self.State.EXPIRED
        return self.State.USED_UP if self.used >= self.max_uses else self.State.OPEN


class Redemption(models.Model):
    """One use of a link: this person came through it and asked to join."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="redemptions", verbose_name="организация"
    )
    invitation = models.ForeignKey(
        Invitation, models.PROTECT, related_name="redemptions", verbose_name="ссылка"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="redemptions", verbose_name="кто"
    )
    join_request = models.OneToOneField(
        JoinRequest, models.PROTECT, related_name="redemption", verbose_name="заявка"
    )
    created_at = models.DateTimeField("когда", auto_now_add=True)

    history = HistoricalRecords()
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = "использование ссылки"
        verbose_name_plural = "использования ссылок"
        ordering = ["-created_at"]

    def __str__(self):
        return f"{self.user} — {self.invitation}"


class AnnulmentAct(models.Model):
    """An act of the annulment of unclaimed links (norm JOIN-5), numbered within a calendar year.

    ``lines`` and ``facts`` are what was printed: neither a new name of a unit nor a new head
    changes an act that was signed.
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="annulment_acts", verbose_name="организация"
    )
    year = models.PositiveSmallIntegerField("год", editable=False)
    number = models.PositiveIntegerField("номер", editable=False)
    made_on = models.DateField("дата", editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name="кто составил",
    )
    lines = models.JSONField(editable=False)
    facts = models.JSONField(editable=False)

    history = HistoricalRecords()
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = "акт об аннулировании ссылок"
        verbose_name_plural = "акты об аннулировании ссылок"
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "year", "number"], name="one_act_of_a_number_each_year"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="acts_are_numbered_from_one"),
        ]

    def __str__(self):
        return f"Акт № {self.number} от {self.made_on:%d.%m.%Y}"
