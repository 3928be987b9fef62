"""Phones and e-mail addresses."""

import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from memberships.roster.values.letters import clean, latin_address
from sferum_portal.lib.text import phone_form

_BETWEEN = re.compile(r"[;,\n/|]|\s{2,}|\s(?:или|и)\s", re.IGNORECASE)
_FLOAT = re.compile(r"(\d)[.,](\d+)[eе]\+?(\d\d)|(\d{10,15})[.,]0+", re.IGNORECASE)
_EXTENSION = re.compile(r"\b(?:доб|вн|ext)\b.*", re.IGNORECASE)
_NO_DIGITS = re.compile(r"[^\d+]")
_RUSSIAN = re.compile(
    r"(?<!\d)(?:\+?[78][\s(.–-]*)?\(?\d{3}[\s).–-]*\d{3}[\s.–-]*\d{2}[\s.–-]*\d{2}(?!\d)"
)
_PLUS_EIGHT = re.compile(r"\+8(?=\d{10}$)")

_LONGEST_ADDRESS = 254
_ADDRESS = re.compile(r"[^\s@,;:<>()\"/|]{1,64}@[^\s@,;:<>()\"/|]{1,255}")
_CONTACT = re.compile(f"{_ADDRESS.pattern}|{_RUSSIAN.pattern}")


def read_phone(value):
    """The first valid number of a cell in the portal's form, or None.

    Numbers that a spreadsheet made into 89131234567.0 or 8.9131234567E+10 are numbers again; one
    that was rounded on the way (8.91312E+10) is lost, and not guessed.
    """
    return next(iter(read_phones(value)), None)


def read_phones(value):
    """All valid numbers of a cell, in their order, each once."""
    found = (_number_in(part) for part in _BETWEEN.split(_undo_float(value)))
    several = (number for numbers in found for number in numbers)
    return list(dict.fromkeys(several))


def _undo_float(value):
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else ""
    text = clean(str(value or ""))
    if not (found := _FLOAT.fullmatch(text)):
        return text
    if found[4]:
        return found[4]
    whole, fraction, power = found[1], found[2], int(found[3])
    # With fewer digits than the number has, the rest was rounded away.
    return str(int(Decimal(f"{whole}.{fraction}e{power}"))) if len(fraction) == power else ""


def _number_in(part):
    part = _EXTENSION.sub("", part)
    if number := _one_number(part):
        return [number]
    return [number for run in _RUSSIAN.findall(part) if (number := _one_number(run))]


def _one_number(text):
    """Digits alone go to phonenumbers, which takes letters for the keys of a phone."""
    return phone_form(_PLUS_EIGHT.sub("8", _NO_DIGITS.sub("", text)))


def read_email(value):
    """The first valid address of a cell in small letters, or None."""
    return next(iter(read_emails(value)), None)


def read_emails(value):
    """All valid addresses of a cell, in their order, each once."""
    found = _ADDRESS.findall(clean(str(value or "")))
    addresses = (
        latin_address(text.removeprefix("mailto:").strip(".'«»<>")).lower() for text in found
    )
    return list(dict.fromkeys(filter(_is_address, addresses)))


def _is_address(text):
    try:
        validate_email(text)
    except ValidationError:
        return False
    return text.isascii() and len(text) <= _LONGEST_ADDRESS


def apart_from_contacts(text):
    """``(piece, whether it is a phone or an address)``, in the order of the text."""
    end = 0
    for found in _CONTACT.finditer(text):
        yield text[end : found.start()], False
        yield found[0], True
        end = found.end()
    yield text[end:], False
