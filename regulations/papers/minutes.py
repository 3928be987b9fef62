"""What was typed about a meeting, as its extract says it: who was there, how they voted."""

import re

from regulations.papers.words import BLANK
from sferum_portal.lib.text import NBSP, counted

#: Typed facts of the extract that stand in it as they are.
TYPED = ("chair", "secretary", "present", "discussion")
#: For a figure.
SHORT_BLANK = "______"
CLOSED = re.compile(r"(?<!\w)([А-ЯЁ]\.)(?=[А-ЯЁ])")
BEFORE_INITIALS = re.compile(r"(?<=[а-яё]) (?=[А-ЯЁ]\.)")
LAST_INITIAL = re.compile(r"(?<!\w)[А-ЯЁ]\.[ \xa0][А-ЯЁ]$")
ENDS_IN_INITIAL = re.compile(r"(?<!\w)[А-ЯЁ]\.$")
TWO_STOPS = re.compile(r"(?<!\w)([А-ЯЁ]\.)\.(?!\.)")


def values_of(said):
    """The placeholders of a meeting; what is not known is filled in by hand."""
    known = {key: _typed(said[key]) for key in TYPED if said.get(key)}
    values = {"chair": BLANK, "secretary": BLANK, "present": ""} | known
    if values["present"]:
        values["present"] = f": {values['present']}"
    if "discussion" in values:
        values["discussion"] = _sentence(values["discussion"])
    count = said.get("attendees")
    values["attendees"] = (
        counted(count, "человек", "человека", "человек") if count else f"{BLANK} человек"
    )
    votes = [said.get(f"votes_{how}") for how in ("for", "against", "abstained")]
    if votes[0] is None:
        votes = [SHORT_BLANK] * 3
    for_it, against, silent = (vote or 0 for vote in votes)
    values["votes"] = f"«за» — {for_it}, «против» — {against}, «воздержались» — {silent}"
    return values


def one_stop(text):
    """The dot of an initial ends its sentence, too: «Председатель — Жданова Е. М.»"""
    return TWO_STOPS.sub(r"\1", text)


def _typed(text):
    """Initials apart and held to their surname; the dot of a sentence is left to the text."""
    text = BEFORE_INITIALS.sub(NBSP, CLOSED.sub(r"\1 ", text.strip()))
    if LAST_INITIAL.search(text):
        return f"{text}."
    return text if ENDS_IN_INITIAL.search(text) else text.rstrip(".")


def _sentence(text):
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
