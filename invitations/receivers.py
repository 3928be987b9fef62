"""What links do when something happens in the apps below."""

from django.dispatch import receiver

from invitations.services.quarantine import REASON
from invitations.succession import invitation_of
from memberships.models import JoinRequest
from memberships.services.holding import hold_again
from memberships.signals import request_waits_again


@receiver(request_waits_again)
def hold_what_came_through_a_stopped_link(sender, join_request, by, **kwargs):
    invitation = invitation_of(join_request)
    if invitation is not None and invitation.quarantined_at is not None:
        hold_again(JoinRequest.objects.filter(pk=join_request.pk), by=by, reason=REASON)
