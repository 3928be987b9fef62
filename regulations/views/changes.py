"""One change of an act: chosen, worded, corrected, removed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from regulations import access, services
from regulations.amending.changes import ADD, NUMBER, Change
from regulations.amending.choosing import number_behind, typed_lines
from regulations.amending.naming import named
from regulations.amendments import changes_of, held_act_of
from regulations.answers import refusals_in_words
from regulations.change_forms import ACTIONS, TITLE, ChangeForm, ChooseForm
from sferum_portal.lib.errors import DomainError

require_form_methods = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_form_methods
@refusals_in_words
def change_add(request, slug, pk):
    return _change(request, slug, pk, None)


@login_required
@require_form_methods
@refusals_in_words
def change_edit(request, slug, pk, place):
    return _change(request, slug, pk, place)


def _change(request, slug, pk, place):
    version = access.amendment_for(request.user, slug, pk, draft=True, perm=services.PREPARE)
    act = held_act_of(version)
    if request.method == "POST":
        return _worded(request, version, act, place)
    changes = changes_of(version)
    known = changes[place - 1] if place and place <= len(changes) else None
    if known and "choose" not in request.GET and "action" not in request.GET:
        initial = ChangeForm.initial_of(known)
        return _page(request, version, act, _form(act, initial["action"], initial=initial))
    chosen = ChooseForm(request.GET if "action" in request.GET else None, parts=act and act.parts)
    if not chosen.is_valid():
        if known and not chosen.is_bound:
            chosen.initial = {"action": known.action, "number": known.number or TITLE}
        return _choice(request, version, chosen)
    initial = _initial(act, **chosen.cleaned_data)
    return _page(request, version, act, _form(act, initial["action"], initial=initial))


def _initial(act, action, number):
    """The present text is what one goes on from."""
    if act is None:
        return {"action": action, "number": number}
    if action == ADD:
        return {"action": action, "number": number_behind(act.sections, number)}
    return {"action": action, "number": number, "new": typed_lines(act.present(number))}


def _form(act, action, data=None, **more):
    number = (data or more["initial"]).get("number") or ""
    present = act and (act.present(number) if action != ADD else [])
    return ChangeForm(data, action=action, present=present, **more)


def _worded(request, version, act, place):
    action = request.POST.get("action", "")
    if action not in ACTIONS:
        return _choice(request, version, ChooseForm(request.POST, parts=act and act.parts))
    form = _form(act, action, request.POST)
    if not form.is_valid():
        return _page(request, version, act, form, 422)
    try:
        services.set_change(version=version, by=request.user, change=form.change(), place=place)
    except DomainError as error:
        form.add_error(None, str(error))
        return _page(request, version, act, form, 409)
    messages.success(request, "Изменение записано.")
    return redirect("regulations:amendment", version.organization.slug, version.pk)


def _choice(request, version, form):
    context = {"organization": version.organization, "version": version, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "regulations/amendment_choose.html", context, status=status)


def _page(request, version, act, form, status=200):
    context = {
        "organization": version.organization,
        "version": version,
        "form": form,
        "action": form.action,
        "deed": ACTIONS[form.action],
        "where": _where(form, act),
        "present": form.present,
    }
    return render(request, "regulations/amendment_change.html", context, status=status)


def _where(form, act):
    """«Пункт 2.4»; of a part to be added nothing, its number stands in the form."""
    number = form["number"].value() or ""
    if form.action == ADD or not (number == "" or NUMBER.fullmatch(number)):
        return ""
    change = Change(form.action, number, mark=act.mark(number) if act else "")
    what = named(change).what
    return what[:1].upper() + what[1:] if number else "Наименование акта"


@login_required
@require_POST
@refusals_in_words
def change_remove(request, slug, pk, place):
    version = access.amendment_for(request.user, slug, pk, draft=True, perm=services.PREPARE)
    services.remove_change(version=version, by=request.user, place=place)
    messages.success(request, "Изменение убрано.")
    return redirect("regulations:amendment", slug, pk)
