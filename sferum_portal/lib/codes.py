"""Codes that people type from paper: a document's, a request's. Short, too many to guess."""

import hmac
import secrets

from django.conf import settings

# Crockford's 32 signs: no I, L, O, U.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP = 3, 4  # 60 bits
# What a reader of the paper may take a sign for, Cyrillic letters of the same look among it.
LOOK_ALIKES = str.maketrans("ILOАВЕЗКМНОРСТУХ", "110ABE3KMH0PCTYX")


def make_code():
    """«K7MP-3XQ9-TT4D»"""
    signs = [secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP)]
    return _grouped("".join(signs))


def read_code(text):
    """The code as it is stored, from what somebody typed; None when it can be none."""
    signs = "".join(sign for sign in text.upper() if sign not in "-–— \u00a0").translate(
        LOOK_ALIKES
    )
    if len(signs) != GROUPS * GROUP or not set(signs) <= set(ALPHABET):
        return None
    return _grouped(signs)


def digest(code):
    """What is stored of a code that is a secret. A copy of the database alone opens nothing."""
    return _digest(settings.SECRET_KEY, code)


def digests(code):
    """What may be stored of it: the present key's digest first, then those of former keys."""
    return [_digest(key, code) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _digest(key, code):
    return hmac.digest(key.encode(), f"code {code}".encode(), "sha256").hex()


def _grouped(signs):
    return "-".join(signs[start : start + GROUP] for start in range(0, len(signs), GROUP))
