"""Signing in and out, the own profile and password."""

import axes.utils
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash, views
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import FormView

from accounts import card_session, reset, services
from accounts.backends import counter_of
from accounts.collisions import counted_collisions
from accounts.forms import ChangePasswordForm, NewPasswordForm, ProfileForm, ResetForm, SignInForm
from sferum_portal.lib.errors import DomainError


class InvalidFormStatus:
    """An invalid form is answered with 422, so that scripts and tests can tell."""

    def form_invalid(self, form):
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class SignInView(InvalidFormStatus, views.LoginView):
    template_name = "accounts/sign_in.html"
    form_class = SignInForm
    redirect_authenticated_user = True

    def get_initial(self):
        """A link may fill the name in; the password it never does."""
        return {"username": self.request.GET.get("login", "")[:254].replace("\x00", "")}

    def get_context_data(self, **kwargs):
        """Whether a form waits behind the sign-in (`sferum_portal.unsent`)."""
        keeps_form = self.get_redirect_url() == "/unsent/"
        return super().get_context_data(**kwargs) | {"keeps_form": keeps_form}

    def get_redirect_url(self):
        """Signing in does not lead back to the sign-in page."""
        url = super().get_redirect_url()
        return "" if url.startswith(self.request.path) else url


@require_POST
def sign_out(request):
    """To the first page, or where the form wants to go on as somebody else (``next``)."""
    logout(request)
    messages.info(request, "Вы вышли.")
    wanted = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    # A bare word would be taken for the name of a view.
    return redirect(wanted if allowed and wanted.startswith("/") else "home")


def locked_out(request, credentials=None, *args, **kwargs):
    """The answer after too many failures; the same whether or not the account exists."""
    return render(request, "accounts/locked_out.html", status=429)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request):
    """Names and identifiers; what others see is only the name and the role."""
    if card_session.card_of(request) is not None:
        # Nothing to type a password against: what the card cannot prove it cannot change.
        status = 409 if request.method == "POST" else 200
        return render(request, "accounts/profile_card.html", status=status)
    form = ProfileForm(request.POST if request.method == "POST" else None, request=request)
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            with counted_collisions(request):
                services.change_profile(user=request.user, by=request.user, **form.identity())
        except DomainError as error:
            form.add_error(None, str(error))
            status = 409
        else:
            messages.success(request, "Профиль сохранён.")
            return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form}, status=status)


@method_decorator(login_required, name="dispatch")
class PasswordChangeView(InvalidFormStatus, views.PasswordChangeView):
    template_name = "accounts/password_change.html"
    form_class = ChangePasswordForm
    success_url = reverse_lazy("accounts:profile")

    def dispatch(self, request, *args, **kwargs):
        if card_session.card_of(request) is not None:
            return redirect("accounts:profile")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}

    def form_valid(self, form):
        form.save()
        update_session_auth_hash(self.request, form.user)
        messages.success(self.request, "Пароль изменён. На других устройствах нужно войти заново.")
        return redirect(self.success_url)


class PasswordResetView(InvalidFormStatus, FormView):
    """Answers the same whether or not the address belongs to anybody."""

    template_name = "accounts/password_reset.html"
    form_class = ResetForm
    success_url = reverse_lazy("accounts:password_reset_sent")

    def form_valid(self, form):
        reset.send_link_to(form.cleaned_data["email"])
        return super().form_valid(form)


@require_safe
def reset_sent(request):
    return render(request, "accounts/password_reset_sent.html")


@method_decorator(never_cache, name="dispatch")
class PasswordResetConfirmView(InvalidFormStatus, views.PasswordResetConfirmView):
    template_name = "accounts/password_reset_confirm.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("accounts:sign_in")

    def form_valid(self, form):
        """Whoever reads the person's mail is the person: earlier failures count no more."""
        response = super().form_valid(form)
        axes.utils.reset(username=counter_of(self.user.pk))
        messages.success(self.request, "Пароль изменён. Войдите с новым паролем.")
        return response
