"""What applicants do by themselves: apply without a link, and ask again after a refusal."""

from collections import Counter

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from memberships.models import JoinRequest
from memberships.roles import APPOINTED, Role, roles_by_link
from memberships.services.requests import request_to_join
from memberships.signals import request_waits_again
from organizations.models import Organization
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

#: So often one person asks for one role in one unit; then only people can sort it out.
MOST_TRIES = 3
NOT_AGAIN = "Подать сюда заявку снова нельзя. Обратитесь в организацию лично."
Status = JoinRequest.Status


def roles_to_apply_for(unit):
    """The roles that nobody needs a link for; administration is appointed, never applied for."""
    roles = [role for role in roles_by_link(unit) if role not in APPOINTED]
    # Parents first: most who come by themselves are.
    return sorted(roles, key=lambda role: role == Role.LEARNER)


def tries_of(applicant):
    """``{(role, unit id): how many requests that were not accepted}``, all by one query."""
    rows = JoinRequest.objects.filter(applicant=applicant).exclude(status=Status.APPROVED)
    return Counter(rows.values_list("role", "unit_id"))


def why_not_again(join_request, tries):
    """Why the request cannot be made again, as a sentence; empty where it can.

    ``tries`` is the applicant's `tries_of`. For lists: select ``successor`` and the school year.
    """
    if join_request.status not in (Status.REJECTED, Status.WITHDRAWN):
        return "Снова подают только отклонённую или отозванную заявку."
    if join_request.is_silent:
        return NOT_AGAIN
    if getattr(join_request, "successor", None) is not None:
        return "Вы уже подали эту заявку снова."
    if join_request.unit.is_over:
        return f"{join_request.unit.over_text} Подать сюда заявку уже нельзя."
    if tries[join_request.role, join_request.unit_id] >= MOST_TRIES:
        return f"Заявки сюда вы подавали уже {MOST_TRIES} раза. Обратитесь в организацию лично."
    return ""


@transaction.atomic
def ask_again(*, join_request, by, post="", child_surname="", child_given_name="", parent_email=""):
    """The same request once more, with better words; returns the new one with its ``code``.

    What a personal link has proved of the former one, whose place it is and which child, holds;
    and it is held if the former one is, or would be if it still waited.
    Raises DomainError where `why_not_again` says so, and as `request_to_join` does.
    """
    if join_request.applicant_id != by.pk:
        raise PermissionDenied("Подать снова можно только собственную заявку.")
    rows = JoinRequest.objects.select_related("organization", "unit__school_year", "invited_by")
    # Two presses make one request: the second sees the successor.
    former = rows.select_for_update(of=("self",)).get(pk=join_request.pk)
    if refusal := why_not_again(former, tries_of(by)):
        raise DomainError(refusal)
    join_request = request_to_join(
        organization=former.organization,
        applicant=by,
        role=Role(former.role),
        unit=former.unit,
        invited_by=former.invited_by,
        post=post,
        child_surname=child_surname,
        child_given_name=child_given_name,
        parent_email=parent_email,
        child=former.child if former.child_is_given else None,
        chats=former.chats,
        previous=former,
        named_entry=former.named_entry,
    )
    request_waits_again.send(JoinRequest, join_request=join_request, by=by)
    return join_request


@transaction.atomic
def apply_without_link(
    *,
    organization,
    by,
    role,
    unit,
    post="",
    child_surname="",
    child_given_name="",
    parent_email="",
):
    """«Я из этой организации»: nobody vouches for the person, and the queue says so.

    Raises DomainError where the organization takes no such requests, for roles that are not
    applied for, after three tries or a silent refusal, and as `request_to_join` does.
    """
    if not Organization.objects.taking_applications().filter(pk=organization.pk).exists():
        raise DomainError("Эта организация принимает только по ссылкам. Попросите ссылку у неё.")
    if role not in roles_to_apply_for(unit):
        raise DomainError("В такой роли сюда заявку не подают.")
    place = {"applicant": by, "role": role, "unit": unit}
    if JoinRequest.objects.filter(**place, is_silent=True).exists():
        raise DomainError(NOT_AGAIN)
    if tries_of(by)[role, unit.pk] >= MOST_TRIES:
        raise DomainError(NOT_AGAIN)
    return request_to_join(
        organization=organization,
        applicant=by,
        role=role,
        unit=unit,
        post=post,
        child_surname=child_surname,
        child_given_name=child_given_name,
        parent_email=parent_email,
    )


@transaction.atomic
def look_at_request(*, join_request, by):
    """Somebody who decides has opened it: from now on it is «проверяется»; the first one counts."""
    require(by, "memberships.decide_joinrequest", join_request)
    join_request = JoinRequest.objects.select_for_update().get(pk=join_request.pk)
    if not join_request.is_pending or join_request.seen_at is not None:
        return join_request
    join_request.seen_by, join_request.seen_at = by, timezone.now()
    return record(join_request, by=by, reason="Проверяется", fields=["seen_by", "seen_at"])
