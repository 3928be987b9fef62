"""What is compared and what comes out of it."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

LEARNER, PARENT, STAFF = "learner", "parent", "staff"


def role_group(role):
    """Whatever is neither learner nor parent works for the organization."""
    return role if role in (LEARNER, PARENT) else STAFF


class Verdict(StrEnum):
    MATCHED = "matched"
    SIMILAR = "similar"
    NONE = "none"

    @property
    def label(self):
        return {"matched": "совпало", "similar": "похоже", "none": "не найдено"}[self.value]


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What a request states. Texts are as they were typed; ``unit`` is compared by equality.

    A parent's unit is the child's: ``child_unit``, or ``unit`` where that is all there is.
    ``account`` is whose account the applicant has, of an entry whose account has taken the place.
    """

    role: str
    account: Hashable | None = None
    surname: str = ""
    given_name: str = ""
    patronymic: str = ""
    unit: Hashable | None = None
    phone: str = ""
    email: str = ""
    birth_date: date | None = None
    post: str = ""
    child_surname: str = ""
    child_given_name: str = ""
    child_patronymic: str = ""
    child_unit: Hashable | None = None


@dataclass(frozen=True, kw_only=True)
class Entry(Claim):
    """One expected person; of a parent one entry for each child.

    ``joined`` is how many parents of this child (of the learner, or of the parent's child) are on
    the portal already.
    """

    pk: Hashable
    joined: int = 0

    def is_taken_from(self, claim):
        """Whether somebody with another account than the applicant's is in this place already."""
        return self.account not in (None, claim.account)


class Field(NamedTuple):
    """A compared field with both values, as they were typed."""

    code: str
    stated: object
    expected: object
    rule: str | None = None


@dataclass(frozen=True)
class Match:
    """The best entry for a claim and why it is no better and no worse.

    ``differ`` holds what is different and what is in doubt; ``lack`` what one side does not say.
    ``rivals`` are the other entries that fit as well. ``rules`` are the codes of `Rule` that
    applied: with ``other_parent`` the entry is that of another parent of the same child, with
    ``other_child`` that of the same parent for another child.
    """

    verdict: Verdict
    entry_pk: Hashable | None = None
    agree: tuple[Field, ...] = ()
    differ: tuple[Field, ...] = ()
    lack: tuple[Field, ...] = ()
    rivals: tuple[Hashable, ...] = ()
    rules: tuple[str, ...] = ()
