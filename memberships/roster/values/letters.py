"""Letters: one form of what is written alike."""

import re
import unicodedata

_LATIN, _CYRILLIC = "ABCEHKMOPTXYaceopxy", "АВСЕНКМОРТХУасеорху"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
# In codes («5b») case makes no difference, so the small letters follow the capitals.
_CODE = str.maketrans(_LATIN[:12] + _LATIN[:12].lower(), _CYRILLIC[:12] + _CYRILLIC[:12].lower())

_RUN = re.compile(r"[^\W\d_]+")
_CYRILLIC_LETTER = re.compile("[а-яё]", re.IGNORECASE)
_LATIN_LETTER = re.compile("[a-z]", re.IGNORECASE)
# Excel writes a line break that it has no sign for as a code.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]|_x000[dD]_"
)
# Most cells: nothing to be done.
_WORD = r"[А-Яа-яЁё!-^`-~«»№–—]+"
_CLEAN = re.compile(rf"{_WORD}(?: {_WORD})*")
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?\n[ \n]*")


def clean(text):
    """NFC, without unseen signs, spaces single; line breaks stay, they part values in a cell."""
    if _CLEAN.fullmatch(text):
        return text
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _BREAKS.sub("\n", _SPACES.sub(" ", text)).strip()


def cyrillic_words(text):
    """Latin letters in Russian words («Cергей») become the Russian ones they look like."""
    if not _LATIN_LETTER.search(text) or not _CYRILLIC_LETTER.search(text):
        return text
    return _RUN.sub(lambda run: _as_russian(run[0]), text)


def _as_russian(word):
    turned = word.translate(_TO_CYRILLIC)
    return word if _LATIN_LETTER.search(turned) else turned


def cyrillic_codes(text):
    """The same in names of classes and groups, where a whole code may be Latin («5A», «ACK-21»).

    Longer Latin words stay: «Happy» is no «Нарру».
    """
    return _RUN.sub(lambda run: _as_code(run[0]), text)


def _as_code(run):
    if len(run) > 3 and not _CYRILLIC_LETTER.search(run):
        return run
    turned = run.translate(_CODE)
    return run if _LATIN_LETTER.search(turned) else turned


def latin_address(text):
    """An e-mail address with Russian letters in the place of Latin ones."""
    return text if text.isascii() else text.translate(_TO_LATIN)
