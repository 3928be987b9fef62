"""«Положение» or «Порядок»: the word in its cases, and what agrees with it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from organizations.kinds.words import Word, read_word

DATA = Path(__file__).with_suffix(".toml")
DEFAULT = "regulation"


@dataclass(frozen=True, eq=False)
class Act:
    code: str
    label: str
    adopted: str  # the marks of bodies: «ПРИНЯТО», «ПРИНЯТ»
    agreed: str
    words: Mapping[str, Word | str]

    def mark(self, decides):
        """The word above the name of a body that ``adopts`` or ``agrees``."""
        return self.adopted if decides == "adopts" else self.agreed


@cache
def acts():
    """All acts by code."""
    entries = tomllib.loads(DATA.read_text("utf-8"))
    return {code: _act(code, **entry) for code, entry in entries.items()}


def act(code):
    return acts()[code or DEFAULT]


def _act(code, *, words, phrases, **more):
    declined = {
        key: read_word(DATA, f"{code}.words.{key}", {"singular": forms})
        for key, forms in words.items()
    }
    return Act(code, words=declined | phrases, **more)
