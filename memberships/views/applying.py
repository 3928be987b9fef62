"""«Я из этой организации»: three steps to a request for who has no link."""

from django.contrib.auth import login
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.backends import BACKEND
from accounts.collisions import counted_collisions
from accounts.services import register_person
from memberships.applicants import access
from memberships.applicants.forms import JoinForm, PlaceForm, RegisterAndJoinForm
from memberships.applicants.receipts import receipt
from memberships.queries import organizations_to_apply_to
from memberships.roles import role_label
from memberships.services import apply_without_link
from memberships.services.letter_quota import letters_from
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.pages import page_of, query_without_page, search_text
from sferum_portal.lib.visitors import address_of


@require_safe
def organizations(request):
    """Step 1: which organization."""
    text = search_text(request)
    context = {
        "page_obj": page_of(request, organizations_to_apply_to(text), per_page=20),
        "q": text,
        "query": query_without_page(request),
    }
    return render(request, "memberships/apply_organizations.html", context)


@require_safe
def place(request, slug):
    """Step 2: as whom, and where; the form is asked by GET, it changes nothing."""
    organization = access.organization_to_apply_to(slug)
    typed = request.GET if "role" in request.GET else None
    form = PlaceForm(typed, organization=organization)
    if form.is_valid():
        role, unit = form.cleaned_data["role"], form.cleaned_data["unit"]
        return redirect("memberships:apply_form", slug=slug, role=role, unit_pk=unit.pk)
    context = {"institution": organization, "form": form}
    status = 422 if form.errors else 200
    return render(request, "memberships/apply_place.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def form(request, slug, role, unit_pk):
    """Step 3: who one is; for who is signed in a confirmation."""
    role, unit = access.place_to_apply_for(slug, role, unit_pk)
    signed_in = request.user.is_authenticated
    form_class = JoinForm if signed_in else RegisterAndJoinForm
    typed = request.POST if request.method == "POST" else None
    form = form_class(typed, role=role, unit=unit)
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            return receipt(request, _apply(request, form, role, unit))
        except DomainError as error:
            form.add_error(None, str(error))
            status = 409
    context = {
        "institution": unit.organization,
        "unit": unit,
        "is_staff_unit": unit.kind == unit.STAFF,
        "unit_label": unit.organization.profile.units[unit.kind].label,
        "role": role_label(unit.organization, role),
        "needs_parent": form.needs_parent,
        "form": form,
        "sign_in_url": f"{reverse('accounts:sign_in')}?next={request.path}",
    }
    return render(request, "memberships/apply_form.html", context, status=status)


def _apply(request, form, role, unit):
    """An account, if there is none yet, and the request: both or neither."""
    wish = {"organization": unit.organization, "role": role, "unit": unit} | form.particulars()
    visitor = address_of(request)
    if request.user.is_authenticated:
        access.count_application(f"of {request.user.pk}")
        with letters_from(visitor):
            return apply_without_link(by=request.user, **wish)
    access.count_application(visitor)
    with counted_collisions(request), letters_from(visitor), transaction.atomic():
        password = form.cleaned_data["password"]
        user = register_person(**form.identity(), password=password)
        join_request = apply_without_link(by=user, **wish)
    login(request, user, backend=BACKEND)
    return join_request
