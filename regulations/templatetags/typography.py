"""Russian line-breaking: what must not be torn apart at the end of a printed line."""

import re

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.html import format_html, format_html_join

from sferum_portal.lib.text import NBSP

ZWSP = "\N{ZERO WIDTH SPACE}"
NO_BREAK_HYPHEN = "\N{NON-BREAKING HYPHEN}"
IN_NUMBERS = re.compile(r"(?<=\d)-(?=[А-Яа-яЁё]{1,4}(?!\w))")
#: One word in quotation marks, with what closes after it.
QUOTED_WORD = re.compile(r"([«„]+\w[\w-]{0,15}[»“]+[.,;:]?)")
MONTHS = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
SHORTENED = "[гпстчд]|гг|пп|ст|стр|разд|абз|подп|прил|табл|рис|им|ул|пр|пос|обл|тел|каб|руб|тыс|млн"
# Each pattern ends with the space that must hold; its group is what stands before.
HELD_SPACES = [
    re.compile(pattern)
    for pattern in (
        r"([№§]) ",
        r"([A-Za-zА-Яа-яЁё]) (?=№)",  # «Лицей № 3»
        r"(\w) (?=«\w{1,6}»)",  # a short name does not stand alone: «в приложении «MAX»»
        r"(?<![\w-])([А-Яа-яЁё]) ",  # «в», «и», «к» never hang at the end of a line
        r"(\w-) ",  # «аудио- и видеозаписи»
        r"(?<!\w)([А-ЯЁ]\.) (?=[А-ЯЁ])",
        rf"(?<!\w)((?:{SHORTENED})\.) (?=[\w«№])",
        r"(?<!\w)((?:пункт|раздел)\w{0,3}|стат(?:ь\w{1,3}|ей)|част(?:ь|ью|и|ей|ям|ях)) (?=\d)",
        r"() (?=[–—]\s)",
        r"(\d) (?=г\.|гг\.|год|ч\.|час|мин|руб|коп|экз|чел|лист|стр\.)",
        rf"(?<!\d)([12]?\d|3[01]|0\d) (?=(?:{MONTHS})(?!\w))",
        r"(\d) (?=\d{3}(?!\d))",  # «1 000»
        r"(\d) (?=%)",
        r"(/\d\d|учебный) (?=учебный год|год(?!\w))",  # «2026/27 учебный год»
    )
]

register = template.Library()


@register.filter(is_safe=True)
@stringfilter
def held(text):
    """The text with no-break spaces: «№ 102», «А. П. Иванова», «г. Озёрный», «в школе»."""
    for space in HELD_SPACES:
        text = space.sub(rf"\1{NBSP}", text)
    return text


@register.filter(is_safe=True)
@stringfilter
def breakable(text):
    """Let a line end between «…» and (…); Unicode's rules forbid it and leave lines half empty."""
    return text.replace("» (", f"»{ZWSP} (")


@register.filter(is_safe=True)
@stringfilter
def whole(text):
    """Let no line end inside «102/2-од» or «152-ФЗ»; on paper it is found as it is typed."""
    return IN_NUMBERS.sub(NO_BREAK_HYPHEN, text)


@register.filter
@stringfilter
def unbroken(text):
    """Keep «Сферум» whole where a narrow screen breaks anywhere: no closing mark stands alone."""
    # What is quoted stands at the odd places.
    frames = ("{}", '<span class="unbroken">{}</span>')
    pieces = enumerate(QUOTED_WORD.split(text))
    return format_html_join("", "{}", ((format_html(frames[n % 2], part),) for n, part in pieces))


@register.filter(is_safe=True)
@stringfilter
def plain(text):
    """The text with ordinary spaces, for metadata and bookmarks."""
    return text.replace(NBSP, " ")
