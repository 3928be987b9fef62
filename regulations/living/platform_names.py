"""A platform's name as people write it: in any case, with look-alike letters, in other words."""

import re
from functools import cache

from regulations import library
from regulations.comparing.words import tidy

#: One letter to the eye, two to a computer: «МАХ» is typed in Russian as often as in Latin.
_PAIRS = ("AА", "BВ", "CС", "EЕ", "HН", "KК", "MМ", "OО", "PР", "TТ", "XХ", "YУ")
_ALIKE = {letter: pair for pair in _PAIRS for letter in pair}
_ENDING = r"(?:(?<=[а-яё])[а-яё]{1,3})?"
_JOINT = r"[\s‑-]+"


def names_platform(text, name):
    """Whether the text names it, also with an ending of a Russian case («в VK Мессенджере»)."""
    return re.search(platform_pattern(name), tidy(text), re.IGNORECASE) is not None


@cache
def platform_pattern(name):
    """The name in any case of Russian, as a whole word; «max.ru» in an address is none.

    The other spellings of a known platform (``library/platforms.toml``) are its name, too.
    """
    spellings = {tidy(name)}
    for group in library.platform_spellings():
        if any(re.fullmatch(_spelled(each), tidy(name), re.IGNORECASE) for each in group):
            spellings |= set(group)
    names = "|".join(_spelled(each) for each in sorted(spellings, key=len, reverse=True))
    return rf"(?<!\w)(?<!\w[.@])(?:{names})(?!\w|[.]\w|@)"


def _spelled(name):
    """Each word of it with an ending, the words with a space or a hyphen between them."""
    return _JOINT.join(_word(word) for word in re.split(_JOINT, name) if word)


def _word(word):
    letters = "".join(
        f"[{_ALIKE[each.upper()]}]" if each.upper() in _ALIKE else re.escape(each) for each in word
    )
    # «Макс», «мах» in Russian letters decline; a name that is written in Latin does not.
    return letters + (_ENDING if re.search("[А-Яа-яЁё]$", word) else "")
