"""Offering the kinds of chat, creating one, asking for one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chats import services
from chats.candidates import audience_preview
from chats.cards import Cards
from chats.forms import Picker
from chats.models import Chat
from chats.places import audiences_for, place_fields, title_of
from chats.queries import own_chats
from memberships.cards import are_offered
from memberships.chat_rights import chat_permission, scope_of
from memberships.page_rights import PageRights
from memberships.standing import Standing
from organizations.access import organization_for, place_for, unit_for
from organizations.chat_kinds import CODENAMES
from organizations.models import Unit
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.pages import page_of
from sferum_portal.lib.text import counted


@login_required
@require_safe
def unit_page(request, slug, pk):
    """One class or group with all its kinds of chat."""
    unit = unit_for(request.user, slug, pk)
    rights = PageRights(request.user, unit.organization)
    cards = Cards(rights, [unit])
    context = {
        "organization": unit.organization,
        "unit": unit,
        "unit_label": unit.organization.profile.units[unit.kind].label,
        "counts": [
            cards.facts.learners_text(unit.pk, listed=True),
            cards.facts.parents_text(unit.pk),
        ],
        "leaders": cards.facts.leaders.get(unit.pk, []),
        "page_obj": page_of(request, own_chats(rights.standing).filter(unit=unit), per_page=30),
        "cards": cards.for_unit(unit) if rights.standing.is_staff else [],
        "may_see_families": unit.kind != Unit.STAFF
        and request.user.has_perm("organizations.list_families", unit),
        "may_print_cards": are_offered(unit)
        and request.user.has_perm("organizations.issue_signin_cards", unit),
        "may_invite": request.user.has_perm("organizations.issue_unit_invitations", unit),
    }
    return render(request, "chats/unit_page.html", context)


@login_required
@require_safe
def kind_list(request, slug):
    """All kinds of chat of the whole organization, the forbidden ones with their reasons."""
    organization = organization_for(request.user, slug)
    rights = PageRights(request.user, organization)
    context = {
        "organization": organization,
        "cards": Cards(rights).for_organization(),
        "has_own_units": bool(rights.standing.led_units or rights.standing.taught_units),
    }
    return render(request, "chats/kind_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, slug, kind, scope, place_pk):
    """First the exact people (GET), then the chat (POST). An existing one is opened."""
    place = place_for(request.user, slug, scope, place_pk)
    if kind not in CODENAMES or kind not in place.organization.profile.chats:
        return _refuse(request, place, "Такого вида чатов в организации нет.")
    if place.organization.profile.chats[kind].chosen:
        return _create_chosen(request, kind, place)
    if request.method == "POST":
        try:
            chat, created = services.create_standard_chat(kind=kind, place=place, by=request.user)
        except DomainError as error:
            return _refuse(request, place, str(error))
        if created:
            messages.success(request, f"Чат «{chat.title}» создан.")
        return _open(request, chat)
    # Whoever takes part already comes in by the same address; others need the right.
    existing = Chat.objects.filter(kind=kind, is_standard=True, **place_fields(place)).first()
    if existing and existing.includes(Standing(request.user, place.organization)):
        return _open(request, existing)
    require(request.user, chat_permission(kind), place)
    if existing:
        return _refuse(request, place, "Чат уже есть, вы в него не входите.")
    return render(request, "chats/create_standard.html", _preview(request, kind, place))


def _preview(request, kind, place):
    organization, unit = place.organization, place_fields(place)["unit"]
    audiences = audiences_for(kind, place)
    groups = audience_preview(organization, audiences, {unit.pk: unit} if unit else {})
    facts = Cards(PageRights(request.user, organization), [unit] if unit else []).facts
    text = facts.audience_text(kind, unit.pk) if unit else ""
    total = counted(sum(group["count"] for group in groups), "человек", "человека", "человек")
    return {
        "organization": organization,
        "title": title_of(kind, place),
        "groups": groups,
        "consequences": [
            f"В чате сразу будут: {text or total}.",
            "Кто вступит позже, попадёт в чат сам; кто выбудет — сам из него выйдет.",
            "Участники видят имена и роли, но не телефоны и почту.",
        ],
        "cancel_url": reverse("organization_home", args=[organization.slug]),
    }


def _create_chosen(request, kind, place):
    require(request.user, chat_permission(kind), place)
    picker = Picker(request, kind=kind, place=place)
    status = 200
    if picker.is_submitted:
        try:
            chat = services.create_chosen_chat(
                kind=kind,
                place=place,
                by=request.user,
                title=picker.title,
                people=picker.people,
                audiences=picker.audiences,
            )
        except DomainError as error:
            picker.error, status = str(error), 422
        else:
            messages.success(request, f"«{chat.title}»: создано.")
            return _open(request, chat)
    context = {
        "organization": place.organization,
        "picker": picker,
        "heading": place.organization.profile.chats[kind].label,
        "cancel_url": reverse("organization_home", args=[place.organization.slug]),
    }
    return render(request, "chats/create_chosen.html", context, status=status)


@login_required
@require_POST
def ask(request, slug, kind, scope, place_pk):
    """«Попросить» a chat that the strategy allows on request."""
    place = place_for(request.user, slug, scope, place_pk)
    if kind not in CODENAMES or kind not in place.organization.profile.chats:
        return _refuse(request, place, "Такого вида чатов в организации нет.")
    try:
        services.ask_for_chat(kind=kind, place=place, by=request.user)
    except DomainError as error:
        return _refuse(request, place, str(error))
    messages.success(request, "Просьба отправлена администратору.")
    return redirect(_home_of(place))


def _open(request, chat):
    """The chat, if the person takes part; a creator outside the audience goes home."""
    if chat.includes(Standing(request.user, chat.organization)):
        return redirect("chats:chat", slug=chat.organization.slug, pk=chat.pk)
    return redirect("organization_home", slug=chat.organization.slug)


def _home_of(place):
    unit = place_fields(place)["unit"]
    if unit and scope_of(place) != "organization":
        return reverse("chats:unit", args=[place.organization.slug, unit.pk])
    return reverse("organization_home", args=[place.organization.slug])


def _refuse(request, place, sentence):
    context = {"organization": place.organization, "error": sentence, "back_url": _home_of(place)}
    return render(request, "errors/409.html", context, status=409)
