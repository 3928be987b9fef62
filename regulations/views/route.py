"""The way of one version, as a page: what happened, what comes next, and the button for it."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.confirmation import ConfirmationForm
from regulations import access, services
from regulations.publishing.rules import is_publishable, publication_of
from regulations.route import route_of
from regulations.services.publications import PUBLISH
from regulations.services.signing import SIGN
from regulations.signatures.panel import panel_of
from regulations.signatures.queries import has_certificates
from regulations.signings import signings_of
from regulations.states import state_of


@login_required
@require_safe
def version_route(request, slug, pk):
    version = access.document_version_for(request.user, slug, pk)
    organization = version.organization
    may_publish = request.user.has_perm(PUBLISH, organization)
    context = route_context(request.user, version) | {
        "organization": organization,
        "version": version,
        "state": state_of(version),
        "signings": signings_of(version),
        "publication": publication_of(version),
        "may_publish": may_publish,
        "is_publishable": is_publishable(version),
        "has_certificates": has_certificates(version),
        "public_url": request.build_absolute_uri(reverse("regulations:public_list", args=[slug])),
    }
    return render(request, "regulations/version_route.html", context)


def frozen_context(request, version):
    """What the page of a frozen version shows of its signatures and its way."""
    context, panel = route_context(request.user, version), panel_of(request.user, version)
    if panel.may_sign and context["route"].next and context["route"].next.code == "signed":
        # The card of the signatures has this button already.
        context["action"] = None
    return context | {"signing": panel, "confirmation": ConfirmationForm(request=request)}


def route_context(user, version):
    """What `regulations/partials/route_steps.html` needs."""
    route = route_of(version)
    knows_people = user.has_perm(services.PREPARE, version.organization)
    return {
        "route": route,
        "action": _action(user, version, route.next) if route.next else None,
        "knows_people": knows_people,
    }


def _action(user, version, step):
    """The button of the step that is due, for who may press it."""
    slug = version.organization.slug
    buttons = {
        "considered": (services.PREPARE, "Внести протоколы", "draft_approvals", [slug]),
        "approved": (services.APPROVE, "Утвердить", "draft_approve", [slug]),
        "signed": (SIGN, "Подписать", "signing", [slug, version.pk]),
        "published": (PUBLISH, "Отметить публикацию", "publish", [slug, version.pk]),
    }
    if step.code not in buttons:
        return None
    right, label, name, args = buttons[step.code]
    if version.is_draft and version.document.kind != version.document.Kind.REGULATION:
        return None
    if step.code == "published" and not signings_of(version):
        return None
    if not user.has_perm(right, version.organization):
        return None
    action = {"label": label, "url": reverse(f"regulations:{name}", args=args)}
    if step.code == "published":
        action["first"] = reverse("regulations:bundle", args=args)
    return action
