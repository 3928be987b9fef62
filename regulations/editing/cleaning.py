"""What is typed or pasted into a clause, as lines that a document can print."""

import unicodedata

from sferum_portal.lib.errors import DomainError

LONGEST_TEXT = 8000
LONGEST_TITLE = 300
#: Signs that nobody sees and that come along with text from word processors.
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def lines_of(text):
    """The text as clean lines, of which each is a clause; empty ones are left out.

    Raises DomainError for what cannot be printed.
    """
    text = unicodedata.normalize("NFC", text or "").translate(UNSEEN)
    for sign in ("\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c"):
        text = text.replace(sign, "\n")
    lines = [" ".join(line.split()) for line in text.split("\n")]
    lines = [line for line in lines if line]
    for line in lines:
        _require_printable(line)
        if len(line) > LONGEST_TEXT:
            raise DomainError(
                f"В пункте {len(line)} знаков, помещается {LONGEST_TEXT}. Разделите его."
            )
    return lines


def title_of(line):
    if len(line) > LONGEST_TITLE:
        raise DomainError(
            f"В названии раздела {len(line)} знаков, помещается {LONGEST_TITLE}. Сократите его."
        )
    return line


def _require_printable(line):
    for sign in line:
        if not sign.isprintable():
            raise DomainError("В тексте есть служебные знаки, которые не печатаются. Уберите их.")
        if ord(sign) > 0xFFFF:
            raise DomainError(f"Знак «{sign}» нельзя напечатать в документе.")
