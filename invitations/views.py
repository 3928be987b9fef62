"""Coming through a link, and issuing links."""

from datetime import timedelta

from axes.helpers import get_client_ip_address
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.backends import BACKEND
from accounts.collisions import counted_collisions
from accounts.services import register_person
from invitations import access, services
from invitations import slips as personal
from invitations.forms import IssueForm, JoinForm, RegisterAndJoinForm, SlipsForm
from memberships import link_chats
from memberships.applicants.receipts import receipt
from memberships.roles import Role
from organizations.access import organization_for, unit_for
from organizations.models import Unit
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.pages import page_of
from sferum_portal.lib.qr import qr_svg


@require_safe
@never_cache
def open_link(request, token):
    """Who invites whom into what; then a form, or one confirmation for who is signed in."""
    invitation = access.invitation_by_token(token, get_client_ip_address(request))
    form_class = JoinForm if request.user.is_authenticated else RegisterAndJoinForm
    return _link_page(request, invitation, token, form_class(invitation=invitation))


@require_POST
@never_cache
def register(request, token):
    """A new account and its request in one transaction: nobody is left with half of it."""
    invitation = access.invitation_by_token(token, get_client_ip_address(request))
    if request.user.is_authenticated:
        return redirect("invitations:open", token=token)
    form = RegisterAndJoinForm(request.POST, invitation=invitation)
    if not form.is_valid():
        return _link_page(request, invitation, token, form, status=422)
    try:
        with counted_collisions(request), transaction.atomic():
            user = register_person(**form.identity(), password=form.cleaned_data["password"])
            wish = services.redeem(invitation=invitation, user=user, **form.particulars())
    except services.LinkClosed as error:
        return _closed_page(request, error)
    except DomainError as error:
        form.add_error(None, str(error))
        return _link_page(request, invitation, token, form, status=409)
    login(request, user, backend=BACKEND)
    return receipt(request, wish)


@login_required
@require_POST
@never_cache
def join(request, token):
    """Somebody who is signed in asks to join."""
    invitation = access.invitation_by_token(token, get_client_ip_address(request))
    form = JoinForm(request.POST, invitation=invitation)
    if not form.is_valid():
        return _link_page(request, invitation, token, form, status=422)
    try:
        wish = services.redeem(invitation=invitation, user=request.user, **form.particulars())
    except services.LinkClosed as error:
        return _closed_page(request, error)
    except DomainError as error:
        form.add_error(None, str(error))
        return _link_page(request, invitation, token, form, status=409)
    return receipt(request, wish)


def _link_page(request, invitation, token, form, status=200):
    try:
        services.require_open(invitation)
    except services.LinkClosed as error:
        return _closed_page(request, error)
    context = {
        "invitation": invitation,
        "unit_label": invitation.organization.profile.units[invitation.unit.kind].label,
        "is_staff_unit": invitation.unit.kind == Unit.STAFF,
        "names_child": invitation.role == Role.PARENT,
        "child": invitation.child,
        "form": form,
        "sign_in_url": f"{reverse('accounts:sign_in')}?next={request.path_info}"
        if request.method == "GET"
        else f"{reverse('accounts:sign_in')}?next={reverse('invitations:open', args=[token])}",
        "register_url": reverse("invitations:register", args=[token]),
        "join_url": reverse("invitations:join", args=[token]),
    }
    return render(request, "invitations/invitation_open.html", context, status=status)


def _closed_page(request, error):
    context = {"heading": "Ссылка больше не действует", "error": str(error)}
    return render(request, "errors/410.html", context, status=410)


@login_required
@require_safe
def invitation_list(request, slug):
    """The links that the person may see, the newest first, with their uses and state."""
    organization = organization_for(request.user, slug, perm="organizations.list_invitations")
    rows = access.invitations_of(request.user, organization).with_uses()
    # Counting the uses makes Django forget the order of the model.
    rows = rows.select_related("unit", "created_by").order_by("-created_at", "-pk")
    page = page_of(request, rows)
    titles = link_chats.titles(organization, {pk for row in page.object_list for pk in row.chats})
    for row in page.object_list:
        row.organization = organization
        row.chat_titles = [titles[pk] for pk in row.chats if pk in titles]
    return render(
        request,
        "invitations/invitation_list.html",
        {"organization": organization, "page_obj": page},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def issue(request, slug, unit_pk):
    """A new link; its secret is shown on the answer's page and never again."""
    unit = unit_for(request.user, slug, unit_pk, perm="organizations.issue_unit_invitations")
    form = IssueForm(
        request.POST if request.method == "POST" else None,
        # A chat's own page leads here with the chat ticked.
        initial={"chats": request.GET.getlist("chat")},
        unit=unit,
        by=request.user,
    )
    status = 422 if form.errors else 200
    context = {"organization": unit.organization, "unit": unit, "form": form}
    if form.is_valid():
        try:
            invitation, token = services.issue_invitation(
                unit=unit, by=request.user, **form.terms()
            )
        except DomainError as error:
            form.add_error(None, str(error))
            status = 409
        else:
            link = request.build_absolute_uri(reverse("invitations:open", args=[token]))
            code = qr_svg(link, label="Код со ссылкой-приглашением")
            titles = link_chats.titles(unit.organization, invitation.chats)
            context |= {"invitation": invitation, "link": link, "qr": code}
            context["chats"] = list(titles.values())
            return render(request, "invitations/invitation_issued.html", context)
    return render(request, "invitations/invitation_new.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def slips(request, slug, unit_pk):
    """Slips with a personal link for each family, as one PDF that is given out only now."""
    unit = unit_for(request.user, slug, unit_pk, perm="organizations.issue_unit_invitations")
    form = SlipsForm(request.POST if request.method == "POST" else None)
    status = 422 if form.errors else 200
    if form.is_valid():
        days = form.cleaned_data["days"]
        try:
            issued = personal.issue_slips(unit=unit, by=request.user, days=days)
        except DomainError as error:
            form.add_error(None, str(error))
            status = 409
        else:
            return _slips_file(request, unit, issued, days)
    context = {
        "organization": unit.organization,
        "unit": unit,
        "form": form,
        "families": personal.learners_of(unit).count(),
    }
    return render(request, "invitations/slips_new.html", context, status=status)


def _slips_file(request, unit, issued, days):
    pdf = personal.slips_pdf(
        unit=unit,
        slips=issued,
        address_of=lambda token: request.build_absolute_uri(
            reverse("invitations:open", args=[token])
        ),
        last_day=timezone.localdate() + timedelta(days=days),
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"Личные ссылки, {unit.name}.pdf"
    )
    return response


@login_required
@require_POST
def revoke(request, slug, pk):
    invitation = access.invitation_for(request.user, slug, pk)
    try:
        services.revoke_invitation(invitation=invitation, by=request.user)
        messages.success(request, "Ссылка аннулирована.")
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("invitations:invitation_list", slug=slug)
