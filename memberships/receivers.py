"""What memberships do when something happens in the apps below."""

from django.dispatch import receiver
from django.utils import timezone

from accounts.signals import name_about_to_change
from memberships.models import JoinRequest, Membership
from memberships.services.refusals import add_default_reasons
from organizations.signals import organization_created
from sferum_portal.lib.errors import DomainError


@receiver(name_about_to_change)
def keep_the_name_that_was_decided_on(sender, user, **kwargs):
    """Requests were compared, restrictions and roles rest on it: the administrator changes it."""
    member = Membership.objects.beyond(timezone.localdate()).filter(user=user)
    if member.exists() or JoinRequest.objects.pending().filter(applicant=user).exists():
        raise DomainError(
            "Имя стоит в списках и заявках организации: его меняет администратор. "
            "Обратитесь к нему, если оно записано с ошибкой."
        )


@receiver(organization_created)
def make_refusal_reasons(sender, organization, by, **kwargs):
    add_default_reasons(organization=organization, by=by)
