"""The rules that need more than one field: who may be compared with whom, and what it says."""

from memberships.matching.contacts import compare_emails, compare_phones, compare_values
from memberships.matching.names import compare_names
from memberships.matching.pairs import Pair
from memberships.matching.records import LEARNER, PARENT
from memberships.matching.rules import DIFFERS, LACKS, SAME, Rule
from memberships.matching.spelling import words

MOST_PARENTS = 2


def compare(claim, entry):
    """The `Pair` of a claim and an entry, or None if the claim cannot mean the entry."""
    if claim.group == PARENT and entry.group == PARENT:
        return _compare_parents(claim, entry)
    if claim.group == PARENT and entry.group == LEARNER:
        return _compare_child_alone(claim, entry)
    # Father and son, teacher and pupil of one name are never each other.
    return _compare_persons(claim, entry) if claim.group == entry.group else None


# --- Learners and staff ---------------------------------------------------------------------------


def _compare_persons(claim, entry):
    own = compare_names(claim.names, entry.name)
    if not own.fits and not claim.shares_contact_with(entry) and not own.given.lacks:
        return None
    pair = Pair(claim, entry, own=own)
    _note_differing_words(pair, own)
    _note_others(pair)
    if own.fits:
        _note_taken(pair)
        return None if pair.is_far else pair
    return pair if _is_near_without_name(pair, own) else None


def _note_differing_words(pair, own):
    if own.surname.differs:
        pair.rules.add(Rule.SURNAME_DIFFERS)
    if own.given.differs:
        pair.rules.add(Rule.GIVEN_NAME_DIFFERS)
    if own.surname.lacks or own.given.lacks:
        pair.rules.add(Rule.NAME_UNKNOWN)


def _is_near_without_name(pair, own):
    """One word of the name agrees, and so does a contact: a new surname, a sister's telephone."""
    if pair.has_contact:
        return own.surname.fits or own.given.fits
    return own.surname.fits and own.given.lacks and pair.outcome("unit") == SAME


# --- Parents --------------------------------------------------------------------------------------


def _compare_parents(claim, entry):
    own = compare_names(claim.names, entry.name)
    child = compare_names(claim.child_names, entry.child_name)
    known_contact = own.given.fits and claim.shares_contact_with(entry)
    if not own.fits and not child.fits and not known_contact:
        return None
    pair = Pair(claim, entry, own=own, child=child)
    _note_others(pair)
    _note_family(pair, own, child)
    return pair if _is_near_as_parent(pair, own, child) else None


def _note_family(pair, own, child):
    in_unit = pair.outcome("unit") == SAME
    if child.is_sure and in_unit:
        pair.rules.add(Rule.SAME_CHILD)
    elif child.fits and own.is_full and in_unit:
        # The other way round: the parent's three words answer for a child named shortly.
        pair.rules.add(Rule.SAME_PARENT)
    if child.differs:
        pair.rules.add(Rule.OTHER_CHILD)
    elif child.lacks:
        pair.rules.add(Rule.CHILD_UNKNOWN)
    elif not child.fits:
        pair.rules.add(Rule.NAME_UNKNOWN)
    if own.lacks:
        pair.rules.add(Rule.PARENT_UNKNOWN)
    elif own.given.differs:
        pair.rules.add(Rule.OTHER_PARENT)
    else:
        _note_differing_words(pair, own)
    if own.fits:
        _note_taken(pair)
    _note_joined(pair)


def _note_taken(pair):
    if pair.entry.record.is_taken_from(pair.claim.record):
        pair.rules.add(Rule.TAKEN)


def _note_joined(pair):
    if pair.entry.record.joined >= MOST_PARENTS:
        pair.rules.add(Rule.THIRD_PARENT)


def _is_near_as_parent(pair, own, child):
    if child.differs:
        return own.is_full or (own.fits and pair.has_contact)
    if own.fits:
        return not pair.is_far
    if own.given.fits and pair.has_contact:
        return True
    return child.fits and (Rule.SAME_CHILD in pair.rules or pair.has_contact)


def _compare_child_alone(claim, entry):
    """The parents are unknown: the child agrees or it does not, more cannot be said."""
    child = compare_names(claim.child_names, entry.name)
    if not child.fits:
        return None
    pair = Pair(claim, entry, own=None, child=child)
    # A pupil may ask as the own parent: not even the pupil's telephone makes a match.
    pair.rules.add(Rule.PARENT_UNKNOWN)
    _note_unit(pair)
    _note_joined(pair)
    return None if pair.is_far else pair


# --- The other fields -----------------------------------------------------------------------------


def _note_others(pair):
    claim, entry = pair.claim, pair.entry
    stated, expected = claim.record, entry.record
    _note_unit(pair)
    pair.note(
        "phone",
        compare_phones(claim.phones, entry.phones),
        stated.phone,
        expected.phone,
        support=Rule.SAME_PHONE,
    )
    pair.note(
        "email",
        compare_emails(claim.emails, entry.emails),
        stated.email,
        expected.email,
        support=Rule.SAME_EMAIL,
    )
    pair.note(
        "birth_date",
        compare_values(stated.birth_date, expected.birth_date),
        stated.birth_date,
        expected.birth_date,
        support=Rule.SAME_BIRTH_DATE,
        bar=Rule.BIRTH_DATE_DIFFERS,
    )
    pair.note("post", _compare_posts(stated.post, expected.post), stated.post, expected.post)


def _note_unit(pair):
    claimed, expected = pair.claim.unit, pair.entry.unit
    outcome = compare_values(claimed, expected)
    pair.note("unit", outcome, claimed, expected, bar=Rule.UNIT_DIFFERS)
    if outcome.lacks:
        pair.rules.add(Rule.UNIT_UNKNOWN)


def _compare_posts(first, second):
    """Shown only: people name one post in too many ways for it to decide anything."""
    one, other = ({word.norm for word in words(post)} for post in (first, second))
    if not one or not other:
        return LACKS
    return SAME if one <= other or other <= one else DIFFERS
