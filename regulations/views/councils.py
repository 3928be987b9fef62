"""The answer to the question whether there is a council."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from regulations import access, services
from regulations.answers import refusals_in_words


@login_required
@require_POST
@refusals_in_words
def council_answer(request, slug, body):
    """Back to where the question stood (``next``), else to the regulation."""
    organization = access.organization_for(request.user, slug, services.PREPARE)
    exists = request.POST.get("exists") == "yes"
    services.answer_council(organization=organization, by=request.user, body=body, exists=exists)
    name = organization.profile.bodies[body].name
    told = "внесите номер и дату протокола." if exists else "больше не спросим."
    messages.success(request, f"Записано: {name} — {'есть' if exists else 'нет'}; {told}")
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        return redirect(back)
    return redirect("regulations:regulation", slug=slug)
