"""What chats do when something happens in the apps below."""

from django.dispatch import receiver

from chats.services import ensure_system_channels
from organizations.signals import organization_created


@receiver(organization_created)
def make_system_channels(sender, organization, by, **kwargs):
    ensure_system_channels(organization=organization, by=by)
