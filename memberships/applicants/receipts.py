"""The page right after applying: the private code is shown on it and never again."""

from django.shortcuts import render
from django.urls import reverse

from memberships.applicants.forms import ParentCodeForm
from memberships.states import next_step, state_of
from sferum_portal.lib.admin.texts import phone
from sferum_portal.lib.qr import qr_svg


def receipt(request, join_request, heading="Заявка получена"):
    """Answers the form itself: behind a redirect the code would have to be stored."""
    code = join_request.code
    address = request.build_absolute_uri(reverse("memberships:code_status", args=[code]))
    state, applicant = state_of(join_request), join_request.applicant
    context = {
        "join_request": join_request,
        "heading": heading,
        "code": code,
        "address": address,
        "qr": qr_svg(address, label="Код с адресом страницы заявки"),
        "state": state,
        "next_step": next_step(join_request),
        "parent_code_form": ParentCodeForm() if join_request.is_unconfirmed else None,
        "confirm_url": reverse("memberships:code_confirm", args=[code]),
        "unsent": getattr(join_request, "unsent", ""),
        # Whoever holds the code alone learns nothing of the person that they did not type.
        "is_own": request.user == applicant,
        "writes_to": applicant.email or "",
        "enters_by": applicant.login or applicant.email or phone(applicant.phone),
        "status_url": reverse("memberships:code_status", args=[code]),
    }
    response = render(request, "memberships/receipt.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
