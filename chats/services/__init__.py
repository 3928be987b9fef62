"""One function per verb; the only place that writes to chats and messages."""

from chats.services.automatic import (
    make_chats_of_unit,
    make_missing_chats,
    remove_chats_of_unit,
)
from chats.services.chats import (
    add_people,
    create_chosen_chat,
    create_standard_chat,
    ensure_system_channels,
    remove_person,
)
from chats.services.links import add_by_links, remove_by_undoing
from chats.services.messages import post_message
from chats.services.requests import ask_for_chat, decline_chat_request, grant_chat_request

__all__ = [
    "add_by_links",
    "add_people",
    "ask_for_chat",
    "create_chosen_chat",
    "create_standard_chat",
    "decline_chat_request",
    "ensure_system_channels",
    "grant_chat_request",
    "make_chats_of_unit",
    "make_missing_chats",
    "post_message",
    "remove_by_undoing",
    "remove_chats_of_unit",
    "remove_person",
]
