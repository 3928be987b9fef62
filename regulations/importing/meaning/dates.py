"""Dates and numbers of papers, in the ways that people write them."""

import re
from datetime import date

_MONTHS = (
    "январ", "феврал", "март", "апрел", "ма[йя]", "июн",
    "июл", "август", "сентябр", "октябр", "ноябр", "декабр",
)  # fmt: skip
_MONTH = "|".join(f"{stem}\\w*" for stem in _MONTHS)
_QUOTE = r"[«»\"“”„'’]?"
#: What recognition makes of 3, 0 and 1, where it stands beside a digit.
_LIKE = r"(?-i:[ЗОOоol])"
_DIGITS = str.maketrans("ЗОOоol", "300001")
_TWO = rf"(?:(?<!\w){_LIKE}\d|(?<!\w)\d{_LIKE}(?!\w)|(?<!\w)(?-i:З[ОO])(?!\w)|\d{{1,2}})"
_YEAR = rf"(?:(?-i:[1l]9|2[0ОOоo])(?:\d|{_LIKE}){{2}})"
DATE = (
    rf"(?:{_QUOTE}\s?(?P<day>{_TWO})\s?{_QUOTE}\s?(?P<month>{_MONTH})\s+(?P<year>{_YEAR})"
    rf"|(?P<d>{_TWO})\s?[./]\s?(?P<m>{_TWO})\s?[./]\s?(?P<y>{_YEAR}|\d\d(?!\d))"
    r"|(?P<iso>(?:19|20)\d\d-\d\d-\d\d))"
    r"(?!\d)(?:\s?(?:года?\b|г\b\.?|гг?\.))?"
)
DATED = re.compile(DATE, re.IGNORECASE)
#: «102/2-од», «616/2.4.3», «Р-139», «273 - ФЗ»; no stop and no dash at its end.
NUMBER = r"(?P<number>[0-9A-Za-zА-ЯЁа-яё]+(?:(?:\s?[/–-]\s?|[._])[0-9A-Za-zА-ЯЁа-яё]+)*)"
NUMBERED = re.compile(rf"(?:№+|\bN[oо]?\b\.?)\s*{NUMBER}", re.IGNORECASE)


def day_of(found):
    """The date of a match of ``DATED``; None for a day that the calendar does not have."""
    part = {name: text and _in_digits(name, text) for name, text in found.groupdict().items()}
    try:
        if part["iso"]:
            return date.fromisoformat(part["iso"])
        if part["month"]:
            named = part["month"].lower()
            month = next(n for n, stem in enumerate(_MONTHS, start=1) if re.match(stem, named))
            return date(int(part["year"]), month, int(part["day"]))
        year = int(part["y"]) + (2000 if len(part["y"]) == 2 else 0)
        return date(year, int(part["m"]), int(part["d"]))
    except ValueError:
        return None


def _in_digits(name, text):
    return text if name == "month" else text.translate(_DIGITS)


def bare(number):
    """«273 - ФЗ» → «273-ФЗ»"""
    return re.sub(r"\s*([/–-])\s*", r"\1", number).replace("–", "-")
