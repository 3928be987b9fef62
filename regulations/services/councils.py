"""Whether there are councils whose opinion the law wants (273-ФЗ, article 30, part 3)."""

from django.db import transaction
from django.utils import timezone

from organizations.models import Organization
from organizations.services import change_facts
from regulations.services.common import PREPARE
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError


@transaction.atomic
def answer_council(*, organization, by, body, exists):
    """Keep with the organization that there is such a body, or who said when that there is none.

    The check before an approval asks no more then: a body that there is decides with a protocol.
    Raises DomainError for a body whose opinion is not asked, and for one that is named among the
    organization's bodies.
    """
    require(by, PREPARE, organization)
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    known = organization.profile.bodies.get(body)
    if known is None or not known.opinion:
        raise DomainError("О таком органе закон не спрашивает.")
    who = {"organization": organization, "by": by}
    if exists:
        bodies = list(dict.fromkeys([*organization.bodies, body]))
        return change_facts(**who, reason=f"Есть: {known.name}", bodies=bodies)
    if body in organization.bodies:
        raise DomainError(f"В сведениях организации отмечено, что есть {known.name}.")
    answer = {"by": by.initials_first, "on": timezone.localdate().isoformat()}
    absent = organization.absent_bodies | {body: answer}
    return change_facts(**who, reason=f"Нет: {known.name}", absent_bodies=absent)
