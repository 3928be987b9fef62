"""What a column's title says: whose attribute it is, and which."""

import itertools
import re
from typing import NamedTuple

from memberships.roster.dictionary import (
    ATTRIBUTES,
    IGNORED,
    NOISE,
    ORDINALS,
    OWNER_PHRASES,
    OWNERS,
    REASON,
    VOCABULARY,
    key_of,
)

# The same title once more in a file gets a number: «Телефон (2)».
_NUMBER = re.compile(r" \(\d+\)$")
_BRACKETS = re.compile(r"\([^()]*\)")
_LONGEST = 160
_REASON = key_of(REASON)
_ORDER = list(OWNERS)


class Meaning(NamedTuple):
    """``owner`` is a code of `synonyms.toml`, for a numbered parent «parent1», or ""."""

    owner: str
    attribute: str


def meaning_of(title):
    """The :class:`Meaning` of a title, or None."""
    title = _NUMBER.sub("", title)
    if not title or len(title) > _LONGEST:
        return None
    for spelling in (title, _BRACKETS.sub(" ", title)):
        words = key_of(spelling).split()
        if not set(words) <= VOCABULARY:
            continue
        telling = [word for word in words if word not in NOISE]
        found = _meaning(words) or (_meaning(telling) if telling != words else None)
        if found:
            return found
    return None


def is_ignored(title):
    """«№ п/п»: neither a field nor unknown."""
    return bool(title) and (key_of(title) in IGNORED or not key_of(title))


def is_reason(title):
    """Our own column in a file of rejected rows."""
    return key_of(title) == _REASON


def numbered(titles):
    """Titles that differ: the second «Телефон» is «Телефон (2)»."""
    given, result = set(titles), []
    for title in titles:
        name = title
        if title in result:
            name = next(
                name
                for place in itertools.count(2)
                if (name := f"{title} ({place})") not in given and name not in result
            )
        result.append(name if title else "")
    return result


def _meaning(words):
    if attribute := ATTRIBUTES.get(" ".join(words)):
        return Meaning("", attribute)
    owners = []
    for phrase, owner in OWNER_PHRASES:
        if (shorter := _without(words, phrase)) is not None:
            words = shorter
            owners.append(owner)
    if not owners:
        return None
    ordinals = [ORDINALS[word] for word in words if word in ORDINALS]
    words = [word for word in words if word not in ORDINALS]
    attribute = ATTRIBUTES.get(" ".join(words)) if words else "full_name"
    if attribute is None:
        return None
    owner = "parents" if {"mother", "father"} <= set(owners) else min(owners, key=_ORDER.index)
    if owner in ("parent", "parents") and ordinals:
        owner = f"parent{ordinals[0]}"
    return Meaning(owner, attribute)


def _without(words, phrase):
    size = len(phrase)
    for start in range(len(words) - size + 1):
        if tuple(words[start : start + size]) == phrase:
            return words[:start] + words[start + size :]
    return None
