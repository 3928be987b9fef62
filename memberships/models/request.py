"""A person's wish to join an organization."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from memberships.models.family import FamilyLink
from memberships.models.membership import Membership
from memberships.models.refusal import LONGEST_NEXT_STEP
from memberships.models.request_rows import UNCONFIRMED, JoinRequestQuerySet
from memberships.roles import Role, role_label
from organizations.models import Organization, Unit
from sferum_portal.lib.text import search_form

LONGEST_SEARCH = 210
LONGEST_REASON = 500
WITHOUT_LINK = "Без ссылки, по собственной заявке"


class JoinRequest(models.Model):
    """A person's wish to join one organization in one role, until somebody decides it.

    A parent names the child; ``child`` is set once that name was found among the unit's learners
    or an administrator chose the learner.
    """

    class Status(models.TextChoices):
        PENDING = "pending", "Получена"
        APPROVED = "approved", "Принята"
        REJECTED = "rejected", "Отклонена"
        WITHDRAWN = "withdrawn", "Отозвана"

    class Pile(models.TextChoices):
        MATCHED = "matched", "Совпало"
        SIMILAR = "similar", "Похоже"
        NONE = "none", "Не найдено"

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="join_requests", verbose_name="организация"
    )
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="join_requests",
        verbose_name="заявитель",
    )
    role = models.CharField("роль", max_length=16, choices=Role)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="join_requests", verbose_name="подразделение"
    )
    post = models.CharField("должность", max_length=150, blank=True)
    child_surname = models.CharField("фамилия ребёнка", max_length=100, blank=True)
    child_given_name = models.CharField("имя ребёнка", max_length=100, blank=True)
    child_search_name = models.CharField(max_length=LONGEST_SEARCH, blank=True, editable=False)
    child = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="ребёнок",
    )
    # It was a link that named the child: nobody typed or chose it.
    child_is_given = models.BooleanField("ребёнка назвала ссылка", default=False, editable=False)
    # By whose link the person came; which link it was is known to `invitations`.
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name="кто пригласил",
    )
    # The chats into which the link leads besides the unit, and which of them had to be left out;
    # `memberships.link_chats` knows them.
    chats = models.JSONField("чаты по ссылке", default=list, editable=False)
    chat_notes = models.JSONField("не добавлено в чаты", default=list, editable=False)
    # The request that was refused or withdrawn, and then made again with better words.
    previous = models.OneToOneField(
        "self",
        models.PROTECT,
        related_name="successor",
        null=True,
        editable=False,
        verbose_name="прежняя заявка",
    )
    # Opens the request's page without an account (`services.codes`); no secret is stored.
    code_digest = models.CharField(max_length=64, unique=True, null=True, editable=False)
    # A learner of the first grades has no e-mail: a code goes to a parent (norm JOIN-6).
    parent_email = models.EmailField("эл. почта родителя", blank=True, editable=False)
    parent_confirmed_at = models.DateTimeField("родитель подтвердил", null=True, editable=False)
    # Who of those that decide looked at it first.
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name="кто проверяет",
    )
    seen_at = models.DateTimeField("проверяется с", null=True, editable=False)
    # What the roster says of it (`memberships.matching`), found when it came and when that changed.
    pile = models.CharField(
        "сверка со списком", max_length=16, choices=Pile, blank=True, editable=False
    )
    entry = models.ForeignKey(
        "memberships.RosterEntry",
        models.SET_NULL,
        related_name="join_requests",
        null=True,
        editable=False,
        verbose_name="кто это в списках",
    )
    match_reasons = models.JSONField("чем совпало", default=list, editable=False)
    # Whom a personal link names. It proves the place in the roster, not that this is the person.
    named_entry = models.ForeignKey(
        "memberships.RosterEntry",
        models.SET_NULL,
        related_name="+",
        null=True,
        editable=False,
        verbose_name="кому выдана личная ссылка",
    )
    status = models.CharField(
        "состояние", max_length=16, choices=Status, default=Status.PENDING, editable=False
    )
    created_at = models.DateTimeField("получена", auto_now_add=True)
    # The rows that the decision made: ``[["membership", 17], …]``; taken back with it.
    made = models.JSONField(default=list, editable=False)
    deferred_until = models.DateField("отложена до", null=True, editable=False)
    is_silent = models.BooleanField("без ответа", default=False, editable=False)
    # Nobody is let in while something about the way in is looked into (`services.hold_requests`).
    held_at = models.DateTimeField("удержана", null=True, editable=False)
    held_reason = models.CharField("почему удержана", max_length=300, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name="кто решил",
    )
    decided_at = models.DateTimeField("решена", null=True, editable=False)
    reason = models.CharField("причина", max_length=LONGEST_REASON, blank=True, editable=False)
    # What the refused applicant can do now; copied from the organization's list with the reason.
    next_step = models.CharField(
        "что дальше", max_length=LONGEST_NEXT_STEP, blank=True, editable=False
    )
    # Those that one press accepted together, to be taken back together (`services.undo_many`).
    bulk = models.UUIDField("принята вместе", null=True, editable=False, db_index=True)
    # What the approval made, so that it can be taken back whole.
    membership = models.ForeignKey(
        Membership, models.PROTECT, related_name="+", null=True, editable=False
    )
    family_link = models.ForeignKey(
        FamilyLink, models.PROTECT, related_name="+", null=True, editable=False
    )

    history = HistoricalRecords(excluded_fields=["code_digest"])
    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "заявка на вступление"
        verbose_name_plural = "заявки на вступление"
        ordering = ["created_at", "pk"]
        permissions = [
            ("decide_joinrequest", "Может решить заявку на вступление"),
            ("hold_joinrequest", "Может удержать заявку на вступление"),
        ]
        indexes = [models.Index(fields=["organization", "status", "created_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "applicant", "role", "unit", "child_search_name"],
                condition=Q(status="pending"),
                name="one_pending_join_request",
            ),
            models.CheckConstraint(
                condition=Q(status="pending", decided_by=None, decided_at=None)
                | (~Q(status="pending") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="join_request_decided_as_a_whole",
            ),
            models.CheckConstraint(
                condition=~Q(status="rejected") | ~Q(reason=""),
                name="rejection_states_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(status="approved", membership__isnull=False)
                | (~Q(status="approved") & Q(membership=None)),
                name="approval_makes_a_membership",
            ),
            models.CheckConstraint(
                condition=Q(parent_email="") | Q(role="learner"),
                name="parents_email_is_a_learners",
            ),
            models.CheckConstraint(
                condition=Q(parent_confirmed_at=None) | ~Q(parent_email=""),
                name="only_an_email_is_confirmed",
            ),
            models.CheckConstraint(
                condition=~(Q(status="approved") & UNCONFIRMED),
                name="approval_needs_the_parents_code",
            ),
            models.CheckConstraint(
                condition=Q(seen_by=None, seen_at=None)
                | Q(seen_by__isnull=False, seen_at__isnull=False),
                name="request_seen_as_a_whole",
            ),
            models.CheckConstraint(
                condition=Q(held_at=None, held_reason="")
                | (Q(held_at__isnull=False) & ~Q(held_reason="")),
                name="request_held_as_a_whole",
            ),
            models.CheckConstraint(
                condition=~Q(status="approved") | Q(held_at=None),
                name="no_held_request_is_approved",
            ),
            models.CheckConstraint(
                condition=Q(bulk=None) | Q(status="approved"),
                name="only_the_approved_are_of_a_bulk",
            ),
        ]

    def __str__(self):
        return f"{self.applicant}: {self.role_label}, {self.unit}"

    def save(self, *args, **kwargs):
        self.child_search_name = search_form(self.child_typed)[:LONGEST_SEARCH]
        super().save(*args, **kwargs)

    @property
    def child_typed(self):
        """The child's name as the parent typed it."""
        return f"{self.child_surname} {self.child_given_name}".strip()

    @property
    def role_label(self):
        return role_label(self.organization, self.role)

    @property
    def without_link(self):
        """Said to those who decide where nobody vouches for the applicant."""
        return "" if self.invited_by_id else WITHOUT_LINK

    @property
    def is_pending(self):
        return self.status == self.Status.PENDING

    @property
    def is_unconfirmed(self):
        """Waits for the code that a parent got: nobody is asked to decide it until then."""
        return bool(self.parent_email) and self.parent_confirmed_at is None

    @property
    def is_held(self):
        """Kept back, for as long as it waits."""
        return self.is_pending and self.held_at is not None

    @property
    def can_be_approved(self):
        """By one press: confirmed, not held, and nothing about the child is left to be said."""
        known = self.pile == self.Pile.MATCHED and self.entry_id is not None
        ready = self.is_pending and not self.is_unconfirmed and not self.is_held
        return ready and (not self.lacks_child or known)

    @property
    def lacks_child(self):
        """A parent's request whose child nobody has found yet: it cannot be approved so."""
        return self.role == Role.PARENT and self.child_id is None
