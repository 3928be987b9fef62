"""What waits for a decision, counted by one query each for all pages of the admin."""

from chats.models import ChatRequest
from memberships.models import JoinRequest


def join_requests(request, site):
    organizations = site.organizations(request, "organizations.list_joinrequests")
    rows = JoinRequest.objects.waiting().filter(organization__in=organizations)
    # As `requests_to_decide`: the own request is another administrator's work.
    deciding = site.organizations(request, "organizations.decide_joinrequests")
    return rows.exclude(applicant=request.user.pk, organization__in=deciding)


def chat_requests(request, site):
    organizations = site.organizations(request, "organizations.list_chats")
    return ChatRequest.objects.filter(
        status=ChatRequest.Status.PENDING, organization__in=organizations
    )


def counts(request, site):
    """By the page of the register that lists them."""
    return {
        "memberships_joinrequest": join_requests(request, site).count(),
        "chats_chatrequest": chat_requests(request, site).count(),
    }
