"""What both deciding pages, the admin's and the leaders', say of a press on many requests."""

from dataclasses import dataclass, field

from django.db.models import Count, Max, Min
from django.utils import timezone

from memberships.models import JoinRequest
from memberships.states import UNDO_TERM

Status = JoinRequest.Status


@dataclass
class Chosen:
    """The requests of a page that was shown a while ago, as they are now."""

    to_decide: list = field(default_factory=list)
    #: ``[(row, sentence)]``: those that would be accepted against what was decided meanwhile.
    refused: list = field(default_factory=list)
    #: How many of the numbers are no business of this person (any more).
    missing: int = 0


def still_matched(rows, numbers):
    """Sort the requests of these numbers; ``rows``: all that the person may decide, in any state.

    Whatever is decided or held meanwhile goes to the service, which says so.
    """
    chosen = Chosen()
    for row in rows.filter(pk__in=numbers).order_by("created_at", "pk"):
        if sentence := _changed(row):
            chosen.refused.append((row, sentence))
        else:
            chosen.to_decide.append(row)
    chosen.missing = len(set(numbers)) - len(chosen.to_decide) - len(chosen.refused)
    return chosen


def _changed(row):
    """What takes a waiting request out of those that are accepted together."""
    if not row.is_pending:
        return ""
    until = row.deferred_until
    if until is not None and until > timezone.localdate():
        return f"Отложена до {until:%d.%m.%Y}: решите её отдельно."
    if row.pile != JoinRequest.Pile.MATCHED:
        return "Больше не совпадает со списком: решите её отдельно."
    if row.without_link:
        return f"{row.without_link}: решите её отдельно."
    return ""


def _accepted_together(rows):
    since = timezone.now() - UNDO_TERM
    return rows.filter(bulk__isnull=False, status=Status.APPROVED, decided_at__gte=since)


def of_one_press(rows, join_request):
    """Those of ``rows`` that were accepted by the same press and can be taken back today."""
    return _accepted_together(rows).filter(bulk=join_request.bulk).order_by("created_at", "pk")


def presses_of(rows, user):
    """What the person accepted together today, the latest first (``one``: a request of it)."""
    mine = _accepted_together(rows).filter(decided_by=user).order_by().values("bulk")
    found = mine.annotate(one=Min("pk"), number=Count("pk"), at=Max("decided_at"))
    return list(found.filter(number__gt=1).order_by("-at")[:5])
