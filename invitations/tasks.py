"""What is done daily; correctness never waits for it."""

from collections import defaultdict

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from invitations import letters
from invitations.models import Invitation
from invitations.unclaimed import to_be_reminded_of
from memberships.models import Membership, UnitLeadership


@shared_task
def remind_of_links():
    """Remind of links that soon end or wait in vain, of each once: who issued it, if still in the
    organization, and whoever leads the unit now.

    A link that nobody could be told of is looked at again the next day. Returns how many letters
    were sent.
    """
    with transaction.atomic():
        pks = list(to_be_reminded_of().values_list("pk", flat=True))
        # Two workers may have begun at once: whoever has the lock sends.
        links = list(
            Invitation.objects.select_for_update(of=("self",), skip_locked=True)
            .filter(pk__in=pks, reminded_at=None)
            .select_related("created_by")
            .order_by("pk")
        )
        by_address = _addresses(links)
        told = {pk for numbers in by_address.values() for pk in numbers}
        Invitation.objects.filter(pk__in=told).mark(reminded_at=timezone.now())
        for address, numbers in sorted(by_address.items()):
            _send_after_commit(address, numbers)
    return len(by_address)


def _send_after_commit(address, numbers):
    transaction.on_commit(lambda: letters.remind_of.delay(address, numbers), robust=True)


def _addresses(links):
    """``{address: [number of a link, …]}``, each link once for each address."""
    issuers = Membership.objects.current().filter(user__in={link.created_by_id for link in links})
    present = set(issuers.values_list("organization_id", "user_id"))
    leaders = _leaders({link.unit_id for link in links})
    found = defaultdict(list)
    for link in links:
        addresses = set(leaders[link.unit_id])
        if (link.organization_id, link.created_by_id) in present and link.created_by.email:
            addresses.add(link.created_by.email)
        for address in addresses:
            found[address].append(link.pk)
    return found


def _leaders(units):
    """``{unit: addresses}`` of who leads these units and still has the role for it."""
    leading = UnitLeadership.objects.current().filter(
        unit__in=units,
        membership__in=Membership.objects.current(),
        membership__user__email__isnull=False,
    )
    found = defaultdict(set)
    for unit, address in leading.values_list("unit_id", "membership__user__email"):
        found[unit].add(address)
    return found
