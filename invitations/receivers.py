"""What links do when something happens in the apps below."""

from django.dispatch import receiver

from invitations.models import Invitation
from invitations.services.quarantine import REASON
from memberships.models import JoinRequest
from memberships.services.holding import hold_again
from memberships.signals import request_waits_again


@receiver(request_waits_again)
def hold_what_came_through_a_stopped_link(sender, join_request, by, **kwargs):
    stopped = Invitation.objects.filter(
        redemptions__join_request=join_request, quarantined_at__isnull=False
    )
    if stopped.exists():
        hold_again(JoinRequest.objects.filter(pk=join_request.pk), by=by, reason=REASON)
