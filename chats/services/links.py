"""Who was let in through a link that leads into chats is chosen for them, and goes again."""

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from chats.candidates import candidates
from chats.models import Chat, ChatMember
from chats.services.chats import choose
from memberships.models import JoinRequest
from sferum_portal.lib.history import record, record_many

#: The name under which `JoinRequest.made` keeps it.
MEMBER = "chat_member"
GONE = "его больше нет"
NOT_LED = "тот, кто выдал ссылку, его больше не ведёт"
YEAR_OVER = "учебный год закончился"
NOT_ADMITTED = "тот, кто выдал ссылку, не может добавить этого человека"


@transaction.atomic
def add_by_links(*, join_requests, by):
    """Choose the people for the chats of their links, in the right of whoever issued each.

    All is asked anew: the chat, that its leader still is one, that the person suits it. What is not
    possible is passed over and said in ``chat_notes``; nobody is kept out for it.
    """
    known, wanted = _Known(join_requests), {}
    for row in join_requests:
        for pk in row.chats:
            if refusal := known.refusal(pk, row):
                chat = known.chat(pk, row)
                title = f"Чат «{chat}»" if chat else "Чат"
                row.chat_notes.append(f"{title} пропущен: {refusal}.")
            elif (pk, row.applicant_id) not in known.chosen:
                wanted.setdefault((pk, row.applicant_id), (known.chats[pk], row))
    for member, row in _choose_all(wanted.values(), by):
        row.made.append([MEMBER, member.pk])


class _Known:
    """What is asked of these requests, read once for each chat and issuer."""

    def __init__(self, join_requests):
        self._people = {row.applicant_id for row in join_requests}
        self._answers = {}
        numbers = {pk for row in join_requests for pk in row.chats}
        places = ("organization", "unit__school_year", "unit_subject")
        self.chats = Chat.objects.select_related(*places).in_bulk(numbers)
        issuers = {row.invited_by_id for row in join_requests} - {None}
        self._issuers = get_user_model().objects.in_bulk(issuers)
        chosen = ChatMember.objects.filter(chat__in=numbers, user__in=self._people)
        self.chosen = set(chosen.values_list("chat_id", "user_id"))

    def chat(self, pk, row):
        chat = self.chats.get(pk)
        return chat if chat and chat.organization_id == row.organization_id else None

    def refusal(self, pk, row):
        """Why the person of this request does not come into the chat; empty where they do."""
        chat, issuer = self.chat(pk, row), self._issuers.get(row.invited_by_id)
        if chat is None:
            return GONE
        if issuer is None:
            return NOT_LED
        key = (chat.pk, issuer.pk)
        if key not in self._answers:
            self._answers[key] = self._read(chat, issuer)
        refusal, suiting = self._answers[key]
        return refusal or ("" if row.applicant_id in suiting else NOT_ADMITTED)

    def _read(self, chat, issuer):
        """Why nobody comes into it through this issuer, and whom they may choose."""
        if not issuer.has_perm("chats.manage_chatmembers", chat):
            return NOT_LED, ()
        if chat.unit is not None and chat.unit.is_over:
            return YEAR_OVER, ()
        suiting = candidates(chat.kind, chat.place, issuer).filter(pk__in=self._people)
        return "", set(suiting.values_list("pk", flat=True))


def _choose_all(wanted, by):
    """Insert them together; ``[(new member, request)]``."""
    wanted = list(wanted)
    members = [
        ChatMember(organization_id=chat.organization_id, chat=chat, user_id=row.applicant_id)
        for chat, row in wanted
    ]
    for member, (_, row) in zip(members, wanted, strict=True):
        member._change_reason = _reason(row)
    try:
        with transaction.atomic():
            record_many(ChatMember, members, by=by)
    except IntegrityError:
        # Somebody chose one of them between our look and our insert: each goes alone.
        members = [choose(chat, row.applicant, by, reason=_reason(row)) for chat, row in wanted]
    pairs = zip(members, wanted, strict=True)
    return [(member, row) for member, (_, row) in pairs if member is not None]


def _reason(row):
    return f"По ссылке, заявка № {row.pk}"


@transaction.atomic
def remove_by_undoing(*, join_request, by, reason):
    """Take the person out of the chats into which this approval brought them.

    Where another accepted request of theirs leads too they stay, and go with that one.
    """
    pks = [pk for name, pk in join_request.made if name == MEMBER]
    if not pks:
        return
    others = list(
        JoinRequest.objects.select_for_update()
        .filter(
            organization_id=join_request.organization_id,
            applicant_id=join_request.applicant_id,
            status=JoinRequest.Status.APPROVED,
        )
        .exclude(pk=join_request.pk)
        .order_by("pk")
    )
    for member in ChatMember.objects.filter(pk__in=pks):
        heir = next((other for other in others if member.chat_id in other.chats), None)
        if heir is None:
            member._history_user, member._change_reason = by, reason
            member.delete()
        else:
            heir.made.append([MEMBER, member.pk])
            record(heir, by=by, reason=reason, fields=["made"])
