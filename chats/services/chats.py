"""Chats come into being, and people are chosen for them."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chats.audiences import Audience
from chats.candidates import candidate_audiences, candidates
from chats.models import Chat, ChatAudience, ChatMember
from chats.places import audiences_for, place_fields, title_of
from memberships.chat_rights import chat_permission, scope_of, unit_of
from organizations.chat_kinds import CODENAMES
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record


@transaction.atomic
def create_standard_chat(*, kind, place, by):
    """The chat of this kind for an organization, unit or unit-subject; ``(chat, created)``.

    Pressing twice, or two people at once, give the same chat. Raises Denied without the right,
    DomainError for a kind that the organization lacks or that needs chosen members.
    """
    entry = _entry(kind, place)
    if entry.chosen:
        raise DomainError("Для этого чата нужно выбрать участников.")
    require(by, chat_permission(kind), place)
    _require_this_year(place)
    existing = Chat.objects.filter(kind=kind, is_standard=True, **place_fields(place))
    if chat := existing.first():
        return chat, False
    try:
        with transaction.atomic():
            return insert_chat(kind=kind, place=place, by=by, title=title_of(kind, place)), True
    except IntegrityError:
        # Somebody created it between our look and our insert.
        return existing.get(), False


@transaction.atomic
def create_chosen_chat(*, kind, place, by, title, people=(), audiences=()):
    """A chat or channel whose members its creator chooses: persons, and for a channel groups.

    ``people`` are users among `candidates.candidates`, ``audiences`` triples as in
    `candidates.candidate_audiences`; anybody and anything else raises DomainError.
    """
    entry = _entry(kind, place)
    if not entry.chosen:
        raise DomainError("Участники этого чата определяются сами.")
    require(by, chat_permission(kind), place)
    _require_this_year(place)
    title = " ".join(title.split())
    if not title or len(title) > 200:
        raise DomainError("Назовите чат: до 200 знаков.")
    people, audiences = list(people), list(audiences)
    if not people and not audiences:
        raise DomainError("Выберите хотя бы одного участника.")
    if audiences and not set(audiences) <= set(candidate_audiences(kind, place, by)):
        raise DomainError("Эту группу людей выбрать нельзя.")
    _require_candidates(people, candidates(kind, place, by))
    chat = insert_chat(
        kind=kind,
        place=place,
        by=by,
        title=title,
        audiences=audiences,
        is_standard=False,
    )
    for user in [by, *people]:
        choose(chat, user, by)
    return chat


@transaction.atomic
def add_people(*, chat, people, by):
    """Choose more people for a chosen chat; those who are in it already are passed over."""
    require(by, "chats.manage_chatmembers", chat)
    _require_candidates(people, candidates(chat.kind, chat.place, by))
    for user in people:
        choose(chat, user, by)


@transaction.atomic
def remove_person(*, chat, user, by):
    """Take a chosen person out; the creator stays."""
    require(by, "chats.manage_chatmembers", chat)
    if user.pk == chat.created_by_id:
        raise DomainError("Создатель чата остаётся в нём.")
    member = ChatMember.objects.filter(chat=chat, user=user).first()
    if member is None:
        raise DomainError("Этого человека в чате уже нет.")
    member._history_user = by
    member.delete()


@transaction.atomic
def ensure_system_channels(*, organization, by):
    """«Сотрудники» and the organization's own channel exist by themselves; safe to repeat."""
    for kind, entry in organization.profile.chats.items():
        if not entry.automatic:
            continue
        if not Chat.objects.filter(organization=organization, kind=kind).exists():
            insert_chat(kind=kind, place=organization, by=by, title=title_of(kind, organization))


def _entry(kind, place):
    entry = place.organization.profile.chats.get(kind)
    if entry is None or kind not in CODENAMES or scope_of(place) not in entry.scopes:
        raise DomainError("Такого чата здесь не бывает.")
    return entry


def _require_this_year(place):
    """Not even the operator of the portal begins a chat in a year that is over."""
    if unit := unit_of(place):
        unit.require_not_over()


def insert_chat(
    *, kind, place, by, title, audiences=None, is_standard=True, reason="Чат создан", nobodys=False
):
    """``nobodys``: the chat comes into being by itself, ``by`` only gave rise to it."""
    organization = place.organization
    chat = Chat(
        kind=kind,
        title=title,
        is_channel=organization.profile.chats[kind].channel,
        is_standard=is_standard,
        created_by=None if nobodys else by,
        **place_fields(place),
    )
    record(chat, by=by, reason=reason)
    for code, unit_id, unit_subject_id in (
        audiences_for(kind, place) if audiences is None else audiences
    ):
        audience = ChatAudience(
            organization=organization,
            chat=chat,
            code=Audience(code),
            unit_id=unit_id,
            unit_subject_id=unit_subject_id,
        )
        record(audience, by=by, reason=reason)
    return chat


def _require_candidates(people, allowed):
    if not people:
        return
    wanted = {user.pk for user in people}
    if set(allowed.filter(pk__in=wanted).values_list("pk", flat=True)) != wanted:
        raise PermissionDenied("Среди выбранных есть те, кого вам выбрать нельзя.")


def choose(chat, user, by, *, reason="Участник выбран"):
    """The new row, or None where the person has been chosen already."""
    if ChatMember.objects.filter(chat=chat, user=user).exists():
        return None
    member = ChatMember(organization_id=chat.organization_id, chat=chat, user=user)
    try:
        with transaction.atomic():
            return record(member, by=by, reason=reason)
    except IntegrityError:
        # Somebody chose them between our look and our insert.
        return None
