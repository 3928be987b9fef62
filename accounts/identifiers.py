"""What a person types into the one sign-in field: e-mail, phone or login name."""

import re

from sferum_portal.lib.text import phone_form

LOGIN_PATTERN = re.compile(r"[a-z0-9][a-z0-9._-]{2,63}")


def login_form(text):
    return (text or "").strip().lower()


def identifier_lookup(text):
    """The queryset filter that finds the person: ``{"phone": "+7…"}`` and the like, or ``None``.

    What holds an @ is an e-mail, what parses as a valid phone is one («8 913 …» is «+7 913 …»),
    anything else is a login name.
    """
    text = (text or "").strip()
    if not text or "\x00" in text or len(text) > 254:
        return None
    if "@" in text:
        return {"email": text.lower()}
    if phone := phone_form(text):
        return {"phone": phone}
    return {"login": login_form(text)}


def identifier_form(text):
    """One text per account that is typed in several ways; used to count failed attempts."""
    lookup = identifier_lookup(text)
    return next(iter(lookup.values())) if lookup else "-"
