"""Loaders for chats: other organizations' are not there (404), others' conversations are closed."""

from django.shortcuts import get_object_or_404

from chats.models import Chat
from memberships.standing import Standing
from organizations.access import organization_for
from sferum_portal.lib.access import Decision, cited
from sferum_portal.lib.errors import Denied


def chat_for(user, slug, pk):
    """The chat and the person's standing, for those who take part.

    Nobody else reads a conversation, not even the operator of the portal: a right to everything
    does not open what families write to a teacher.
    """
    organization = organization_for(user, slug)
    chat = get_object_or_404(
        Chat.objects.select_related("unit", "unit_subject"), organization=organization, pk=pk
    )
    chat.organization = organization
    standing = Standing(user, organization)
    if not chat.includes(standing):
        refusal = Decision(
            False,
            reason=f"Вы не участник чата «{chat.title}».",
            rule="Переписку видят только участники.",
            who_can="участники этого чата",
        )
        raise Denied(cited(refusal, "chats.view_chat", chat))
    return chat, standing
