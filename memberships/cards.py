"""Signing in by a printed card: whose card it is, whether it holds, and the guesses at a PIN."""

import secrets
from datetime import timedelta
from itertools import pairwise

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.hashers import check_password

from accounts import card_session
from memberships.models import Membership, SignInCard
from memberships.models.card import only_learner_of
from memberships.roles import Role
from organizations.models import Unit
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.throttle import forget, is_spent, prolong, within_limit
from sferum_portal.lib.tokens import digest

#: Shorter than an invitation's: the code stays coarse enough for any camera.
TOKEN_BYTES = 16
LONGEST_TOKEN = 64
PIN_LENGTH = 4
#: Wrong PINs in a row that close a card, and for how long.
MOST_WRONG = 5
CLOSED_FOR = timedelta(minutes=15)
#: What one address may guess in an hour, at any cards: a whole school sits behind one.
MOST_OF_ADDRESS = 100


class WrongPin(DomainError):
    """The PIN does not belong to the card; there are tries left."""


class CardClosed(DomainError):
    """Too many wrong PINs; even the right one is not looked at for a while."""


def are_offered(unit):
    """Whether learners of this unit may get cards at all."""
    features = unit.organization.profile.features
    return "learner_accounts" in features and unit.kind != Unit.STAFF and not unit.is_over


def are_for_small(unit):
    """Whether they are small children, for whom a card is the usual way; elder ones may too."""
    return unit.may_be_primary


def entitled_learners(unit):
    """The current memberships of those learners of the unit who may have a card."""
    rows = Membership.objects.current().filter(unit=unit, role=Role.LEARNER)
    return rows.filter(only_learner_of(unit.organization_id))


def why_for_nobody(unit):
    """Said in place of the cards where no learner of the unit may have one; else empty."""
    if "learner_accounts" not in unit.organization.profile.features:
        return "Здесь карточек не бывает: учётных записей у детей нет."
    if not are_offered(unit):
        return unit.over_text if unit.is_over else "Карточки бывают только у детей."
    learners = Membership.objects.current().filter(unit=unit, role=Role.LEARNER)
    if entitled_learners(unit).exists() or not learners.exists():
        return ""
    if learners.filter(user__email=None, user__phone=None, user__login=None).exists():
        return "Карточку здесь выпустить некому. Почему — скажет администратор."
    return "Карточки здесь никому не нужны: каждый входит сам, в свою учётную запись."


def holders_of(unit):
    """Those of them who have one."""
    opened = SignInCard.objects.open().filter(organization_id=unit.organization_id)
    return entitled_learners(unit).filter(user__in=opened.values("user"))


def with_cards(unit, rows):
    """Set ``card`` (open, or None) and ``may_have_card`` on these memberships; two queries."""
    rows = list(rows)
    users = [row.user_id for row in rows]
    opened = SignInCard.objects.open().filter(organization_id=unit.organization_id, user__in=users)
    cards = {card.user_id: card for card in opened.select_related("issued_by")}
    entitled = entitled_learners(unit).filter(user__in=users)
    entitled = set(entitled.values_list("user_id", flat=True))
    for row in rows:
        row.may_have_card = row.user_id in entitled
        row.card = cards.get(row.user_id) if row.may_have_card else None
    return rows


def make_pin():
    """Four random digits that nobody tries first."""
    while is_trivial(pin := "".join(secrets.choice("0123456789") for _ in range(PIN_LENGTH))):
        pass
    return pin


def is_trivial(pin):
    """0000, 1212, 1234, 4321 and the years in which a child or a parent may be born."""
    digits = [int(sign) for sign in pin]
    steps = {(after - before) % 10 for before, after in pairwise(digits)}
    return len(set(digits)) < 3 or steps in ({1}, {9}) or pin[:2] in ("19", "20")


def card_by_token(token, visitor):
    """The card of a scanned code; None for one that is unknown, revoked or has ended.

    Raises CardClosed once the address has tried too many unknown ones.
    """
    _require_tries_left(visitor)
    card = None
    if len(token) <= LONGEST_TOKEN:
        card = _in_force().filter(token_digest=digest(token)).first()
    if card is None:
        _count_for_address(visitor)
    return card


def card_in_force(pk):
    """The card of this number, if it lets anybody in today."""
    return _in_force().filter(pk=pk).first()


def check_pin(card, pin, visitor):
    """Return for the right PIN; raises WrongPin, or CardClosed after five wrong ones in a row.

    A try is counted before it is looked at, so that many at once are no more than one by one.
    """
    _require_tries_left(visitor)
    name = f"card {card.pk}"
    if not within_limit(name, limit=MOST_WRONG, period=CLOSED_FOR):
        raise CardClosed(_closed_text())
    if check_password(pin, card.pin_hash):
        forget(name)
        return
    _count_for_address(visitor)
    if is_spent(name, limit=MOST_WRONG):
        prolong(name, period=CLOSED_FOR)
        raise CardClosed(_closed_text())
    raise WrongPin("ПИН-код не подошёл. Проверьте цифры и попробуйте ещё раз.")


def _in_force():
    return SignInCard.objects.in_force().select_related("organization", "user")


def _address(visitor):
    return f"cards {visitor}"


def _require_tries_left(visitor):
    if is_spent(_address(visitor), limit=MOST_OF_ADDRESS):
        raise CardClosed("С этого адреса слишком много неудачных попыток. Попробуйте через час.")


def _count_for_address(visitor):
    within_limit(_address(visitor), limit=MOST_OF_ADDRESS, period=timedelta(hours=1))


def _closed_text():
    minutes = int(CLOSED_FOR.total_seconds() // 60)
    return (
        f"ПИН-код введён неверно {MOST_WRONG} раз подряд. Вход по этой карточке закрыт на "
        f"{minutes} минут, потом можно попробовать снова. Забыли ПИН-код? Его знает тот, кто "
        "выдал карточку."
    )


class CardSessionMiddleware:
    """Ends the sessions of a card with the card: revoked, reprinted, or its learner has left."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        pk = card_session.card_of(request)
        if pk is not None and card_in_force(pk) is None:
            logout(request)
            messages.info(request, "Карточка, по которой вы вошли, больше не действует.")
        return self.get_response(request)
