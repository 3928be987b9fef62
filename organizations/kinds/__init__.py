"""The kinds of organization and their words, read from the TOML files of this folder.

A further kind is one further file ``<code>.toml``. What all kinds share (vocabulary of features,
what each kind of chat is) stands in ``_shared.toml``. Nothing here needs Django.
"""

import tomllib
from functools import cache
from pathlib import Path

from organizations.kinds.kind import TITLE_NAMES, Body, ChatKind, Kind, UnitKind
from organizations.kinds.words import KindError, read_word, read_words

__all__ = ["Body", "ChatKind", "Kind", "KindError", "UnitKind", "all", "choices", "get", "load"]

DIRECTORY = Path(__file__).parent
SHARED = "_shared.toml"
ROLES = ("administrator", "head", "deputy", "teacher", "educator", "staff", "learner", "parent")
# Holders of a role, who leads the unit, who teaches the subject in the unit.
CREATORS = (*ROLES[:6], "leader", "subject_teacher")
SCOPES = ("organization", "unit", "unit_subject")
AUDIENCES = (
    *("everybody", "staff", "teaching_staff", "head", "deputies", "administrators"),
    *("parent_activists", "learner_activists", "unit_learners", "unit_parents"),
    *("unit_leaders", "unit_teachers", "subject_teachers"),
)


def all(directory=DIRECTORY):  # noqa: A001 — read as kinds.all()
    """Every kind, in their order."""
    return list(load(directory).values())


def get(code, directory=DIRECTORY):
    """The kind with this code; an unknown one is a KeyError."""
    return load(directory)[code]


def choices():
    """For ``CharField(choices=kinds.choices)``."""
    return [(kind.code, kind.label) for kind in all()]


@cache
def load(directory=DIRECTORY):
    """Every kind of the folder by code, in their order; KindError names a faulty file and key."""
    shared = tomllib.loads((directory / SHARED).read_text("utf-8"))
    files = [path for path in directory.glob("*.toml") if path.name != SHARED]
    kinds = sorted((_read(path, shared) for path in files), key=lambda kind: kind.order)
    return {kind.code: kind for kind in kinds}


def _read(path, shared):
    data = tomllib.loads(path.read_text("utf-8"))
    for key in ("label", "order", "features", "words", "units", "bodies", "chats"):
        if key not in data:
            raise KindError(path, key, "is missing")
    _known(path, "features", data["features"], shared["features"])
    _known(path, "chats", data["chats"], shared["chats"])
    words = read_words(path, shared["words"] | data["words"], shared["required_words"])
    roles = shared["roles"] | data.get("roles", {})
    units = data["units"] | shared["units"]
    return Kind(
        code=path.stem,
        label=data["label"],
        order=data["order"],
        features=frozenset(data["features"]),
        words=words,
        roles={role: words.format(roles[role]) for role in ROLES},
        creators={code: words.format(shared["creators"][code]) for code in CREATORS},
        units={code: UnitKind(code, **labels) for code, labels in units.items()},
        bodies={code: _body(path, code, data, shared) for code in data["bodies"]},
        chats={
            code: _chat(path, code, row | data["chats"][code], words)
            for code, row in shared["chats"].items()
            if code in data["chats"]
        },
    )


def _body(path, code, data, shared):
    body = shared["bodies"].get(code, {}) | data["bodies"][code]
    where = f"bodies.{code}"
    _known(path, f"{where}.decides", [body.get("decides")], ("adopts", "agrees"))
    opinion = body.get("opinion", "")
    _known(path, f"{where}.opinion", [opinion], ("", "heard", "asked"))
    name = read_word(path, where, body)
    return Body(code, name, body["decides"], body.get("default", False), opinion)


def _chat(path, code, row, words):
    where = f"chats.{code}"
    vocabularies = {
        "scopes": SCOPES,
        "creators": CREATORS,
        "audience": AUDIENCES,
        "publishers": CREATORS,
    }
    lists = {key: tuple(row.get(key, ())) for key in vocabularies}
    for key, values in lists.items():
        _known(path, f"{where}.{key}", values, vocabularies[key])
    if not lists["creators"] and not row.get("automatic"):
        raise KindError(path, f"{where}.creators", "is empty, and the chat is not automatic")
    later = {name: "{" + name + "}" for name in TITLE_NAMES}
    named = ("label", "members", "members_without_learners", "title")
    texts = {key: words.format(row[key], **later) for key in named if key in row}
    return ChatKind(code, **(row | lists | texts))


def _known(path, key, values, known):
    for value in values:
        if value not in known:
            raise KindError(path, key, f"has «{value}», known are: {', '.join(known)}")
