"""The cards of a unit: who has one, printing, reprinting, revoking."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from memberships import cards, queries, services
from memberships.card_sheet import cards_pdf
from memberships.forms import CardsForm
from organizations.access import unit_for
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.file_names import safe_name
from sferum_portal.lib.pages import page_of, whole_number
from sferum_portal.lib.text import counted

RIGHT = "organizations.issue_signin_cards"


@login_required
@require_safe
def card_list(request, slug, pk):
    """The unit's learners, each with the state of the card."""
    unit = unit_for(request.user, slug, pk, perm=RIGHT)
    page = page_of(request, queries.learners_of(unit))
    page.object_list = cards.with_cards(unit, page.object_list)
    lacking = cards.entitled_learners(unit).count() - cards.holders_of(unit).count()
    context = {
        "organization": unit.organization,
        "unit": unit,
        "unit_label": unit.organization.profile.units[unit.kind].label,
        "page_obj": page,
        "lacking": lacking,
        "for_nobody": cards.why_for_nobody(unit),
        "for_small": cards.are_for_small(unit),
        "lead": unit.organization.words.format(
            "{Learner} без почты и телефона входит по напечатанной карточке с кодом и ПИН-коду."
        ),
    }
    return render(request, "memberships/card_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def print_cards(request, slug, pk):
    """First for whom and what dies with it (GET), then the only PDF with the secrets (POST)."""
    unit = unit_for(request.user, slug, pk, perm=RIGHT)
    data = request.POST if request.method == "POST" else request.GET
    rows = cards.with_cards(unit, queries.learners_of(unit))
    form = CardsForm(
        request.POST if request.method == "POST" else None, rows=rows, chosen=_chosen(data, rows)
    )
    status = 422 if form.errors else 200
    error = ""
    if form.is_valid():
        try:
            issued = services.issue_cards(
                unit=unit,
                learners=form.learners,
                by=request.user,
                form_key=form.cleaned_data["form_key"],
            )
        except DomainError as refusal:
            error, status = str(refusal), 409
        else:
            return _file(request, unit, issued)
    context = {
        "organization": unit.organization,
        "unit": unit,
        "form": form,
        "error": error,
        "question": "Напечатать "
        + counted(len(form.rows), "карточку", "карточки", "карточек")
        + f": {unit.dated_name}?",
        "consequences": _consequences(form.rows),
        "groups": [{"label": "Кому", "people": form.learners, "open": len(form.rows) <= 10}],
        "hidden": [{"name": "learner", "value": row.user_id} for row in form.rows],
        "back_url": reverse("memberships:card_list", args=[slug, pk]),
    }
    return render(request, "memberships/cards_print.html", context, status=status)


def _chosen(data, rows):
    """The users whom the address or the form names; ``lacking`` stands for all without a card."""
    if "lacking" in data:
        return {row.user_id for row in rows if row.card is None}
    return {whole_number(value) for value in data.getlist("learner")}


def _consequences(rows):
    found = [
        "Портал покажет карточки и ПИН-коды один раз — в этом файле. Сохраните его или сразу "
        "напечатайте: открыть его снова нельзя, можно только выпустить карточки заново.",
        "Последняя страница — ПИН-коды, она для вас. Держите её отдельно от карточек.",
    ]
    if dying := sum(1 for row in rows if row.card):
        text = counted(dying, "прежняя карточка", "прежние карточки", "прежних карточек")
        found.append(f"Перестанут действовать: {text}. Кто вошёл по ним, выйдет.")
    return found


def _file(request, unit, issued):
    def address_of(token):
        return request.build_absolute_uri(reverse("memberships:card_open", args=[token]))

    pdf = cards_pdf(unit=unit, issued=issued, address_of=address_of)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=safe_name(f"Карточки для входа, {unit.name}", ".pdf")
    )
    return answer


@login_required
@require_POST
def revoke_card(request, slug, pk, user_pk):
    unit = unit_for(request.user, slug, pk, perm=RIGHT)
    row = queries.learners_of(unit).filter(user=user_pk).first()
    if row is None:
        raise Http404
    try:
        services.revoke_card(unit=unit, learner=row.user, by=request.user)
        messages.success(request, f"Карточка отозвана: {row.user.full_name}. Войти по ней нельзя.")
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("memberships:card_list", slug=slug, pk=pk)
