"""What one press accepted is taken back by one press, by those who keep no registers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from memberships import access, services
from memberships.deciding import of_one_press


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def undo_bulk(request, slug, pk):
    """First how many and who; then all of them, each with what came of it."""
    join_request, standing = access.request_for(request.user, slug, pk)
    rows = list(of_one_press(access.requests_for(standing), join_request))
    if not rows:
        messages.info(request, "Отменять нечего: решения уже отменены, или прошли сутки.")
        return redirect("memberships:request_list", slug=slug)
    context = {"organization": standing.organization, "row": join_request, "rows": rows}
    if request.method != "POST":
        return render(request, "memberships/undo_bulk.html", context)
    results, later = services.undo_bulk(join_requests=rows, by=request.user)
    context |= {
        "undone": [row for row, refusal in results if refusal is None],
        "refused": [(row, refusal) for row, refusal in results if refusal is not None],
        "later": later,
    }
    return render(request, "memberships/undo_bulk_done.html", context)
