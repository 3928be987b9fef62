"""Placeholders of a text: ``{platform}``, ``{institution.gen}``, ``{clause.chat_matrix}``.

People write them too, so nothing of Python's own formatting is let through: a name, at most one
point, and no conversion or specification.
"""

import re
from string import Formatter

NAME = re.compile(r"[A-Za-z]\w*(?:\.[\w-]+)?")


class UnbalancedBracesError(ValueError):
    """A single brace without its pair."""


def split(text):
    """``[(literal text, name or None)]``: what stands before each placeholder, and the placeholder.

    The literal has its doubled braces resolved. A name is whatever stands between the braces.
    """
    try:
        parsed = list(Formatter().parse(text))
    except ValueError as error:
        raise UnbalancedBracesError(text) from error
    return [(literal, _whole(*field)) for literal, *field in parsed]


def escaped(text):
    """The text with its braces doubled: it will be printed as it stands."""
    return text.replace("{", "{{").replace("}", "}}")


def names(text):
    """The placeholders of a text; none where its braces have no pairs."""
    try:
        return [name for _, name in split(text) if name is not None]
    except UnbalancedBracesError:
        return []


def _whole(name, specification, conversion):
    if name is None:
        return None
    conversion = f"!{conversion}" if conversion else ""
    specification = f":{specification}" if specification else ""
    return f"{name}{conversion}{specification}"
