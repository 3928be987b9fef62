"""Pages that span all apps: start pages, own requests, health, refused forms."""

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from memberships.applicants import rows as own
from memberships.models import JoinRequest
from memberships.queries import organizations_to_apply_to
from organizations.access import organization_for
from organizations.models import Organization
from regulations.acknowledging.own import asking_of
from regulations.living.drift import standing_of
from regulations.queries import has_package, version_in_force
from sferum_portal import demo, health, start_page
from sferum_portal.lib.pages import page_of
from sferum_portal.start_matters import matters

#: So many organizations are named at the entrance; others are found by their name.
FEW = 5


@require_safe
def home(request):
    """Where everybody begins: strangers sign in, members of one organization go straight there."""
    if not request.user.is_authenticated:
        accounts, password = demo.accounts(), demo.PASSWORD
        context = {
            "demo_accounts": accounts,
            "demo_password": password if accounts else "",
            "some_organizations": organizations_to_apply_to()[:FEW],
        }
        return render(request, "home_entrance.html", context)
    organizations = page_of(request, Organization.objects.visible_to(request.user))
    if organizations.paginator.count == 1:
        return redirect("organization_home", slug=organizations.object_list[0].slug)
    if organizations.paginator.count == 0:
        return redirect("own_requests")
    return render(request, "home_choice.html", {"page_obj": organizations})


@login_required
@require_safe
def organization_home(request, slug):
    """The start page of an organization: what is wanted from this person today."""
    organization = organization_for(request.user, slug)
    start = start_page.StartPage(request.user, organization)
    regulation = version_in_force(organization)
    may_prepare = request.user.has_perm("organizations.prepare_regulation", organization)
    context = {
        "organization": organization,
        "start": start,
        "waiting": start_page.waiting_requests(request.user, organization),
        "matters": matters(request.user, organization),
        "regulation": regulation,
        "asking": asking_of(start.standing, regulation),
        "may_prepare": may_prepare,
        "offers_package": may_prepare and not has_package(organization),
        "drift_count": len(standing_of(regulation).drifts) if regulation and may_prepare else 0,
        "own_pending": own.prepared(
            own.own_requests(request.user).filter(
                organization=organization, status=JoinRequest.Status.PENDING
            )[:3],
            request.user,
        ),
    }
    return render(request, "organization_home.html", context)


@login_required
@require_safe
def own_requests(request):
    """What the applicant sees: every request with its state, and why it was refused."""
    page = page_of(request, own.own_requests(request.user), per_page=20)
    page.object_list = own.prepared(page.object_list, request.user)
    return render(request, "own_requests.html", {"page_obj": page})


@require_safe
@never_cache
def healthz(request):
    """The state of database, cache and broker; 503 where one is down."""
    parts = health.check_all()
    healthy = all(part["ok"] for part in parts.values())
    return JsonResponse(
        {"status": "ok" if healthy else "down", **parts}, status=200 if healthy else 503
    )


def permission_denied(request, exception):
    """Why not, by which rule, and who can; where a service explained its refusal."""
    context = {"exception": str(exception), "decision": getattr(exception, "decision", None)}
    return render(request, "403.html", context, status=403)


def csrf_failure(request, reason=""):
    """The form's secret did not match: mostly an old page or switched-off cookies."""
    return render(request, "403_csrf.html", status=403)
