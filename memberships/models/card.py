"""Cards by which small children sign in."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from simple_history.models import HistoricalRecords

from memberships.models.membership import Membership
from memberships.roles import Role
from organizations.models import Organization
from sferum_portal.lib.history import TrackedQuerySet


def only_learner_of(organization):
    """A condition on rows with a ``user``: a learner of ``organization`` and nothing else anywhere.

    Whoever issues a card knows its PIN, so nobody has one through whom more could be reached than
    a learner's part there: no identifier of their own, no other role, no other organization.
    """
    roles = Membership.objects.current().filter(user=OuterRef("user"))
    here = Q(organization=organization, role=Role.LEARNER)
    return (
        Q(user__email=None, user__phone=None, user__login=None)
        & Q(user__is_active=True, user__is_superuser=False)
        & Q(Exists(roles.filter(here)))
        & ~Q(Exists(roles.exclude(here)))
    )


class SignInCardQuerySet(TrackedQuerySet):
    def open(self):
        """Not revoked; whether the learner is still there is another question."""
        return self.filter(revoked_at=None)

    def in_force(self):
        """Those that let somebody in today.

        The moment a learner leaves, gets an account of their own or another role anywhere, the
        card is dead.
        """
        return self.open().filter(only_learner_of(OuterRef("organization")))


class SignInCard(models.Model):
    """The account of a learner who has neither e-mail nor phone nor login name (ADR 1).

    A printed code and a PIN, both shown once and stored only as digest and hash. Reprinting means
    a new card: the old one is revoked.
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="signin_cards", verbose_name="организация"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="signin_cards",
        verbose_name="чья карточка",
    )
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    pin_hash = models.CharField(max_length=128, editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name="кто выдал",
    )
    issued_at = models.DateTimeField("выдана", auto_now_add=True)
    #: Of the form that asked for the cards: sent twice, it does not kill those just printed.
    form_key = models.UUIDField(null=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name="кто отозвал",
    )
    revoked_at = models.DateTimeField("отозвана", null=True, editable=False)

    history = HistoricalRecords(excluded_fields=["token_digest", "pin_hash", "form_key"])
    objects = SignInCardQuerySet.as_manager()

    class Meta:
        verbose_name = "карточка для входа"
        verbose_name_plural = "карточки для входа"
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "user"],
                condition=Q(revoked_at=None),
                name="one_open_signin_card_of_a_learner",
            ),
            models.UniqueConstraint(
                fields=["issued_by", "form_key", "user"], name="one_signin_card_of_a_form"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="signin_card_revoked_as_a_whole",
            ),
        ]

    def __str__(self):
        return f"Карточка для входа: {self.user}"
