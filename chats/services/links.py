"""Who was let in through a link that leads into chats is chosen for them, and goes again."""

from django.db import transaction

from chats.candidates import candidates
from chats.models import Chat, ChatMember
from chats.services.chats import choose
from memberships.models import JoinRequest
from sferum_portal.lib.history import record

#: The name under which `JoinRequest.made` keeps it.
MEMBER = "chat_member"


@transaction.atomic
def add_by_link(*, join_request, by):
    """Choose the person for the chats of the link, in the right of whoever issued it.

    All is asked anew: the chat, that its leader still is one, that the person suits it. What is not
    possible is passed over and said in ``join_request.chat_notes``; nobody is kept out for it.
    """
    here = {"organization_id": join_request.organization_id}
    chats = Chat.objects.filter(**here).select_related("organization", "unit", "unit_subject")
    found = chats.in_bulk(join_request.chats)
    for pk in join_request.chats:
        chat = found.get(pk)
        if refusal := _refusal(chat, join_request):
            title = f"Чат «{chat}»" if chat else "Чат"
            join_request.chat_notes.append(f"{title} пропущен: {refusal}.")
            continue
        reason = f"По ссылке, заявка № {join_request.pk}"
        if member := choose(chat, join_request.applicant, by, reason=reason):
            join_request.made.append([MEMBER, member.pk])


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


def _refusal(chat, join_request):
    issuer = join_request.invited_by
    if chat is None:
        return "его больше нет"
    if issuer is None or not issuer.has_perm("chats.manage_chatmembers", chat):
        return "тот, кто выдал ссылку, его больше не ведёт"
    if chat.unit is not None and chat.unit.is_over:
        return "учебный год закончился"
    suits = candidates(chat.kind, chat.place, issuer).filter(pk=join_request.applicant_id)
    return "" if suits.exists() else "тот, кто выдал ссылку, не может добавить этого человека"
