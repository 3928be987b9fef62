"""Letters about links: they take ids, read again and send."""

from django.conf import settings

from invitations import alarms
from invitations.facts import facts_of
from invitations.models import Invitation
from memberships.models import Membership
from memberships.queries import addresses_of
from memberships.roles import Role
from sferum_portal.lib.mail import mail_task, send_letter


@mail_task
def tell_of_alarms(invitation_id, kinds):
    """Who is to look at a link: a letter of its own to each, so that one failing holds up none."""
    invitation = Invitation.objects.select_related("organization", "created_by").get(
        pk=invitation_id
    )
    addresses = set(addresses_of(invitation.organization, [Role.ADMINISTRATOR]))
    current = Membership.objects.current().filter(organization=invitation.organization)
    # Whoever has left the organization is told nothing of its people.
    if invitation.created_by.email and current.filter(user=invitation.created_by).exists():
        addresses.add(invitation.created_by.email)
    for address in sorted(addresses):
        tell_of_alarms_to.delay(invitation_id, kinds, address)


@mail_task
def tell_of_alarms_to(invitation_id, kinds, address):
    invitation = Invitation.objects.select_related("organization", "unit").get(pk=invitation_id)
    (facts,) = facts_of([invitation])
    found = [alarm for alarm in alarms.raised(*facts) if alarm.kind in kinds]
    if not found:
        return  # decided meanwhile
    send_letter(
        "emails/invitation_alarms.txt",
        {"invitation": invitation, "alarms": found, "site_url": settings.SITE_URL},
        subject=f"{invitation.organization}: проверьте ссылку-приглашение",
        to=address,
    )


@mail_task
def remind_of(address, invitation_ids):
    """One letter about all links of a person that end soon or wait in vain."""
    rows = (
        Invitation.objects.open()
        .with_uses()
        .filter(pk__in=invitation_ids)
        .select_related("organization", "unit")
        .order_by("expires_at", "pk")
    )
    by_organization = {}
    for row in rows:
        by_organization.setdefault(row.organization, []).append(row)
    for organization, links in by_organization.items():
        send_letter(
            "emails/invitations_unclaimed.txt",
            {
                "organization": organization,
                "links": links[:MOST_LINES],
                "more": len(links[MOST_LINES:]),
                "site_url": settings.SITE_URL,
            },
            subject=f"{organization}: ссылки-приглашения ждут",
            to=address,
        )


#: A sheet of slips has thirty links; a letter names the first of them.
MOST_LINES = 15
