"""The editor of a draft: its page, and one address for each verb.

Every form works without a script: it answers with the page. A script asks for the editor's part of
the page alone (``HX-Request``), and saves what is being typed (``X-Autosave``), which answers in
JSON.
"""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from regulations import access, services
from regulations.answers import refusals_in_words
from regulations.editing.desk import Desk
from regulations.editing.page import page_of
from regulations.editing.wording import with_keys
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.pages import whole_number

PLACES = ("after", "inside", "first", "end")


@login_required
@require_safe
@refusals_in_words
def draft_edit(request, slug):
    draft = access.draft_for(request.user, slug)
    clause = whole_number(request.GET.get("clause", ""))
    return _page(request, draft, clause=clause, adding=_adding(request.GET.get("add", "")))


@login_required
@require_POST
@refusals_in_words
def draft_write(request, slug, clause):
    draft = access.draft_for(request.user, slug)

    def change():
        _write(request, draft, clause)
        return _next(request, draft, clause)

    return _answer(request, draft, change, clause)


@login_required
@require_POST
@refusals_in_words
def draft_add(request, slug):
    draft = access.draft_for(request.user, slug)
    adding = _adding(request.POST.get("add", "")) or {"target": None, "place": "end"}

    def change():
        pk = services.add_clause(
            version=draft,
            by=request.user,
            text=_typed(request, ""),
            target=adding["target"],
            place="after" if adding["place"] == "end" else adding["place"],
        )
        return _next(request, draft, pk)

    return _answer(request, draft, change, adding=adding)


@login_required
@require_POST
@refusals_in_words
def draft_move(request, slug, clause):
    draft = access.draft_for(request.user, slug)
    where = request.POST.get("where", "")
    where = request.POST.get("section", "") if where == "section" else where

    def change():
        _write(request, draft, clause)
        services.move_clause(version=draft, clause=clause, where=where, by=request.user)
        return {"clause": clause}

    return _answer(request, draft, change, clause)


@login_required
@require_POST
@refusals_in_words
def draft_mark(request, slug, clause):
    draft, marks = access.draft_for(request.user, slug), request.POST.get("marks", "")

    def change():
        _write(request, draft, clause)
        services.mark_list(version=draft, clause=clause, marks=marks, by=request.user)
        return {"clause": clause}

    return _answer(request, draft, change, clause)


@login_required
@require_POST
@refusals_in_words
def draft_settle(request, slug, clause):
    draft = access.draft_for(request.user, slug)

    def change():
        _write(request, draft, clause)
        services.settle_doubt(version=draft, clause=clause, by=request.user)
        return {"clause": clause}

    return _answer(request, draft, change, clause)


@login_required
@require_POST
@refusals_in_words
def draft_join(request, slug, clause):
    draft = access.draft_for(request.user, slug)

    def change():
        _write(request, draft, clause)
        return {"clause": services.join_clause(version=draft, clause=clause, by=request.user)}

    return _answer(request, draft, change, clause)


@login_required
@require_POST
@refusals_in_words
def draft_delete(request, slug, clause):
    draft, base = access.draft_for(request.user, slug), request.POST.get("base")

    def change():
        services.delete_clause(version=draft, clause=clause, base=base, by=request.user)
        return {}

    return _answer(request, draft, change, clause)


@login_required
@require_POST
@refusals_in_words
def draft_restore(request, slug, clause):
    draft = access.draft_for(request.user, slug)

    def change():
        services.restore_wording(version=draft, clause=clause, by=request.user)
        return {"clause": clause}

    return _answer(request, draft, change, clause)


@login_required
@require_POST
@refusals_in_words
def draft_undo(request, slug, edit):
    draft = access.draft_for(request.user, slug)
    return _answer(
        request, draft, lambda: services.undo_edit(version=draft, edit=edit, by=request.user) or {}
    )


@login_required
@require_POST
@refusals_in_words
def draft_redo(request, slug, edit):
    draft = access.draft_for(request.user, slug)
    return _answer(
        request, draft, lambda: services.redo_edit(version=draft, edit=edit, by=request.user) or {}
    )


def _write(request, draft, clause):
    """Keep what was typed, whichever button was pressed."""
    text = _typed(request)
    if text is None:
        return
    if insert := request.POST.get("insert", ""):
        text = f"{text.rstrip()} {insert}"
    base = request.POST.get("base", "")
    services.write_clause(version=draft, clause=clause, text=text, base=base, by=request.user)


def _typed(request, otherwise=None):
    """The text, its references with the keys that they had when the page was opened."""
    text = request.POST.get("text", otherwise)
    return text and with_keys(text, request.POST.get("references", ""))


def _next(request, draft, clause):
    """What is in hand after saving."""
    then = "stay" if request.POST.get("insert") else request.POST.get("then", "")
    if then == "stay":
        return {"clause": clause}
    if then == "next":
        outline = Desk(draft).outline
        node = outline.find(clause)
        below = outline.neighbour(node, 1) or node
        return {"clause": below.row.pk}
    if then in PLACES:
        return {"adding": {"target": clause, "place": then}}
    return {"near": clause}


def _answer(request, draft, change, clause=None, adding=None):
    autosave = "X-Autosave" in request.headers
    try:
        target = change()
    except services.EditConflict as conflict:
        references = request.POST.get("references", "")
        shown = {"conflict": conflict, "references": references}
        return _page(request, draft, status=409, clause=clause, **shown)
    except services.GoneError as gone:
        lost = request.POST.get("text", "")
        return _page(request, draft, status=409, gone={"error": str(gone), "text": lost})
    except DomainError as error:
        if autosave:
            return JsonResponse({"error": str(error)}, status=422)
        typed = {"typed": _typed(request), "base": request.POST.get("base")}
        shown = {"clause": clause, "adding": adding, "error": str(error)}
        return _page(request, draft, status=422, **shown, **typed)
    if autosave:
        desk = Desk(draft)
        saved = f"Сохранено в {timezone.localtime():%H:%M}"
        return JsonResponse({"base": desk.shown(desk.outline.find(clause)), "state": saved})
    if request.htmx:
        return _page(request, draft, clause=target.get("clause"), adding=target.get("adding"))
    return redirect(_address(draft, target))


def _address(draft, target):
    address = reverse("regulations:draft_edit", args=[draft.organization.slug])
    if near := target.get("near"):
        return f"{address}#c{near}"
    if clause := target.get("clause"):
        return f"{address}?{urlencode({'clause': clause})}#c{clause}"
    if adding := target.get("adding"):
        where = f"{adding['place']}:{adding['target']}"
        return f"{address}?{urlencode({'add': where})}#new"
    return address


def _adding(text):
    """«after:17» as ``{"target": 17, "place": "after"}``; None for anything else."""
    place, _, number = text.partition(":")
    if place == "end":
        return {"target": None, "place": "end"}
    target = whole_number(number)
    return {"target": target, "place": place} if place in PLACES and target else None


def _page(request, draft, *, status=200, clause=None, adding=None, typed=None, base=None, **more):
    if more.get("conflict"):
        clause = None
    desk = Desk(draft)
    page = page_of(desk, clause=clause, adding=adding, typed=typed, base=base)
    context = {"organization": draft.organization, "draft": draft, "page": page, **more}
    context["typed"] = typed and desk.wording.plain(typed)
    template = "partials/editor.html" if request.htmx else "draft_edit.html"
    return render(request, f"regulations/{template}", context, status=status)
