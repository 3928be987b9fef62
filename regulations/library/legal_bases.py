"""The acts on which regulations rest, as ``legal_bases.toml`` has them."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class LegalBasis:
    key: str
    kind: str
    issuer: str  # in the genitive; empty for a federal law
    date: date
    number: str
    title: str
    edition: str
    status: str  # "in_force" | "repealed" | "replaced"
    checked_on: date
    kinds: tuple[str, ...] | str  # codes of kinds of organization, or "all"
    replaced_by: str = ""  # the key of another act


@cache
def legal_bases():
    """All acts by key, those no longer in force too."""
    acts = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {key: LegalBasis(key, **act) for key, act in acts.items()}


def listed_for(kind_code):
    """The acts in force that a new regulation of this kind of organization lists."""
    return [
        act
        for act in legal_bases().values()
        if act.status == "in_force" and (act.kinds == "all" or kind_code in act.kinds)
    ]


def line(act):
    """«приказ Минцифры России от 15.07.2022 № 542/1 «О мероприятиях …»»; any act-like object."""
    issued = f"{act.kind} {act.issuer}".strip()
    edition = f" ({act.edition})" if act.edition else ""
    return f"{issued} от {act.date:%d.%m.%Y} № {act.number} «{act.title}»{edition}"
