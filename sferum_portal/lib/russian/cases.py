"""The six cases in the order of school grammar, and the data that corrects the libraries."""

import tomllib
from functools import cache
from pathlib import Path

#: Nominative, genitive, dative, accusative, instrumental, prepositional.
CASES = ("nom", "gen", "dat", "acc", "ins", "loc")


@cache
def corrections():
    """What ``corrections.toml`` says, as it stands there."""
    return tomllib.loads((Path(__file__).parent / "corrections.toml").read_text("utf-8"))


def forms_of(*given):
    """``{case: form}`` of six forms."""
    return dict(zip(CASES, given, strict=True))


def like(original, form):
    """The form with the capital letter of the word that it was made of."""
    return form[:1].upper() + form[1:] if original[:1].isupper() else form
