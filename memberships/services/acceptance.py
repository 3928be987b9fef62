"""Requests accepted, one or a thousand: facts are read once, each row is planned by itself, and
all that the plans hold is written together.

One press accepts a batch of one, so that the two ways cannot say different things.
"""

import logging
import uuid

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from memberships import letters
from memberships.models import (
    FamilyLink,
    JoinRequest,
    Membership,
    RosterEntry,
    Teaching,
    UnitLeadership,
)
from memberships.page_rights import RightOverMany
from memberships.roles import Role
from memberships.services.acceptance_facts import Facts
from memberships.services.acceptance_plan import Plan, link_of_pair, moved_link
from memberships.services.holding import require_not_held
from memberships.services.matching import place_is_taken
from memberships.services.requests import lock_many, require_undecided
from memberships.services.rows import unit_for_role
from memberships.signals import join_requests_approved
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record_changes, record_many, record_matches

logger = logging.getLogger(__name__)

#: So many are decided in one transaction: others wait for its locks no longer than a moment.
BATCH = 100
#: What an approval writes to every request; ``child`` and ``deferred_until`` where they change.
DECISION = "status decided_by decided_at membership family_link made".split()
REFUSALS = (DomainError, PermissionDenied)
BUSY = "Эту заявку как раз меняет кто-то ещё. Откройте её снова."
TAKEN = (
    "Место в списке уже занял другой человек с тем же именем. Заявка теперь в «Похоже»: "
    "проверьте её и решите отдельно."
)


class PlaceTaken(DomainError):
    """The roster's entry, which the request matched, is another account's by now."""


def approve_many(*, join_requests, by):
    """Approve many, in batches; returns ``[(join_request, sentence or None)]``.

    The accepted come back as they are now, with the ``bulk`` that they have in common: by it
    `undo_many` finds them again. One refused row blocks no other; the right is asked again for
    each. Whoever would be a child's third parent is refused here: `accept_one` takes them, for that
    is looked at by eye.
    """
    # Who comes into the same chats stands together: what is asked of a chat is asked once a batch.
    waiting, answers = sorted(join_requests, key=lambda row: row.chats), {}
    bulk = uuid.uuid4()
    try:
        while waiting:
            batch, waiting = waiting[:BATCH], waiting[BATCH:]
            answers |= _accept_or_split(batch, by, bulk)
            # What concerns the people of another row of the batch is decided after that one.
            waiting += [row for row in batch if row.pk not in answers]
    finally:
        letters.tell_after_commit(pk for pk, row in answers.items() if _is_accepted(row))
    return [
        (answer, None) if _is_accepted(answer := answers[row.pk]) else (row, _sentence(answer))
        for row in join_requests
    ]


def _is_accepted(answer):
    return isinstance(answer, JoinRequest)


def _sentence(answer):
    if isinstance(answer, PermissionDenied):
        return "У вас нет права решать эту заявку."
    return str(answer)


def _accept_or_split(batch, by, bulk):
    """A row that the database refuses must not take the others with it: then each goes alone."""
    try:
        return accept(batch, by, bulk=bulk)
    except DatabaseError:
        logger.warning("A batch of %s requests is decided one by one", len(batch), exc_info=True)
        answers = {}
        for row in batch:
            try:
                answers |= accept([row], by, bulk=bulk)
            except DatabaseError:
                answers[row.pk] = DomainError(BUSY)
        return answers


@transaction.atomic
def accept(join_requests, by, *, bulk=None):
    """Decide these together; returns ``{pk: the row as it is now, or the refusal}``.

    ``bulk`` is what they are part of, where one press accepts many. A row is not among the answers
    if it concerns the same people as an earlier one: what was decided there has to be seen first.
    """
    right, allowed, answers = RightOverMany(by, "memberships.decide_joinrequest"), [], {}
    for row in join_requests:
        try:
            right.require(row)
            allowed.append(row.pk)
        except PermissionDenied as refusal:
            answers[row.pk] = refusal
    rows = lock_many(allowed)
    facts, work = Facts(rows), _Work(by, bulk)
    for row in rows:
        if facts.are_stale_for(row):
            continue
        try:
            require_undecided(row)
            plan = _plan(row, facts, in_bulk=bulk is not None)
        except REFUSALS as refusal:
            answers[row.pk] = refusal
            if isinstance(refusal, PlaceTaken):
                work.outrun.append(row)
        else:
            work.plans.append(plan)
            answers[row.pk] = row
            facts.will_change_with(plan)
    work.write()
    return answers


def accept_one(join_request, by):
    """The same for one row; returns it as it is now, or raises why not."""
    try:
        (answer,) = accept([join_request], by).values()
    except IntegrityError as error:
        raise DomainError(BUSY) from error
    if not _is_accepted(answer):
        raise answer
    letters.tell_after_commit([answer.pk])
    return answer


def _plan(row, facts, in_bulk):
    """Raises DomainError where the row cannot be accepted; leaves facts as they are then."""
    row.unit.require_not_over()
    require_not_held(row)
    if row.is_unconfirmed:
        raise DomainError("Родитель ещё не подтвердил эту заявку кодом из письма.")
    plan, entry = Plan(row), facts.entry_of(row)
    if entry is not None and entry.account_id not in (None, row.applicant_id):
        raise PlaceTaken(TAKEN)
    child_id = facts.child_of(row)
    facts.require_no_restriction(row, child_id)
    if in_bulk and child_id:
        facts.require_no_third_parent(row, child_id)
    membership = facts.parent_role_of(row)
    if membership is None:
        unit = unit_for_role(row.organization, row.role, row.unit)
        facts.require_no_open_role(row, unit)
    link = facts.link_of(row, child_id) if child_id else None
    # From here on nothing is refused.
    plan.names_child, row.child_id = row.child_id != child_id, child_id
    row.membership = membership or plan.make(
        "membership",
        Membership(
            organization=row.organization,
            user=row.applicant,
            role=row.role,
            unit=unit,
            post=row.post,
            starts_on=timezone.localdate(),
        ),
    )
    if child_id:
        row.family_link = link or plan.make(
            "family_link", link_of_pair(row, row.applicant_id, child_id)
        )
    if entry is not None:
        _claim(plan, entry, facts)
    return plan


def _claim(plan, entry, facts):
    """The applicant takes the place that the roster keeps for them.

    A learner without an account makes room for the one who has joined: families follow.
    """
    row = plan.row
    if entry.user_id not in (None, row.applicant_id):
        if entry.role != Role.LEARNER:
            return
        for membership in facts.learner_roles_of(entry):
            plan.close("replaced", membership)
        for link in facts.links_to(entry):
            plan.close("replaced_link", link)
            plan.make("family_link", moved_link(link, row))
        for link in facts.past_restrictions_of(entry):
            term = {"starts_on": link.starts_on, "ends_on": link.ends_on}
            plan.make("family_link", moved_link(link, row, **term))
            plan.made.append(("past_restriction", link))
    entry.user, entry.membership = row.applicant, row.membership
    plan.entry = entry
    for duty in facts.duties_of(entry):
        common = {
            "membership": row.membership,
            "organization": row.organization,
            "starts_on": timezone.localdate(),
        }
        if duty.unit_id:
            plan.make("leadership", UnitLeadership(unit=duty.unit, **common))
        else:
            plan.make("teaching", Teaching(unit_subject=duty.unit_subject, **common))


class _Work:
    """All plans of a batch, written with one statement for each kind of row."""

    def __init__(self, by, bulk):
        self.by, self.bulk, self.plans = by, bulk, []
        #: Rows whose place in the roster somebody else has taken: they match no longer.
        self.outrun = []

    def write(self):
        for row in self.outrun:
            place_is_taken(row)
        if self.outrun:
            record_matches(JoinRequest.objects.pending(), self.outrun, ["pile", "match_reasons"])
        if not self.plans:
            return
        for model in (Membership, FamilyLink):
            closed = self._of(model, "closed")
            record_changes(model, closed, ["ends_on"], by=self.by)
        # Roles first: duties rest on them.
        for model in (Membership, FamilyLink, UnitLeadership, Teaching):
            record_many(model, self._of(model, "new"), by=self.by)
        entries = [_because(plan, plan.entry) for plan in self.plans if plan.entry]
        record_changes(RosterEntry, entries, ["user", "membership"], by=self.by)
        self._decide()

    def _of(self, model, group):
        return [
            _because(plan, row)
            for plan in self.plans
            for row in getattr(plan, group)
            if isinstance(row, model)
        ]

    def _decide(self):
        approved, now = JoinRequest.Status.APPROVED, timezone.now()
        rows, fields = [plan.row for plan in self.plans], list(DECISION)
        fields += ["bulk"] if self.bulk else []
        fields += ["child"] if any(plan.names_child for plan in self.plans) else []
        fields += ["chat_notes"] if any(row.chats for row in rows) else []
        fields += ["deferred_until"] if any(row.deferred_until for row in rows) else []
        for plan in self.plans:
            row = plan.row
            row.status, row.decided_by, row.decided_at = approved, self.by, now
            row.made = [[name, made.pk] for name, made in plan.made]
            row.deferred_until, row.bulk = None, self.bulk
        if leading := [row for row in rows if row.chats]:
            join_requests_approved.send(JoinRequest, join_requests=leading, by=self.by)
        record_changes(JoinRequest, rows, fields, by=self.by, reason=approved.label)


def _because(plan, row):
    row._change_reason = plan.reason
    return row
