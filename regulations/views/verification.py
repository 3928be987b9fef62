"""Whether a paper or a file is the document that it says it is; for anybody, without signing in."""

from datetime import timedelta
from functools import wraps

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from regulations.papers.queries import cancellation_of
from regulations.publishing.waiting import SIGNED_BY_THE_HEAD
from regulations.queries import replacing_version, verified_version
from regulations.signatures import queries as signatures
from regulations.signatures.forms import LARGEST_DOCUMENT, DocumentFileForm
from regulations.signatures.identifying import binary_checksum_of, checksum_of, identify
from regulations.signings import on_paper
from regulations.states import state_of
from sferum_portal.lib.codes import read_code
from sferum_portal.lib.throttle import within_limit
from sferum_portal.lib.uploads import limited_upload
from sferum_portal.lib.visitors import address_of

LONGEST_TYPED = 40
STANDS = "Эта редакция утверждена и не заменена."
UNSIGNED = f"{STANDS} Подпись на портале не отмечена: поставлена ли она, видно на бумаге."
#: Of one address; a whole school sits behind one.
MOST_LOOKS = {"limit": 200, "period": timedelta(minutes=10)}
MOST_FILES = {"limit": 30, "period": timedelta(minutes=10)}


def _limited_rate(view):
    """Looks are counted by address, files apart from them: these cost the server more."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        what, limit = ("file", MOST_FILES) if request.method == "POST" else ("look", MOST_LOOKS)
        if not within_limit(f"verify {what} {address_of(request)}", **limit):
            return render(request, "regulations/verify_wait.html", status=429)
        return view(request, *args, **kwargs)

    return answer


@_limited_rate
@limited_upload(LARGEST_DOCUMENT, back="regulations:verify")
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request, code):
    """What the code on the paper stands for; of people it names those of the marks alone.

    A file that is sent here is compared by its checksum and kept nowhere.
    """
    version = _version(code)
    if version is None:
        # Whoever types the address from the paper errs in the code, not in the page.
        context = {"typed": code[:LONGEST_TYPED]}
        return render(request, "regulations/verify_by_hand.html", context, status=404)
    form, finding, status = DocumentFileForm(), None, 200
    if request.method == "POST":
        form = DocumentFileForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            finding = identify(version, checksum_of(file), binary_checksum_of(file))
        else:
            status = 422
    cancellation = cancellation_of(version) if version.is_cancelled else None
    later = replacing_version(version) if version.is_superseded and not cancellation else None
    electronic = [row for row in signatures.of(version) if not row.is_withdrawn]
    paper = [signing for _, signing in on_paper([version])]
    asks_signature = version.document.kind in SIGNED_BY_THE_HEAD
    unsigned = asks_signature and not (paper or any(row.is_right for row in electronic))
    context = {
        "version": version,
        "state": state_of(version),
        "signatures": electronic,
        "on_paper": paper,
        "asks_signature": asks_signature,
        "stands": UNSIGNED if unsigned else STANDS,
        "cancelled": cancellation and f"Приказ отменён {cancellation.order_line}.",
        "is_current": version.is_registered or version.is_in_force,
        "registered": f"{version.act_of_kind.registered} {_day_of_approval(version)}.",
        "later": later,
        "replaced_by": later
        and f"Эту редакцию заменила редакция {later.number}, {later.force_line}.",
        "form": form,
        "finding": finding,
    }
    return render(request, "regulations/verify.html", context, status=status)


@_limited_rate
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


def _day_of_approval(version):
    return f"{timezone.localtime(version.approved_at):%d.%m.%Y}"


def _version(text):
    code = read_code(text)
    return verified_version(code) if code else None
