"""Slips of recognition: Latin letters and digits inside Russian words, «Ne» for №."""

import re
from functools import cache

from pymorphy3 import MorphAnalyzer

_LATIN, _CYRILLIC = "AaBCcEeHKkMOoPpTXxYy", "АаВСсЕеНКкМОоРрТХхУу"
_TWINS = str.maketrans(_LATIN, _CYRILLIC)
#: Less alike; taken only where a word of the dictionary comes out.
_COUSINS = str.maketrans(_LATIN + "unrbmhgNRWI", _CYRILLIC + "ипгьтндИЯШІ")
_TWIN_ONLY = re.compile(f"[{_LATIN}]+")
_WORD = re.compile(r"[A-Za-zА-Яа-яЁё0-9]+")
_HAS_LATIN, _HAS_CYRILLIC = re.compile("[A-Za-z]"), re.compile("[А-Яа-яЁё]")
#: What is Latin by right: addresses, and the platforms' names.
_ADDRESS = re.compile(
    r"\S*[@©®]\S*|\b(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,4}\b\S*"
)
_OWN = {"MAX", "VK", "MAC", "TOP", "PC", "HTC", "BY", "CEO", "XXX", "TEAM", "EMAX", "max", "Max"}
_ROMAN = re.compile("[IVXLCМMХ]+")
_SIGN = re.compile(
    r"(?<![\w@./-])(?:N[eеoоºq°]|J[VN][eеoоs°g]|J[ft][eе]|J[6бS]|N[2sSgcзб](?=\s)|[XХ][eе]|Л[°ºeе])"
    r"(?=\s?[0-9lI_]|\s?[РP]-\d|\s?[А-Яа-я]-\d)"
)
_ONE = re.compile(r"(№ ?)(?:[lI](?=[\d\s/-]|$)|\|(?=[\d/-]))")
_LAW = re.compile(r"(?<=\d)(\s?-\s?)(?:Ф3|ф3|OЗ|03(?=\s*[«(,;]))(?!\d)")
_DIGITS = {"0": "оО", "3": "зЗ", "6": "бБ"}
_INNER = re.compile(r"(?<=[А-Яа-яЁё])[036](?=[А-Яа-яЁё])")
_LIKELY = 0.5
_LEADING = re.compile(r"(?<![\w.,/№-])[03](?=[а-яё]{4}|[А-ЯЁ]{4})")


@cache
def _morph():
    return MorphAnalyzer()


@cache
def known(word):
    """Whether the dictionary has the word."""
    return _morph().word_is_known(word.lower())


@cache
def is_predicate(word):
    """Whether a word says what somebody does or is: «ведёт», «утверждён», «обязателен»."""
    reading = _morph().parse(word.lower())[0]
    return reading.tag.POS in ("VERB", "PRTS", "ADJS") and reading.score >= _LIKELY


def corrected(text):
    """The text without slips of recognition, and what was changed: ``(was, now)`` pairs."""
    changes = []
    text = _sub(_SIGN, "№", text, changes)
    text = _sub(_ONE, r"\g<1>1", text, changes)
    text = _sub(_LAW, r"\1ФЗ", text, changes)
    kept = [found.span() for found in _ADDRESS.finditer(text)]
    words = list(_WORD.finditer(text))
    pieces, end = [], 0
    for place, found in enumerate(words):
        word = found.group()
        if any(start < found.end() and found.start() < stop for start, stop in kept):
            continue
        now = _russian(word, _beside_russian(words, place))
        if now != word:
            changes.append((word, now))
            pieces += [text[end : found.start()], now]
            end = found.end()
    return "".join(pieces) + text[end:], changes


def _sub(pattern, by, text, changes):
    def change(found):
        now = found.expand(by)
        changes.append((found.group(), now))
        return now

    return pattern.sub(change, text)


def _russian(word, beside_russian):
    if _HAS_LATIN.search(word):
        word = _without_twins(word, beside_russian)
    if _HAS_CYRILLIC.search(word) and any(sign in word for sign in _DIGITS):
        word = _INNER.sub(lambda found: _letter(found, word), word)
        if (led := _LEADING.sub(lambda found: _DIGITS[found[0]][1], word)) != word and known(led):
            word = led
    return word


def _without_twins(word, beside_russian):
    if word in _OWN:
        return word
    latin = "".join(_HAS_LATIN.findall(word))
    if not _TWIN_ONLY.fullmatch(latin):
        guess = word.translate(_COUSINS)
        many = len(_HAS_CYRILLIC.findall(word)) > len(latin)
        return guess if many and not _HAS_LATIN.search(guess) and known(guess) else word
    now = word.translate(_TWINS)
    if _HAS_CYRILLIC.search(word):
        # «5A» and «Xв» stay as long as they may be a number or an abbreviation of two tongues.
        return now if len(_HAS_CYRILLIC.findall(word)) > 1 or known(now) else word
    if any(sign.isdigit() for sign in word) or _ROMAN.fullmatch(word):
        return word
    if len(word) == 1:
        return now if beside_russian and word in "aoycBKCOAY" else word
    return now if beside_russian and known(now) else word


def _beside_russian(words, place):
    beside = words[max(place - 1, 0) : place] + words[place + 1 : place + 2]
    return not beside or any(_HAS_CYRILLIC.search(each.group()) for each in beside)


def _letter(found, word):
    # «ПОЛОЖЕНИЕ» with a nought for О, «образование» with a six; «С3П» is a name.
    before, after = word[found.start() - 1], word[found.end()]
    small, capital = _DIGITS[found[0]]
    return capital if before.isupper() and after.isupper() else small
