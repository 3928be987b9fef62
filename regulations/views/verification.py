"""Whether a paper is the document that it says it is; for anybody, without signing in."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from regulations.queries import successor_of, verified_version
from regulations.states import state_of
from sferum_portal.lib.codes import read_code

LONGEST_TYPED = 40


@require_safe
def verify(request, code):
    """What the code on the paper stands for; of people it names the head's post alone."""
    version = _version(code)
    if version is None:
        raise Http404
    context = {"version": version, "state": state_of(version)}
    if version.is_superseded:
        later = successor_of(version)
        context["replaced_by"] = (
            f"Эту редакцию заменила редакция {later.number}, {later.order_line}."
        )
    return render(request, "regulations/verify.html", context)


@require_safe
def verify_by_hand(request):
    """For those who type the code from the paper."""
    typed = request.GET.get("code", "").strip()[:LONGEST_TYPED]
    if not typed:
        return render(request, "regulations/verify_by_hand.html")
    version = _version(typed)
    if version:
        return redirect("regulations:verify", code=version.verify_code)
    return render(request, "regulations/verify_by_hand.html", {"typed": typed}, status=422)


def _version(text):
    code = read_code(text)
    return verified_version(code) if code else None
