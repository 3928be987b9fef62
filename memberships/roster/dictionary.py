"""The words of `synonyms.toml`, in the form in which titles and cells are compared."""

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

from memberships.roster.values.letters import clean, cyrillic_words

_MARKS = re.compile("[*†‡№¹²³⁰⁴-⁹_]")
_PARTS = re.compile(r"[\W_]+")
_LONE_LETTERS = re.compile(r"\b([^\W\d])((?: [^\W\d]\b)+)")


def key_of(text):
    """«Ф.И.О.», «ф и о» and «ФИО*» have one key, so have «Тел. (моб.)» and «тел моб»."""
    text = _MARKS.sub(" ", cyrillic_words(clean(text)).casefold().replace("ё", "е"))
    words = _PARTS.sub(" ", text).strip()
    return _LONE_LETTERS.sub(lambda run: run[1] + run[2].replace(" ", ""), words)


class Owner(NamedTuple):
    code: str
    label: str
    relation: str


class Kind(NamedTuple):
    """A kind of list; ``labels`` has its fields, in the order in which they are offered."""

    code: str
    labels: dict


class Words(NamedTuple):
    """What stands in cells, each list in the form that its reader compares."""

    blank: frozenset
    yes: frozenset
    not_names: frozenset
    leads: frozenset


_FILE = Path(__file__).with_name("synonyms.toml")
_DATA = tomllib.loads(_FILE.read_text("utf-8"))


def _keys(texts):
    return frozenset(map(key_of, texts))


IGNORED = _keys(_DATA["ignored"])
REASON = _DATA["reason"]
NOISE = _keys(_DATA["noise"])
ORDINALS = {word: place for place, words in _DATA["ordinals"].items() for word in words}
#: ``{key of a title: code of the attribute}``
ATTRIBUTES = {
    key_of(title): code for code, entry in _DATA["attributes"].items() for title in entry["titles"]
}
ATTRIBUTE_LABELS = {code: entry["label"] for code, entry in _DATA["attributes"].items()}
#: In the order of the file: the most telling owner first.
OWNERS = {
    code: Owner(code, entry["label"], entry.get("relation", ""))
    for code, entry in _DATA["owners"].items()
}
#: ``(words of the phrase, code of the owner)``, the longest phrase first.
OWNER_PHRASES = sorted(
    {
        (tuple(key_of(title).split()), code)
        for code, entry in _DATA["owners"].items()
        for title in entry["titles"]
    },
    key=lambda found: (-len(found[0]), found),
)
PRIVATE_BEGINNINGS = tuple(_DATA["private"]["beginnings"])
PRIVATE_WORDS = frozenset(_DATA["private"]["words"])
WORDS = Words(
    blank=frozenset(text.casefold() for text in _DATA["words"]["blank"]),
    yes=frozenset(text.casefold() for text in _DATA["words"]["yes"]),
    not_names=_keys(_DATA["words"]["not_names"]),
    leads=_keys(_DATA["words"]["leads"]),
)
#: ``{key of a word: the relation}``
RELATIONS = {
    key_of(word): relation for relation, words in _DATA["relations"].items() for word in words
}
#: A title with any other word is known to be none of ours.
VOCABULARY = frozenset(
    word
    for phrase in [
        *ATTRIBUTES,
        *NOISE,
        *ORDINALS,
        *(" ".join(words) for words, _ in OWNER_PHRASES),
    ]
    for word in phrase.split()
)

#: Slots for parents, in the order in which a row's parents stand.
PARENTS = ("mother", "father", "guardian", "parent1", "parent2")
_PARENT_LABELS = {"parent1": "родитель 1", "parent2": "родитель 2"}


def _labels(entry):
    labels = {code: ATTRIBUTE_LABELS.get(code, "") for code in entry["fields"]}
    if "leader_full_name" in labels:
        labels["leader_full_name"] = OWNERS["leader"].label
    for parent in PARENTS:
        whose = _PARENT_LABELS.get(parent) or OWNERS[parent].label
        for code in entry.get("parent", ()):
            if code == "relation" and parent in OWNERS:
                # «Мать» says it.
                continue
            labels[f"{parent}_{code}"] = f"{whose}: {ATTRIBUTE_LABELS[code]}"
    for code in entry.get("parents", ()):
        labels[f"parents_{code}"] = f"родители в одной ячейке: {ATTRIBUTE_LABELS[code]}"
    return labels


KINDS = {code: Kind(code, _labels(entry)) for code, entry in _DATA["kinds"].items()}
