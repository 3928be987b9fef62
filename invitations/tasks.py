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
    """Remind who issued them of links that soon end or wait in vain, of each once.

    Where that person has left the organization, whoever leads the unit now. Returns how many
    letters were sent.
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
        Invitation.objects.filter(pk__in=[link.pk for link in links]).mark(
            reminded_at=timezone.now()
        )
        by_address = _addresses(links)
        for address, numbers in sorted(by_address.items()):
            _send_after_commit(address, numbers)
    return len(by_address)


def _send_after_commit(address, numbers):
    transaction.on_commit(lambda: letters.remind_of.delay(address, numbers), robust=True)


def _addresses(links):
    present = set(
        Membership.objects.current()
        .filter(user__in={link.created_by_id for link in links})
        .values_list("organization_id", "user_id")
    )
    leaders = defaultdict(set)
    leading = UnitLeadership.objects.current().filter(unit__in={link.unit_id for link in links})
    rows = leading.values_list("unit_id", "membership__user_id", "membership__user__email")
    current = set(
        Membership.objects.current()
        .filter(leaderships__in=leading)
        .values_list("user_id", flat=True)
    )
    for unit, user, email in rows:
        if user in current and email:
            leaders[unit].add(email)
    found = defaultdict(list)
    for link in links:
        if (link.organization_id, link.created_by_id) in present:
            addresses = {link.created_by.email} - {None}
        else:
            addresses = leaders[link.unit_id]
        for address in addresses:
            found[address].append(link.pk)
    return found
