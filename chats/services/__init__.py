"""One function per verb; the only place that writes to chats and messages."""

from chats.services.chats import (
    add_people,
    create_chosen_chat,
    create_standard_chat,
    ensure_system_channels,
    remove_person,
)
from chats.services.messages import post_message
from chats.services.requests import ask_for_chat, decline_chat_request, grant_chat_request

__all__ = [
    "add_people",
    "ask_for_chat",
    "create_chosen_chat",
    "create_standard_chat",
    "decline_chat_request",
    "ensure_system_channels",
    "grant_chat_request",
    "post_message",
    "remove_person",
]
