"""Chats that come into being, and go, with their unit (norm JOIN-7).

The strategy decides which; whoever enters a unit needs no right to create its chats, and gets none
over them: a standard chat is led by whoever leads the unit on that day.
"""

from django.db import IntegrityError, transaction

from chats.models import Chat, ChatAudience, Message
from chats.places import title_of
from chats.queries import Missing, missing_chats
from chats.services.chats import insert_chat
from organizations.models import Organization
from organizations.strategy import Strategy
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError

REASON = "По стратегии, вместе с подразделением"


@transaction.atomic
def make_chats_of_unit(*, unit, by):
    """The chats that the strategy makes for a new unit; safe to repeat. Returns the new ones.

    Asks no right: it follows the decision of those who may change the strategy.
    """
    kinds = Strategy(unit.organization).automatic
    made = [_make(kind, unit, by) for kind in kinds]
    return [chat for chat in made if chat is not None]


@transaction.atomic
def make_missing_chats(*, organization, by):
    """The chats that the strategy makes and that units entered before it lack; ``[Missing]``.

    Returns what was made, by kinds; a chat that somebody else made meanwhile is left out.
    """
    require(by, "organizations.change_strategy", organization)
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    made = [
        Missing(each.kind, [unit for unit in each.units if _make(each.kind, unit, by)])
        for each in missing_chats(organization)
    ]
    return [each for each in made if each.units]


@transaction.atomic
def remove_chats_of_unit(*, unit, by, reason):
    """Remove what came with a unit by itself, before the unit goes; history keeps it.

    Asks no right: whoever removes a unit has shown theirs. Raises DomainError where people have
    written, were chosen, or have made a chat of their own.
    """
    chats = list(Chat.objects.select_for_update().filter(unit=unit).order_by("pk"))
    _require_nothing_built(unit, chats)
    for row in [*ChatAudience.objects.filter(chat__in=chats), *chats]:
        row._history_user, row._change_reason = by, reason
        row.delete()


def _require_nothing_built(unit, chats):
    written = Message.objects.filter(chat__in=chats).order_by("pk").first()
    if written is not None:
        raise DomainError(f"В чате «{written.chat}» уже пишут: на этом уже построено.")
    for chat in chats:
        if chat.created_by_id is not None or chat.chosen.exists():
            raise DomainError(f"Чат «{chat}» уже ведут: на этом уже построено.")
    named = ChatAudience.objects.filter(unit=unit).exclude(chat__in=chats).first()
    if named is not None:
        raise DomainError(f"«{named.chat}» обращён к «{unit}»: на этом уже построено.")


def _make(kind, unit, by):
    """The chat, or None where it is there already."""
    if Chat.objects.filter(kind=kind.code, unit=unit, is_standard=True).exists():
        return None
    try:
        with transaction.atomic():
            return insert_chat(
                kind=kind.code,
                place=unit,
                by=by,
                title=title_of(kind.code, unit),
                reason=REASON,
                nobodys=True,
            )
    except IntegrityError:
        # Its leader created it between our look and our insert.
        return None
