from memberships.views.card_entry import card_pin, open_card
from memberships.views.cards import card_list, print_cards, revoke_card
from memberships.views.families import family_list

__all__ = ["card_list", "card_pin", "family_list", "open_card", "print_cards", "revoke_card"]
