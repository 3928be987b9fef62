"""What chats do when something happens in the apps below."""

from django.dispatch import receiver

from chats import services
from memberships.signals import decision_undone, join_requests_approved
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


@receiver(join_requests_approved)
def add_to_chats_of_the_links(sender, join_requests, by, **kwargs):
    services.add_by_links(join_requests=join_requests, by=by)


@receiver(decision_undone)
def remove_from_chats_of_the_link(sender, join_request, by, reason, **kwargs):
    services.remove_by_undoing(join_request=join_request, by=by, reason=reason)
