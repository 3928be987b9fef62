"""Several people in one cell: «Мать: Иванова Анна Петровна 8 913…, отец: Иванов Пётр Ильич»."""

import re
from dataclasses import dataclass, field

from memberships.roster.dictionary import RELATIONS, key_of
from memberships.roster.values.contacts import apart_from_contacts, read_email, read_phones
from memberships.roster.values.letters import clean, cyrillic_words
from memberships.roster.values.names import NAMELESS, Name, read_name

_RELATION = re.compile(
    r"(?<!\w)(?:{})(?!\w)\.?".format(
        "|".join(
            re.escape(word).replace("е", "[её]").replace(r"\ ", r"\s+")
            for word in sorted(RELATIONS, key=len, reverse=True)
            if len(word) > 2
        )
    ),
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"[\n;,/|:()]|\s[–—-]\s|\sи\s|(?<=\w\w)\.\s")
_PHONE_WORD = re.compile(
    r"(?<!\w)(?:тел|моб|сот|раб|дом|телефон|мобильный|сотовый|контактный)(?!\w)\.?:?", re.IGNORECASE
)
# Most cells hold a single name and nothing else.
_NAME_ALONE = re.compile(r"[А-Яа-яЁё-]+(?: [А-Яа-яЁё-]{2,}){1,3}")
_PATRONYMIC = re.compile(r".{2,}(?:вич|ич|вна|ична)", re.IGNORECASE)


@dataclass
class Found:
    """One person of a cell, as far as the cell tells."""

    name: Name = NAMELESS
    relation: str = ""
    phones: list[str] = field(default_factory=list)
    email: str | None = None


def read_people(text):
    """The people of a cell in their order; a phone or a relation belongs to whom it stands with."""
    if _NAME_ALONE.fullmatch(text) and not _RELATION.search(text):
        return [Found(name) for name in _names(text)]
    people, relation = [], ""
    for piece in _pieces(_PHONE_WORD.sub(" ", cyrillic_words(clean(text)))):
        if found := relation_in(piece):
            # «мать: Анна» or «Анна (мать)»: it waits for a name, unless the last one lacks it.
            if people and not people[-1].relation and not relation and not _opens(text):
                people[-1].relation = found
            else:
                relation = found
        elif phones := read_phones(piece):
            if people:
                people[-1].phones += phones
        elif email := read_email(piece):
            if people and not people[-1].email:
                people[-1].email = email
        else:
            for name in _names(piece):
                people.append(Found(name, relation))
                relation = ""
    return people


def relation_in(text):
    """The relation that a whole text names, in its usual word; "" where it names none."""
    return RELATIONS.get(key_of(text), "")


def _opens(text):
    """Whether the cell names relations before the people."""
    found = _RELATION.search(clean(text))
    return bool(found) and not re.search(r"\w", clean(text)[: found.start()])


def _pieces(text):
    """Names, relations, phones and addresses, each apart, in the order of the text."""
    marked = _RELATION.sub(lambda found: f"\n{found[0]}\n", text)
    for piece, is_contact in apart_from_contacts(marked):
        yield from [piece] if is_contact else filter(str.strip, _SEPARATORS.split(piece))


def _names(piece):
    """The name in a piece, or several that follow without a sign between them."""
    words = piece.split()
    for place, word in enumerate(words[:-2], start=1):
        if place >= 3 and _PATRONYMIC.fullmatch(word):
            return [*_names(" ".join(words[:place])), *_names(" ".join(words[place:]))]
    name = read_name(piece)
    return [name] if name.given_name else []
