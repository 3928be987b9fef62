"""Phones and e-mail addresses: read once, compared as sets, since a field may hold several."""

import re
from functools import lru_cache

from memberships.matching.rules import DIFFERS, LACKS, SAME, Rule, doubt, form
from memberships.matching.spelling import CACHED, LONGEST, TO_LATIN
from sferum_portal.lib.text import phone_form

TAIL = 4
#: So many digits are a whole number, whether or not the library knows its country.
WHOLE = 10
SEVERAL = re.compile(r"[,;/\n]| и ")
# «+7 913 ***-45-67»: lists often hold no more than the end of a number.
MASKED = re.compile(r"[*xх•#]", re.IGNORECASE)
ADDRESS = re.compile(r"[^\s,;<>:]+@[^\s,;<>]+")
YANDEX = frozenset("ya.ru yandex.ru yandex.com yandex.by yandex.kz narod.ru".split())


@lru_cache(CACHED)
def read_phones(text):
    """Normal forms of all numbers in the field; only the digits seen where a number is masked."""
    found = (_read_phone(part) for part in SEVERAL.split((text or "")[:LONGEST]))
    return frozenset(phone for phone in found if len(phone) >= TAIL)


def _read_phone(text):
    whole = None if MASKED.search(text) else phone_form(text)
    return (whole or re.sub(r"[^0-9]", "", MASKED.split(text)[-1])).removeprefix("+")


def compare_phones(first, second):
    """Whole numbers agree or differ; the last four digits alone make neither."""
    if not first or not second:
        return LACKS
    if any(len(phone) >= WHOLE for phone in first & second):
        return SAME
    if {phone[-TAIL:] for phone in first} & {phone[-TAIL:] for phone in second}:
        return form(Rule.PHONE_TAIL)
    return doubt(Rule.PHONE_DIFFERS)


@lru_cache(CACHED)
def read_emails(text):
    """Normal forms of all addresses in the field, one for all names of one mailbox."""
    folded = (text or "")[:LONGEST].casefold().translate(TO_LATIN)
    return frozenset(_mailbox(found) for found in ADDRESS.findall(folded))


def _mailbox(address):
    name, _, domain = address.rpartition("@")
    domain = domain.rstrip(".")
    if domain in YANDEX:
        return f"{name.replace('.', '-')}@yandex.ru"
    return f"{name}@{domain}"


def compare_emails(first, second):
    if not first or not second:
        return LACKS
    return SAME if first & second else doubt(Rule.EMAIL_DIFFERS)


def compare_values(first, second):
    """Two values without forms: units and dates; what is not stated is None or empty."""
    if first in (None, "") or second in (None, ""):
        return LACKS
    return SAME if first == second else DIFFERS
