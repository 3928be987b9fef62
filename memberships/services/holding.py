"""Undecided requests kept back while the way by which they came is looked into."""

from django.db import transaction
from django.utils import timezone

from memberships.models import JoinRequest
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

FIELDS = ["held_at", "held_reason"]


@transaction.atomic
def hold_requests(*, join_requests, by, reason):
    """Keep the undecided ones among these (a queryset) back; returns how many that were.

    Until `release_requests` they stand in no queue and nobody can accept them; they can be
    refused, and their applicants can withdraw them.
    """
    if not reason.strip():
        raise DomainError("Укажите, почему заявки удержаны.")
    rows = _locked(join_requests)
    _require(rows, by)
    return _hold(rows, by, reason.strip())


def hold_again(join_requests, *, by, reason):
    """A part of verbs, which asks no right: what is undecided again may be held as before."""
    return _hold(_locked(join_requests), by, reason)


def _hold(rows, by, reason):
    held = [row for row in rows if row.is_pending and row.held_at is None]
    for row in held:
        row.held_at, row.held_reason = timezone.now(), reason
        record(row, by=by, reason=f"Удержана: {reason}", fields=FIELDS)
    return len(held)


@transaction.atomic
def release_requests(*, join_requests, by, reason):
    """Give those of these that are held (a queryset) back to the queue; returns how many.

    Also refused ones: if their decision is taken back, they wait like any other.
    """
    rows = _locked(join_requests)
    _require(rows, by)
    held = [row for row in rows if row.held_at is not None]
    for row in held:
        row.held_at, row.held_reason = None, ""
        record(row, by=by, reason=reason, fields=FIELDS)
    return sum(row.is_pending for row in held)


def require_not_held(join_request):
    if join_request.is_held:
        raise DomainError(
            f"Заявка удержана: {join_request.held_reason}. Принять её можно, когда карантин снимут."
        )


def _locked(join_requests):
    pks = list(join_requests.values_list("pk", flat=True))
    rows = JoinRequest.objects.select_for_update(of=("self",)).select_related("organization")
    return list(rows.filter(pk__in=pks).order_by("pk"))


def _require(rows, by):
    """The right hangs on the unit, so it is asked once for each."""
    for row in {(row.organization_id, row.unit_id): row for row in rows}.values():
        require(by, "memberships.hold_joinrequest", row)
