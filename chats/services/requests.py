"""Asking for a chat that the strategy allows on request only."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from chats.models import ChatRequest
from chats.places import place_fields, title_of
from memberships import grants
from memberships.chat_rights import chat_permission
from sferum_portal.lib.access import explain, require
from sferum_portal.lib.errors import Denied, DomainError
from sferum_portal.lib.history import record

#: How long a granted request lets the person create the chat.
TERM = timedelta(days=30)


@transaction.atomic
def ask_for_chat(*, kind, place, by):
    """Ask the administrator; only where the strategy says "on request" to this very person."""
    decision = explain(by, chat_permission(kind), place)
    if decision.allowed:
        raise DomainError("Просить не нужно: этот чат вы можете создать сами.")
    if not decision.on_request:
        raise Denied(decision)
    row = ChatRequest(kind=kind, requested_by=by, **place_fields(place))
    try:
        with transaction.atomic():
            return record(row, by=by, reason="Просьба о чате")
    except IntegrityError as error:
        raise DomainError("Вы уже попросили об этом чате. Дождитесь ответа.") from error


@transaction.atomic
def grant_chat_request(*, chat_request, by):
    """Allow it: the person gets a personal exception for 30 days and creates the chat."""
    chat_request = _pending(chat_request, by)
    place = chat_request.place
    grants.give(
        user=chat_request.requested_by,
        perm=chat_permission(chat_request.kind),
        obj=place,
        by=by,
        reason=f"Просьба о чате «{title_of(chat_request.kind, place)}»",
        expires_on=timezone.localdate() + TERM,
    )
    return _decide(chat_request, ChatRequest.Status.GRANTED, by)


@transaction.atomic
def decline_chat_request(*, chat_request, by, reason):
    chat_request = _pending(chat_request, by)
    if not reason.strip():
        raise DomainError("Укажите причину: её увидит тот, кто просил.")
    return _decide(chat_request, ChatRequest.Status.DECLINED, by, reason.strip())


def _pending(chat_request, by):
    require(by, "organizations.grant_exceptions", chat_request.organization)
    chat_request = ChatRequest.objects.select_for_update().get(pk=chat_request.pk)
    if chat_request.status != ChatRequest.Status.PENDING:
        raise DomainError("По этой просьбе решение уже принято.")
    return chat_request


def _decide(chat_request, status, by, reason=""):
    chat_request.status, chat_request.reason = status, reason
    chat_request.decided_by, chat_request.decided_at = by, timezone.now()
    return record(chat_request, by=by, reason=reason or chat_request.get_status_display())
