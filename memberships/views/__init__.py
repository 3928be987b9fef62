from memberships.views.card_entry import card_pin, open_card
from memberships.views.cards import card_list, print_cards, revoke_card
from memberships.views.deciding import (
    approve,
    choose_child,
    defer,
    matched,
    reject,
    request_list,
    request_page,
    undo,
)
from memberships.views.families import family_list

__all__ = [
    "approve",
    "card_list",
    "card_pin",
    "choose_child",
    "defer",
    "family_list",
    "matched",
    "open_card",
    "print_cards",
    "reject",
    "request_list",
    "request_page",
    "revoke_card",
    "undo",
]
