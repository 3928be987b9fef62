"""Cards by which small children sign in are issued, which is printed, and revoked."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from memberships import cards
from memberships.models import Membership, SignInCard
from memberships.roles import Role
from memberships.services.rows import insert_once
from organizations.models import Unit
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record
from sferum_portal.lib.tokens import digest, make_token

TWICE = (
    "Эти карточки уже выпущены, лист с ними уже скачан. Если он потерялся, вернитесь к списку и "
    "выпустите карточки заново: прежние перестанут действовать."
)


@dataclass(frozen=True)
class IssuedCard:
    """A new card with its secrets, which exist only here and on paper."""

    card: SignInCard
    token: str
    pin: str


@transaction.atomic
def issue_cards(*, unit, learners, by, form_key=None):
    """A new card for each of these users; whoever had one has a new one, the old one is dead.

    Returns ``[IssuedCard]``, with the secrets for the only time. The same form sent again
    (``form_key``, a UUID) is refused: the cards of the first time may be cut out already. Raises
    DomainError for somebody who is no learner of the unit, or who signs in otherwise.
    """
    require(by, "organizations.issue_signin_cards", unit)
    unit.require_not_over()
    if not cards.are_offered(unit):
        raise DomainError("Здесь карточек для входа не бывает: у детей нет учётных записей.")
    learners = list(learners)
    if not learners:
        raise DomainError("Отметьте, кому напечатать карточки.")
    # The same form sent twice at once waits here, and then sees what the first one did.
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    if form_key and SignInCard.objects.filter(issued_by=by, form_key=form_key).exists():
        raise DomainError(TWICE)
    _require_entitled(unit, learners)
    opened = SignInCard.objects.open().filter(organization=unit.organization, user__in=learners)
    for card in opened.select_for_update(of=("self",)):
        _revoke(card, by=by, reason="Выпущена новая карточка")
    return [_issue(unit, learner, by, form_key) for learner in learners]


def _require_entitled(unit, learners):
    rows = cards.entitled_learners(unit).filter(user__in=learners)
    entitled = set(rows.values_list("user_id", flat=True))
    if others := [user.short_name for user in learners if user.pk not in entitled]:
        raise DomainError(
            f"Карточку нельзя выпустить: {', '.join(others)}. Карточка — для тех, кто числится "
            "здесь, не входит сам и не состоит нигде в другой роли."
        )


def _issue(unit, learner, by, form_key):
    token, pin = make_token(size=cards.TOKEN_BYTES), cards.make_pin()
    card = SignInCard(
        organization_id=unit.organization_id,
        user=learner,
        token_digest=digest(token),
        pin_hash=make_password(pin),
        issued_by=by,
        form_key=form_key,
    )
    insert_once(card, by=by, reason="Карточка для входа выпущена", taken=TWICE)
    return IssuedCard(card, token, pin)


@transaction.atomic
def revoke_card(*, unit, learner, by):
    """Kill the learner's card at once, and the sessions that began with it."""
    require(by, "organizations.issue_signin_cards", unit)
    here = Membership.objects.current().filter(unit=unit, role=Role.LEARNER, user=learner)
    if not here.exists():
        raise DomainError("Этот ребёнок здесь больше не числится: его карточка и так не действует.")
    opened = SignInCard.objects.open().filter(organization=unit.organization, user=learner)
    card = opened.select_for_update(of=("self",)).first()
    if card is None:
        raise DomainError("Карточки уже нет: её отозвали.")
    return _revoke(card, by=by, reason="Карточка отозвана")


def _revoke(card, *, by, reason):
    card.revoked_at, card.revoked_by = timezone.now(), by
    return record(card, by=by, reason=reason, fields=["revoked_at", "revoked_by"])
