"""Who takes part, and choosing where the members are chosen."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chats import services
from chats.access import chat_for
from chats.audiences import STAFF_KINDS
from chats.forms import Picker
from chats.queries import label_people, led_units, people_shown
from memberships.queries import confirmations, restricted_people
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.pages import page_of, query_without_page, search_text

CONFIRMED = "роль подтверждена"
RESTRICTED = "есть ограничение, см. администратора"


@login_required
@require_safe
def people(request, slug, pk):
    """Names and roles; phone and e-mail are nobody's business here."""
    chat, standing = chat_for(request.user, slug, pk)
    search = search_text(request)
    everybody, is_partial = people_shown(chat, standing)
    found = everybody.search(search) if search else everybody
    page = page_of(request, found)
    labels = label_people(chat.organization, page.object_list)
    confirmed = confirmations(chat.organization, page.object_list)
    restricted = _restricted(request.user, chat, page.object_list)
    may_manage = request.user.has_perm("chats.manage_chatmembers", chat)
    chosen = set(chat.chosen.values_list("user_id", flat=True)) if may_manage else set()
    rows = [
        {
            "person": person,
            "detail": labels.get(person.pk, ""),
            "confirmed": CONFIRMED if person.pk in confirmed else "",
            # What the role rests on is for colleagues; families see that it is confirmed.
            "basis": "; ".join(confirmed.get(person.pk, ())) if standing.is_staff else "",
            "mark": RESTRICTED if person.pk in restricted else "",
            "removable": person.pk in chosen and person.pk != chat.created_by_id,
        }
        for person in page.object_list
    ]
    context = {
        "organization": chat.organization,
        "chat": chat,
        "rows": rows,
        "page_obj": page,
        "query": query_without_page(request),
        "search": search,
        "is_partial": is_partial,
        "may_add": may_manage and not chat.is_channel,
        "invite_places": _invite_places(request.user, chat, standing) if may_manage else [],
    }
    return render(request, "chats/people.html", context)


def _invite_places(user, chat, standing):
    """The units into which the person may issue a link that leads into this chat as well."""
    if chat.is_channel or chat.kind in STAFF_KINDS:
        return []
    return [
        unit
        for unit in ([chat.unit] if chat.unit else led_units(standing))
        if user.has_perm("organizations.issue_unit_invitations", unit)
    ]


def _restricted(user, chat, people):
    """Who answers for the unit sees that there is a restriction; on what it rests, nobody here."""
    if chat.unit is None or not user.has_perm("organizations.list_families", chat.unit):
        return set()
    return restricted_people(chat.organization, people)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def people_add(request, slug, pk):
    chat, _ = chat_for(request.user, slug, pk)
    require(request.user, "chats.manage_chatmembers", chat)
    picker = Picker(request, kind=chat.kind, place=chat.place, titled=False)
    status = 200
    if picker.is_submitted:
        try:
            services.add_people(chat=chat, people=picker.people, by=request.user)
        except DomainError as error:
            picker.error, status = str(error), 422
        else:
            messages.success(request, "Участники добавлены.")
            return redirect("chats:people", slug=slug, pk=pk)
    context = {
        "organization": chat.organization,
        "picker": picker,
        "heading": f"Добавить в «{chat.title}»",
        "cancel_url": reverse("chats:people", args=[slug, pk]),
    }
    return render(request, "chats/create_chosen.html", context, status=status)


@login_required
@require_POST
def person_remove(request, slug, pk, user_pk):
    chat, _ = chat_for(request.user, slug, pk)
    user = get_object_or_404(get_user_model(), pk=user_pk, chosen_for_chats__chat=chat)
    try:
        services.remove_person(chat=chat, user=user, by=request.user)
        messages.success(request, f"{user.short_name} больше не в чате.")
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("chats:people", slug=slug, pk=pk)
