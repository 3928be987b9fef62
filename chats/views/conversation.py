"""The list of chats, one conversation, and writing in it."""

import uuid

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from chats import services
from chats.access import chat_for
from chats.queries import label_people, messages_page, own_chats
from memberships.standing import Standing
from organizations.access import organization_for
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.pages import page_of, query_without_page, search_text, whole_number
from sferum_portal.lib.text import counted


@login_required
@require_safe
def chat_list(request, slug):
    organization = organization_for(request.user, slug)
    standing = Standing(request.user, organization)
    search = search_text(request)
    context = {
        "organization": organization,
        "page_obj": page_of(request, own_chats(standing, search)),
        "query": query_without_page(request),
        "search": search,
        "is_staff": standing.is_staff,
    }
    return render(request, "chats/chat_list.html", context)


@login_required
@require_safe
def chat_page(request, slug, pk):
    chat, standing = chat_for(request.user, slug, pk)
    return _conversation(request, chat, standing)


@login_required
@require_POST
def post(request, slug, pk):
    """A plain post; a refused one comes back with the page, and nothing typed is lost."""
    chat, standing = chat_for(request.user, slug, pk)
    text = request.POST.get("text", "")
    try:
        key = uuid.UUID(request.POST.get("client_key", ""))
    except ValueError:
        key = uuid.uuid4()
    try:
        message = services.post_message(chat=chat, by=request.user, text=text, client_key=key)
    except DomainError as error:
        return _conversation(request, chat, standing, text=text, error=str(error), status=422)
    address = reverse("chats:chat", args=[slug, chat.pk])
    return redirect(f"{address}#message-{message.pk}")


def _conversation(request, chat, standing, *, text="", error="", status=200):
    before = request.GET.get("before", "")
    posts, earlier = messages_page(chat, whole_number(before))
    labels = label_people(chat.organization, {message.author for message in posts})
    for message in posts:
        message.author_label = labels.get(message.author_id, "бывший участник")
    may_post = request.user.has_perm("chats.post_message", chat)
    context = {
        "organization": chat.organization,
        "chat": chat,
        "posts": posts,
        "earlier_url": f"?before={posts[0].pk}" if earlier else "",
        "is_latest": not before,
        "detail": counted(chat.people().count(), "участник", "участника", "участников"),
        "text": text,
        "error": error,
        "client_key": uuid.uuid4(),
        "closed_reason": "" if may_post else _why_closed(chat),
        "standing": standing,
    }
    return render(request, "chats/chat_page.html", context, status=status)


def _why_closed(chat):
    if chat.is_system:
        profile = chat.organization.profile
        who = ", ".join(profile.creators[code] for code in profile.chats[chat.kind].publishers)
        return f"В этот канал пишут: {who}. Вы его читаете."
    if not chat.is_channel:
        return (
            "Здесь пока нет взрослого с подтверждённой ролью. Писать можно будет, "
            "как только он появится."
        )
    return f"В этот канал пишет {chat.created_by.short_name}. Вы его читаете."
