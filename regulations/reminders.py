"""Once a day: who still has to publish, who still has to read. Nothing depends on it having run.

Each person gets such a letter at most once a week, and none before the term comes near.
"""

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone

from memberships.queries import holders
from memberships.roles import Role
from memberships.standing import Standing
from regulations.acknowledging.own import asking_of
from regulations.acknowledging.people import READ_BY_ALL, lines, units_asked
from regulations.models import DocumentVersion, Publication
from regulations.publishing import waiting
from regulations.publishing.rules import deadline_of, is_overdue
from regulations.publishing.waiting import parted
from sferum_portal.lib.mail import mail_task, send_letter
from sferum_portal.lib.throttle import is_spent, within_limit

#: So many days before the end of a term the letters begin.
AHEAD = timedelta(days=3)
#: Shorter than a week: the scheduler is not on time to the second.
ONCE = timedelta(days=6, hours=20)


@shared_task
def remind_of_documents():
    """A letter to each keeper of an organization that has something to publish, and to each reader
    whose term ends soon or has ended.
    """
    for version in unpublished():
        keepers = holders(version.organization, [Role.ADMINISTRATOR, Role.HEAD])
        confirmed = keepers.filter(verified_at__isnull=False)
        for user_id in sorted(set(confirmed.values_list("user_id", flat=True))):
            remind_keeper.delay(version.pk, user_id)
    in_force = DocumentVersion.objects.in_force().filter(document__kind__in=READ_BY_ALL)
    for version in in_force.select_related("document", "organization"):
        for user_id in readers_to_remind(version):
            remind_reader.delay(version.pk, user_id)


def unpublished():
    """The versions that wait for the site, with a term that is near or over."""
    last = timezone.localdate() + AHEAD
    unsigned, signed = parted(row for row in waiting.unpublished() if deadline_of(row) <= last)
    return [*unsigned, *signed]


def readers_to_remind(version):
    """Ids of those whose tick is wanted, with a term that ends soon or is over."""
    last = timezone.localdate() + AHEAD
    open_lines = [
        line
        for line in lines(version, list(units_asked(version.organization)))
        if not line.done and line.due_on(version) <= last
    ]
    wanted = {pk for line in open_lines for pk in line.covering}
    reachable = get_user_model().objects.filter(pk__in=wanted, is_active=True)
    return sorted(reachable.exclude(email=None).values_list("pk", flat=True))


@mail_task
def remind_keeper(version_id, user_id):
    version = _version(version_id)
    user = get_user_model().objects.get(pk=user_id)
    if Publication.objects.standing().filter(version=version).exists():
        return
    context = {"deadline": deadline_of(version), "is_late": is_overdue(version)}
    subject = f"{version.organization}: документ пора выложить на сайт"
    _write(version, user, "emails/document_unpublished.txt", subject, context)


@mail_task
def remind_reader(version_id, user_id):
    version = _version(version_id)
    user = get_user_model().objects.get(pk=user_id)
    asking = asking_of(Standing(user, version.organization), version)
    if asking is None or not asking.is_asked or not version.is_in_force:
        return
    subject = f"{version.organization}: ознакомьтесь с документом"
    _write(version, user, "emails/document_unread.txt", subject, {"asking": asking})


def _version(pk):
    return DocumentVersion.objects.select_related("document", "organization").get(pk=pk)


def _write(version, user, template, subject, context):
    name = f"{template} {version.pk} {user.pk}"
    if not (user.email and user.is_active) or is_spent(name, limit=1):
        return
    context |= {
        "version": version,
        "organization": version.organization,
        "site_url": settings.SITE_URL,
    }
    send_letter(template, context, subject=subject, to=user.email)
    # Counted once it is sent: a mail server that failed is asked again.
    within_limit(name, limit=1, period=ONCE)
