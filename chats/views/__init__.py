from chats.views.conversation import chat_list, chat_page, post
from chats.views.creation import ask, create, kind_list, unit_page
from chats.views.participants import people, people_add, person_remove

__all__ = [
    "ask",
    "chat_list",
    "chat_page",
    "create",
    "kind_list",
    "people",
    "people_add",
    "person_remove",
    "post",
    "unit_page",
]
