"""Decisions that one press made together are taken back together, each as `undoing` does."""

import logging

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from memberships.models import JoinRequest, RosterEntry
from memberships.page_rights import RightOverMany
from memberships.services.undoing import take_back
from sferum_portal.lib import background
from sferum_portal.lib.errors import DomainError

logger = logging.getLogger(__name__)

#: So many are taken back in one transaction: others wait for its locks no longer than a moment.
BATCH = 50
#: So many are worth waiting for on a page: about three seconds. More go on beside it.
AT_ONCE = 200


def undo_bulk(*, join_requests, by):
    """All that one press accepted; returns what `undo_many` does, and how many go on beside."""
    # The latest are taken back now: nothing that goes on later rests on them.
    rows = sorted(join_requests, key=lambda row: row.pk)
    now, later = rows[-AT_ONCE:], [row.pk for row in rows[:-AT_ONCE]]
    results = undo_many(join_requests=now, by=by)
    if later:
        background.start("memberships.tasks.undo_requests", later, by.pk)
    return results, len(later)


def undo_many(*, join_requests, by):
    """Take many decisions back; returns ``[(join_request, sentence or None)]``.

    One refused row blocks no other; the right is asked again for each. The latest goes first, and
    what is refused is tried once more: another row may have rested on it. Letters and the
    comparison with the roster follow beside the page.
    """
    answers, told = {}, []
    waiting = sorted(join_requests, key=lambda row: -row.pk)
    try:
        for _ in range(2):
            for start in range(0, len(waiting), BATCH):
                answers |= _take_back_batch(waiting[start : start + BATCH], by, told)
            waiting = [row for row in waiting if answers[row.pk]]
    finally:
        undone = [pk for pk, sentence in answers.items() if sentence is None]
        if undone:
            background.start("memberships.tasks.match_requests", undone)
        if told:
            background.start("memberships.letters.tell_of_undoings", told)
    return [(row, answers[row.pk]) for row in join_requests]


@transaction.atomic
def _take_back_batch(join_requests, by, told):
    _lock(join_requests)
    right = RightOverMany(by, "memberships.decide_joinrequest")
    return {row.pk: _refusal(row, by, right, told) for row in join_requests}


def _lock(join_requests):
    """All that the batch will lock, in the order in which whoever accepts many locks it."""
    places = {(row.organization_id, row.applicant_id) for row in join_requests}
    rows = JoinRequest.objects.filter(
        organization__in={organization for organization, _ in places},
        applicant__in={applicant for _, applicant in places},
    )
    entries = RosterEntry.objects.filter(pk__in={row.entry_id for row in join_requests} - {None})
    for wanted in (rows, entries):
        list(wanted.order_by("pk").select_for_update().values_list("pk"))


def _refusal(join_request, by, right, told):
    try:
        with transaction.atomic():
            right.require(join_request)
            _, was_told = take_back(join_request, by, matched=False)
    except PermissionDenied:
        return "У вас нет права решать эту заявку."
    except DomainError as refusal:
        return str(refusal)
    except DatabaseError:
        logger.warning("The decision on request %s stays", join_request.pk, exc_info=True)
        return "Эту заявку как раз меняет кто-то ещё. Откройте её снова."
    if was_told:
        told.append(join_request.pk)
    return None
