"""Join requests on the portal's own page, for those who decide but keep no registers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from memberships import access, services
from memberships.deciding import presses_of, still_matched
from memberships.deciding_forms import ChooseChildForm, DeferForm, RejectForm
from memberships.models import JoinRequest
from memberships.queries import bulk_acceptable
from memberships.restrictions import restriction_on, restrictions_on
from memberships.roles import Role
from memberships.states import UNDO_TERM, accepted_words, can_be_undone, state_of
from sferum_portal.lib.admin.forms import whole_numbers
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.pages import page_of, query_without_page

PER_PAGE = 20
#: A class of thirty has about sixty parents.
MOST_AT_ONCE = 200


@login_required
@require_safe
def request_list(request, slug):
    """Who waits, the oldest first; what is put off or held back (``?state=``); and what this person
    decided today, to be taken back.
    """
    standing = access.decider_for(request.user, slug)
    rows = access.requests_for(standing)
    lists = {"": rows.waiting(), "deferred": _deferred(rows), "held": rows.held()}
    chosen = request.GET.get("state", "")
    chosen = chosen if chosen in lists else ""
    page = page_of(request, lists[chosen].oldest_first(), per_page=PER_PAGE)
    restrictions = restrictions_on(page.object_list)
    for row in page.object_list:
        row.is_restricted = row.pk in restrictions
        row.state = state_of(row)
    context = {
        "organization": standing.organization,
        "page_obj": page,
        "query": query_without_page(request),
        "chosen": chosen,
        "matched": _matched(lists[""]).count(),
        "presses": presses_of(rows, request.user),
        "counts": {"deferred": lists["deferred"].count(), "held": lists["held"].count()},
        "decided": page_of(request, _decided_lately(rows, request.user), PER_PAGE, "decided"),
        "decided_query": query_without_page(request, "decided"),
    }
    return render(request, "memberships/request_list.html", context)


def _deferred(rows):
    return rows.pending().filter(held_at=None, deferred_until__gt=timezone.localdate())


def _matched(waiting):
    return bulk_acceptable(waiting)


def _decided_lately(rows, user):
    since = timezone.now() - UNDO_TERM
    states = (JoinRequest.Status.APPROVED, JoinRequest.Status.REJECTED)
    mine = rows.filter(decided_by=user, decided_at__gt=since, status__in=states)
    return mine.order_by("-decided_at", "-pk")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def matched(request, slug):
    """First who they are, then all of them at once; those that came meanwhile wait."""
    standing = access.decider_for(request.user, slug)
    rows = access.requests_for(standing)
    waiting = _matched(rows.waiting().oldest_first())
    context = {"organization": standing.organization}
    if request.method != "POST":
        context["rows"] = waiting[:MOST_AT_ONCE]
        context["left_over"] = max(waiting.count() - MOST_AT_ONCE, 0)
        return render(request, "memberships/matched.html", context)
    numbers = whole_numbers(request.POST.getlist("request"))[:MOST_AT_ONCE]
    found = still_matched(rows, numbers)
    results = services.approve_many(join_requests=found.to_decide, by=request.user)
    accepted = [row.pk for row, refusal in results if refusal is None]
    refused = [(row, refusal) for row, refusal in results if refusal is not None]
    context |= {
        # Read again: which chats had to be left out is said only now.
        "accepted": list(rows.filter(pk__in=accepted).oldest_first()),
        "refused": [*found.refused, *refused],
        "missing": found.missing,
        "left_over": waiting.count(),
    }
    return render(request, "memberships/matched_done.html", context)


@login_required
@require_safe
def request_page(request, slug, pk):
    """One request with all that is known of it and every answer to it."""
    join_request, _ = access.request_for(request.user, slug, pk)
    return _request_page(request, join_request)


def _request_page(request, join_request, status=200, **bound):
    """``bound``: the form that was refused, under its name."""
    join_request.can_be_undone = can_be_undone(join_request)
    join_request.is_restricted = restriction_on(join_request) is not None
    common = {"organization": join_request.organization, "row": join_request}
    context = {
        "organization": join_request.organization,
        "row": join_request,
        "state": state_of(join_request),
        "reject_form": RejectForm(**common),
        "defer_form": DeferForm(**common),
    }
    is_open = join_request.is_pending and not join_request.is_held
    if is_open and join_request.role == Role.PARENT and not join_request.is_restricted:
        context["child_form"] = ChooseChildForm(**common)
    return render(request, "memberships/request.html", context | bound, status=status)


@login_required
@require_POST
def look(request, slug, pk):
    """Pressed by the page's script for whoever opens the request: it is «проверяется» from now."""
    join_request, _ = access.request_for(request.user, slug, pk)
    services.look_at_request(join_request=join_request, by=request.user)
    return redirect("memberships:request", slug=slug, pk=join_request.pk)


@login_required
@require_POST
def approve(request, slug, pk):
    join_request, _ = access.request_for(request.user, slug, pk)
    return _decide(
        request,
        join_request,
        lambda: services.approve_join_request(join_request=join_request, by=request.user),
        accepted_words,
    )


@login_required
@require_POST
def choose_child(request, slug, pk):
    """The learner whom the parent means; the request is accepted by the same press."""
    join_request, _ = access.request_for(request.user, slug, pk)
    form = ChooseChildForm(request.POST, organization=join_request.organization, row=join_request)
    if not form.is_valid():
        return _request_page(request, join_request, status=422, child_form=form)
    child = form.cleaned_data["child"]
    return _decide(
        request,
        join_request,
        lambda: services.approve_with_child(
            join_request=join_request, child=child, by=request.user
        ),
        accepted_words,
    )


@login_required
@require_POST
def reject(request, slug, pk):
    join_request, _ = access.request_for(request.user, slug, pk)
    form = RejectForm(request.POST, organization=join_request.organization, row=join_request)
    if not form.is_valid():
        return _request_page(request, join_request, status=422, reject_form=form)
    return _decide(
        request,
        join_request,
        lambda: services.reject_join_request(
            join_request=join_request, by=request.user, **form.cleaned_data
        ),
        f"Заявка отклонена: {join_request.applicant.full_name}.",
    )


@login_required
@require_POST
def defer(request, slug, pk):
    join_request, _ = access.request_for(request.user, slug, pk)
    form = DeferForm(request.POST, organization=join_request.organization, row=join_request)
    if not form.is_valid():
        return _request_page(request, join_request, status=422, defer_form=form)
    until = form.cleaned_data["until"]
    return _decide(
        request,
        join_request,
        lambda: services.defer_join_request(
            join_request=join_request, by=request.user, until=until
        ),
        f"Заявка отложена до {until:%d.%m.%Y}: {join_request.applicant.full_name}.",
    )


@login_required
@require_POST
def undo(request, slug, pk):
    join_request, _ = access.request_for(request.user, slug, pk)
    return _decide(
        request,
        join_request,
        lambda: services.undo_decision(join_request=join_request, by=request.user),
        f"Решение отменено, заявка снова ждёт: {join_request.applicant.full_name}.",
    )


def _decide(request, join_request, press, done):
    """Press, say what came of it, and go back to those who wait.

    ``done``: the sentence, or what makes it of the request as it is then.
    """
    try:
        decided = press()
        # The way back is where it is said, as in the admin.
        again = can_be_undone(decided) and reverse(
            "memberships:undo", args=[join_request.organization.slug, join_request.pk]
        )
        words = done(decided) if callable(done) else done
        messages.success(request, words, extra_tags=again or "")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("memberships:request_list", slug=join_request.organization.slug)
