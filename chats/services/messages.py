"""Writing into a chat."""

from django.db import IntegrityError, transaction

from chats.models import Message
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

LONGEST_MESSAGE = 4000


@transaction.atomic
def post_message(*, chat, by, text, client_key):
    """Write into a chat; the same form sent twice posts once. Returns the message."""
    require(by, "chats.post_message", chat)
    # Forms send line breaks as two signs; a person counts one.
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise DomainError("Напишите что-нибудь.")
    if len(text) > LONGEST_MESSAGE:
        raise DomainError(
            f"Сообщение длиннее {LONGEST_MESSAGE} знаков: {len(text)}. Разделите его на части."
        )
    if "\x00" in text:
        raise DomainError("В сообщении есть недопустимый знак.")
    message = Message(
        organization_id=chat.organization_id,
        chat=chat,
        author=by,
        text=text,
        client_key=client_key,
    )
    try:
        with transaction.atomic():
            return record(message, by=by)
    except IntegrityError:
        return Message.objects.get(chat=chat, author=by, client_key=client_key)
