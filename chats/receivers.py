"""What chats do when something happens in the apps below."""

from django.dispatch import receiver

from chats import services
from organizations.signals import organization_created, unit_about_to_go, unit_created


@receiver(organization_created)
def make_system_channels(sender, organization, by, **kwargs):
    services.ensure_system_channels(organization=organization, by=by)


@receiver(unit_created)
def make_chats_of_the_unit(sender, unit, by, **kwargs):
    services.make_chats_of_unit(unit=unit, by=by)


@receiver(unit_about_to_go)
def remove_chats_of_the_unit(sender, unit, by, reason, **kwargs):
    services.remove_chats_of_unit(unit=unit, by=by, reason=reason)
