"""Coming through a link: signed out by a short form, signed in by one confirmation."""

from functools import wraps

from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.backends import BACKEND
from accounts.collisions import counted_collisions
from accounts.services import register_person
from invitations import access, services
from invitations.forms import JoinForm, RegisterAndJoinForm
from memberships.applicants.receipts import receipt
from memberships.queries import is_learner
from memberships.roles import Role, role_label
from memberships.services.letter_quota import letters_from
from organizations.models import Unit
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.visitors import address_of


def by_secret(view):
    """Gives the view the open invitation of the secret; an unknown one is like a closed one.

    Both are found out here, before anything else is asked, so that they take the same time.
    """

    @wraps(view)
    def with_invitation(request, token):
        try:
            invitation = access.invitation_by_token(token, address_of(request))
            services.require_open(invitation)
        except services.LinkClosed as error:
            return _closed_page(request, error)
        return view(request, invitation, token)

    return with_invitation


@require_safe
@never_cache
@by_secret
def open_link(request, invitation, token):
    """Who invites whom into what; then a form, or one confirmation for who is signed in."""
    form_class = JoinForm if request.user.is_authenticated else RegisterAndJoinForm
    return _link_page(request, invitation, token, form_class(invitation=invitation))


@require_POST
@never_cache
@by_secret
def register(request, invitation, token):
    """A new account and its request in one transaction: nobody is left with half of it."""
    if request.user.is_authenticated:
        return redirect("invitations:open", token=token)
    form = RegisterAndJoinForm(request.POST, invitation=invitation)
    if not form.is_valid():
        return _link_page(request, invitation, token, form, status=422)
    try:
        visitor = address_of(request)
        with counted_collisions(request), letters_from(visitor), transaction.atomic():
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
@by_secret
def join(request, invitation, token):
    """Somebody who is signed in asks to join."""
    form = JoinForm(request.POST, invitation=invitation)
    if not form.is_valid():
        return _link_page(request, invitation, token, form, status=422)
    try:
        with letters_from(address_of(request)):
            wish = services.redeem(invitation=invitation, user=request.user, **form.particulars())
    except services.LinkClosed as error:
        return _closed_page(request, error)
    except DomainError as error:
        form.add_error(None, str(error))
        return _link_page(request, invitation, token, form, status=409)
    return receipt(request, wish)


def _link_page(request, invitation, token, form, status=200):
    link = reverse("invitations:open", args=[token])
    context = {
        "invitation": invitation,
        "unit_label": invitation.organization.profile.units[invitation.unit.kind].label,
        "is_staff_unit": invitation.unit.kind == Unit.STAFF,
        "names_child": invitation.role == Role.PARENT,
        "child": invitation.child,
        "form": form,
        "link": link,
        "sign_in_url": f"{reverse('accounts:sign_in')}?next={link}",
        "register_url": reverse("invitations:register", args=[token]),
        "join_url": reverse("invitations:join", args=[token]),
    }
    if _is_childs_account(request.user, invitation):
        # Nobody asks to be a parent from a child's account, whatever the form holds.
        status = status if request.method in ("GET", "HEAD") else 409
        context["learner_label"] = role_label(invitation.organization, Role.LEARNER).lower()
        return render(request, "invitations/invitation_who.html", context, status=status)
    return render(request, "invitations/invitation_open.html", context, status=status)


def _is_childs_account(user, invitation):
    for_parents = invitation.role == Role.PARENT and user.is_authenticated
    return for_parents and is_learner(user, invitation.organization)


def _closed_page(request, error):
    context = {"heading": "Ссылка больше не действует", "error": str(error)}
    return render(request, "errors/410.html", context, status=410)
