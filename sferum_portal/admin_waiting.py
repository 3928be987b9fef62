"""What waits for a decision, counted by one query each for all pages of the admin."""

from chats.models import ChatRequest
from memberships.models import JoinRequest


def join_requests(request, site):
    organizations = site.organizations(request, "organizations.list_joinrequests")
    return JoinRequest.objects.waiting().filter(organization__in=organizations)


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
