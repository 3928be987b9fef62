"""Russian line-breaking: what must not be torn apart at the end of a printed line."""

import re

from django import template

from sferum_portal.lib.text import NBSP

ZWSP = "\N{ZERO WIDTH SPACE}"
# Each pattern ends with the space that must hold; its group is what stands before.
HELD_SPACES = [
    re.compile(pattern)
    for pattern in (
        r"([№§]) ",
        r"(?<![\w-])([А-Яа-яЁё]) ",  # «в», «и», «к» never hang at the end of a line
        r"(\w-) ",  # «аудио- и видеозаписи»
        r"(?<!\w)([А-ЯЁ]\.) (?=[А-ЯЁ])",
        r"(?<!\w)((?:[гпстч]|пп|ст|им|ул|д)\.) (?=[\w«])",
        r"() (?=[–—]\s)",
        r"(\d) (?=г\.|год)",
    )
]

register = template.Library()


@register.filter
def held(text):
    """The text with no-break spaces: «№ 102», «А. П. Иванова», «г. Озёрный», «в школе»."""
    for space in HELD_SPACES:
        text = space.sub(rf"\1{NBSP}", text)
    return text


@register.filter
def breakable(text):
    """Let a line end between «…» and (…); Unicode's rules forbid it and leave lines half empty."""
    return text.replace("» (", f"»{ZWSP} (")


@register.filter
def plain(text):
    """The text with ordinary spaces, for metadata and bookmarks."""
    return text.replace(NBSP, " ")
