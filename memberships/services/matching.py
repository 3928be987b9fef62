"""Requests against the roster: when they come, and again when the roster changes."""

from collections import Counter
from dataclasses import replace

from memberships.matching import Claim, Entry, Roster, Rule, Verdict, reasons
from memberships.matching import match as match_one
from memberships.matching.wording import OF_MATCH
from memberships.models import FamilyLink, JoinRequest, RosterEntry
from memberships.roles import Role
from sferum_portal.lib.history import record_matches

Pile = JoinRequest.Pile


def roster_of(organization):
    """The organization's entries, ready to be compared; None where it has no roster."""
    rows = RosterEntry.objects.filter(organization=organization, missing_since=None)
    joined = _joined_parents(organization)
    # Of 15,000 rows with child and account only the plain values are kept.
    rows = rows.select_related("child", "user").iterator(chunk_size=1000)
    entries = [_entry(row, joined) for row in rows]
    return Roster(entries) if entries else None


def match_with_roster(join_request, roster=None):
    """Set pile, entry and reasons on the row; saves nothing."""
    roster = roster or roster_of(join_request.organization)
    if roster is None:
        join_request.pile, join_request.entry_id, join_request.match_reasons = "", None, []
        return
    claim = _claim(join_request)
    match = roster.match(claim)
    if join_request.named_entry_id is not None:
        _match_with_named(join_request, claim, roster, match)
        return
    join_request.pile = Pile(match.verdict.value)
    join_request.entry_id = None if match.verdict == Verdict.NONE else match.entry_pk
    join_request.match_reasons = reasons(match, unit=join_request.organization.words.unit.nom)


def _match_with_named(join_request, claim, roster, best):
    """A personal link proves which place is meant, so namesakes do not count; names still do."""
    named = join_request.named_entry
    join_request.entry_id = named.pk
    link = f"личная ссылка выдана: {named.full_name}"
    entry = roster.entry(named.pk)
    if entry is None:
        join_request.pile = Pile.NONE
        join_request.match_reasons = [link, "в списках этого человека больше нет"]
        return
    if entry.role == Role.STAFF:
        # Staff have one place, which neither side states; the link has led there.
        entry, claim = replace(entry, unit=Role.STAFF), replace(claim, unit=Role.STAFF)
    match = match_one(claim, [entry])
    words = reasons(match, unit=join_request.organization.words.unit.nom)
    if match.verdict == Verdict.NONE:
        words = ["в заявке другое имя"]
    meant = best.entry_pk is None or named.pk in (best.entry_pk, *best.rivals)
    if not meant:
        words.append("заявка больше похожа на другую запись списка")
    matched = match.verdict == Verdict.MATCHED and meant
    join_request.pile = Pile.MATCHED if matched else Pile.SIMILAR
    join_request.match_reasons = [link, *words]


def place_is_taken(join_request):
    """Set what `match_with_roster` finds since somebody has taken the place; saves nothing."""
    join_request.pile = Pile.SIMILAR
    join_request.match_reasons = [*join_request.match_reasons, OF_MATCH[Rule.TAKEN]]


def match_again(*, organization, only=None):
    """Compare all waiting requests with the roster as it is now; returns how many changed.

    With ``only`` those of these numbers. The comparison is no decision: it leaves no history of
    its own. What was decided while it ran stays as it was decided.
    """
    pending = JoinRequest.objects.pending().filter(organization=organization)
    if only is not None:
        pending = pending.filter(pk__in=only)
    if not pending.exists():
        return 0
    roster = roster_of(organization)
    changed = []
    for join_request in pending.select_related("organization", "applicant", "named_entry"):
        before = (join_request.pile, join_request.entry_id, join_request.match_reasons)
        match_with_roster(join_request, roster)
        if before != (join_request.pile, join_request.entry_id, join_request.match_reasons):
            changed.append(join_request)
    fields = ["pile", "entry", "match_reasons"]
    return record_matches(JoinRequest.objects.pending(), changed, fields)


def _joined_parents(organization):
    """``{child's user id: how many parents have joined}``"""
    links = FamilyLink.objects.current().filter(organization=organization)
    return Counter(links.values_list("child_id", flat=True))


def _entry(row, joined):
    child = row.child
    learner = child or row
    return Entry(
        pk=row.pk,
        role=row.role,
        account=row.account_id,
        surname=row.surname,
        given_name=row.given_name,
        patronymic=row.patronymic,
        unit=learner.unit_id,
        phone=row.phone,
        email=row.email,
        birth_date=row.birth_date,
        post=row.post,
        child_surname=child.surname if child else "",
        child_given_name=child.given_name if child else "",
        child_patronymic=child.patronymic if child else "",
        child_unit=child.unit_id if child else None,
        joined=joined[learner.user_id] if learner.user_id else 0,
    )


def _claim(join_request):
    applicant = join_request.applicant
    unit = None if join_request.role not in (Role.LEARNER, Role.PARENT) else join_request.unit_id
    return Claim(
        role=join_request.role,
        account=applicant.pk,
        surname=applicant.surname,
        given_name=applicant.given_name,
        patronymic=applicant.patronymic,
        unit=unit,
        phone=applicant.phone or "",
        email=applicant.email or "",
        post=join_request.post,
        child_surname=join_request.child_surname,
        child_given_name=join_request.child_given_name,
        child_unit=unit if join_request.role == Role.PARENT else None,
    )
