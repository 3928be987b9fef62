"""Once a day: whoever decides join requests is told what waits, the head what waits too long.

Nothing depends on it having run: pages count for themselves. Run twice on a day it writes once.
"""

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.contrib.auth import get_user_model

from memberships.models import JoinRequest, Substitution, UnitLeadership
from memberships.queries import holders, requests_to_decide
from memberships.roles import Role
from memberships.standing import Standing
from organizations.models import Organization
from sferum_portal.lib.mail import mail_task, send_letter
from sferum_portal.lib.throttle import is_spent, within_limit

#: Shorter than a day: the scheduler is not on time to the second.
ONCE = timedelta(hours=20)


@shared_task
def remind_deciders():
    """One letter for each decider of each organization in which requests wait."""
    waiting = JoinRequest.objects.waiting()
    for organization in Organization.objects.filter(pk__in=waiting.values("organization")):
        for user_id in deciders_of(organization):
            remind_decider.delay(organization.pk, user_id)
        if JoinRequest.objects.overdue([organization]).exists():
            for user_id in _confirmed(organization, Role.HEAD):
                tell_of_overdue.delay(organization.pk, user_id)


def deciders_of(organization):
    """Ids of the users who may decide some of the organization's requests today."""
    found = set(_confirmed(organization, Role.ADMINISTRATOR))
    found |= set(
        Substitution.objects.current()
        .filter(organization=organization)
        .values_list("substitute__user_id", flat=True)
    )
    if organization.leaders_decide:
        leading = UnitLeadership.objects.current().filter(organization=organization)
        found |= set(leading.values_list("membership__user_id", flat=True))
    return sorted(found)


def _confirmed(organization, role):
    confirmed = holders(organization, [role]).filter(verified_at__isnull=False)
    return confirmed.values_list("user_id", flat=True)


@mail_task
def remind_decider(organization_id, user_id):
    """«Ждут решения: 12, из них просрочено 3», only of what this person may decide."""
    organization = Organization.objects.get(pk=organization_id)
    user = get_user_model().objects.get(pk=user_id)
    rows = requests_to_decide(Standing(user, organization))
    waiting = rows.waiting().count()
    late = rows.overdue([organization]).count()
    if waiting:
        _write(organization, user, "emails/requests_waiting.txt", waiting=waiting, late=late)


@mail_task
def tell_of_overdue(organization_id, user_id):
    organization = Organization.objects.get(pk=organization_id)
    user = get_user_model().objects.get(pk=user_id)
    late = JoinRequest.objects.overdue([organization]).count()
    if late:
        _write(organization, user, "emails/requests_overdue.txt", late=late)


def _write(organization, user, template, **numbers):
    name = f"{template} {organization.pk} {user.pk}"
    if not (user.email and user.is_active) or is_spent(name, limit=1):
        return
    send_letter(
        template,
        {"organization": organization, "site_url": settings.SITE_URL, **numbers},
        subject=f"{organization}: заявки ждут решения",
        to=user.email,
    )
    # Counted once it is sent: a mail server that failed is asked again.
    within_limit(name, limit=1, period=ONCE)
