"""What memberships do when something happens in the apps below."""

from django.dispatch import receiver

from memberships.services.refusals import add_default_reasons
from organizations.signals import organization_created


@receiver(organization_created)
def make_refusal_reasons(sender, organization, by, **kwargs):
    add_default_reasons(organization=organization, by=by)
