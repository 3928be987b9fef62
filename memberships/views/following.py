"""What has become of a request: by its private code without an account, or signed in.

One view serves both ways in. The pages of a code stay out of caches and of search engines. Their
referrer policy is the portal's «same-origin», which tells the address to no other site; with
«no-referrer» browsers would send the page's own forms without an origin, and they were refused.
"""

from dataclasses import dataclass
from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from memberships import services
from memberships.applicants import access
from memberships.applicants.forms import CodeForm, JoinForm, ParentCodeForm, ParentEmailForm
from memberships.applicants.receipts import receipt
from memberships.models import JoinRequest
from memberships.roles import Role
from memberships.services.applicants import tries_of, why_not_again
from memberships.services.letter_quota import letters_from
from memberships.states import next_step, state_of
from sferum_portal.lib.codes import read_code
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.visitors import address_of

LOOK = ("GET", "HEAD")


@dataclass(frozen=True)
class Door:
    """The request and the way by which one came to it; ``by`` is the applicant either way."""

    join_request: JoinRequest
    by: User
    way: str
    key: str | int

    def url(self, page):
        return reverse(f"memberships:{self.way}_{page}", args=[self.key])

    @property
    def is_signed_in(self):
        return self.way == "own"


def door(*methods):
    """A view that takes a request's `Door`, whether a code or a number opened it."""

    def decorate(view):
        @never_cache
        @wraps(view)
        def opened(request, code=None, pk=None):
            if code is None and not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            if code is None:
                join_request = access.own_request(request.user, pk)
                entered = Door(join_request, request.user, "own", pk)
            else:
                visitor = address_of(request)
                join_request = access.request_by_code(code, visitor)
                entered = Door(join_request, join_request.applicant, "code", code)
            with letters_from(address_of(request)):
                response = view(request, entered)
            response["X-Robots-Tag"] = "noindex"
            return response

        return opened

    return decorate


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def by_hand(request):
    """For those who type the code from the receipt."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        code = form.cleaned_data["code"]
        try:
            access.request_by_code(code, address_of(request))
        except Http404:
            form.add_error("code", "Заявки с таким кодом нет. Проверьте каждый знак.")
        else:
            return redirect("memberships:code_status", code=read_code(code))
    status = 422 if form.errors else 200
    return render(request, "memberships/by_hand.html", {"form": form}, status=status)


@door(*LOOK)
def status(request, door):
    return _status_page(request, door)


@door("POST")
def withdraw(request, door):
    try:
        services.withdraw_join_request(join_request=door.join_request, by=door.by)
        messages.success(request, "Заявка отозвана.")
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(door.url("status"))


@door(*LOOK, "POST")
def again(request, door):
    """The same request with better words; what stands in it is shown to the signed-in alone."""
    former = door.join_request
    if refusal := why_not_again(former, tries_of(door.by)):
        messages.error(request, refusal)
        return redirect(door.url("status"))
    typed = request.POST if request.method == "POST" else None
    known = ("child_surname", "child_given_name", "post", "parent_email")
    initial = {name: getattr(former, name) for name in known} if door.is_signed_in else {}
    form = JoinForm(
        typed,
        role=Role(former.role),
        unit=former.unit,
        knows_child=former.child_is_given,
        initial=initial,
    )
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            wish = services.ask_again(join_request=former, by=door.by, **form.particulars())
            return receipt(request, wish)
        except DomainError as error:
            form.add_error(None, str(error))
            status = 409
    context = {"join_request": former, "form": form, "back_url": door.url("status")}
    context["is_signed_in"] = door.is_signed_in
    return render(request, "memberships/again.html", context, status=status)


@door("POST")
def confirm(request, door):
    """The code that a parent got by e-mail (norm JOIN-6)."""
    form = ParentCodeForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            services.confirm_by_parent(
                join_request=door.join_request, by=door.by, code=form.cleaned_data["parent_code"]
            )
            messages.success(request, "Код подошёл: заявка отправлена в организацию.")
            return redirect(door.url("status"))
        except DomainError as error:
            form.add_error("parent_code", str(error))
            status = 409
    return _status_page(request, door, status, parent_code_form=form)


@door("POST")
def letter(request, door):
    """The code once more, perhaps to another address."""
    form = ParentEmailForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            services.ask_for_parent_code(
                join_request=door.join_request, by=door.by, email=form.cleaned_data["parent_email"]
            )
            messages.success(request, "Письмо с новым кодом отправлено. Прежний код не действует.")
            return redirect(door.url("status"))
        except DomainError as error:
            form.add_error("parent_email", str(error))
            status = 409
    return _status_page(request, door, status, parent_email_form=form)


@door("POST")
def new_code(request, door):
    """For who has lost the code: another one, shown once."""
    join_request = door.join_request
    join_request.code = services.renew_code(join_request=join_request, by=door.by)
    return receipt(request, join_request, heading="Новый код заявки")


def _status_page(request, door, status=200, **forms):
    """As little of a person as tells the applicant that it is theirs."""
    join_request = door.join_request
    person = join_request.applicant
    context = {
        "join_request": join_request,
        "door": {name: door.url(name) for name in ("withdraw", "again", "confirm", "letter")},
        "is_signed_in": door.is_signed_in,
        "person": f"{person.given_name} {person.surname[0]}.",
        "state": state_of(join_request),
        "next_step": next_step(join_request),
        "may_ask_again": not why_not_again(join_request, tries_of(person)),
    }
    if join_request.is_pending and join_request.is_unconfirmed:
        context |= {"parent_code_form": ParentCodeForm(), "parent_email_form": ParentEmailForm()}
    context |= forms
    return render(request, "memberships/status.html", context, status=status)
