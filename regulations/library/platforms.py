"""Which application it is, by the name that the organization has given (``platforms.toml``)."""

import re
import tomllib
from functools import cache
from pathlib import Path


@cache
def platforms():
    """The names of all conditions on the application, each with its pattern."""
    return {code: re.compile(entry["pattern"], re.IGNORECASE) for code, entry in _entries().items()}


def platform_spellings():
    """For each known application the names by which people call it."""
    return [tuple(entry["spellings"]) for entry in _entries().values()]


@cache
def _entries():
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def platform_conditions(name):
    """The conditions that hold for an application of this name; mostly one, or none."""
    return {code for code, pattern in platforms().items() if pattern.search(name or "")}
