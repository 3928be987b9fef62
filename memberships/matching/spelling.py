"""One word written in several ways: letters, alphabets, keyboards, slips of the pen."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from sferum_portal.lib.text import search_form

#: Enough for any name; the rest of a longer text is not read.
LONGEST = 200
CACHED = 50_000

# Letters of the other languages of the country, as names are written in Russian papers.
NEIGHBOURS = str.maketrans("әөүұўқғҳҷҗңһіїєґ", "аоууукгхчжнхииег")
NOT_LETTERS = re.compile(r"[^\w-]|[\d_]")
BREAKS = re.compile(r"[\s,;:/.()]+")
DASHES = re.compile(r"\s*[-‐‑‒–—−]+\s*")

LATIN_LOOKS = "abcehkmoptxy03ë"
CYRILLIC_LOOKS = "авсенкмортхуозе"
TO_CYRILLIC = str.maketrans(LATIN_LOOKS, CYRILLIC_LOOKS)
TO_LATIN = str.maketrans(CYRILLIC_LOOKS[:-3], LATIN_LOOKS[:-3])
CYRILLIC = re.compile("[а-я]")
LATIN = re.compile("[a-z]")
ONLY_LOOKS = re.compile(f"[{LATIN_LOOKS}]+")

KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~"
LETTERS_ON_KEYS = "йцукенгшщзхъфывапролджэячсмитьбюёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ"
LAYOUT = str.maketrans(KEYS, LETTERS_ON_KEYS)
RUSSIAN = re.compile(r"[а-яёА-ЯЁ\s-]+")


class Word(NamedTuple):
    """A word as it is compared and as it was typed; ``mended`` if letters only looked right."""

    norm: str
    shown: str
    mended: bool = False


@lru_cache(CACHED)
def words(text):
    """The words of a field. A double name is one word if a hyphen holds it together."""
    text = DASHES.sub("-", unicodedata.normalize("NFKC", text or "")[:LONGEST])
    found = (_word(shown) for shown in BREAKS.split(text))
    return tuple(word for word in found if word.norm)


def _word(shown):
    folded = search_form(shown).translate(NEIGHBOURS)
    mended = _mend(folded)
    norm = NOT_LETTERS.sub("", mended).strip("-")
    return Word(norm, shown.strip("-"), mended != folded)


def _mend(folded):
    """Letters of the other alphabet that only look right: Ивaнoвa with the Latin a and o."""
    if not CYRILLIC.search(folded):
        return folded
    mended = folded.translate(TO_CYRILLIC)
    return folded.translate(TO_LATIN) if LATIN.search(mended) else mended


def is_latin(norm):
    return bool(LATIN.search(norm))


def from_layout(text):
    """What the keys would have typed in the Russian layout: Bdfyjdf → Иванова; None if no words."""
    if CYRILLIC.search(text.casefold()) or not LATIN.search(text.casefold()):
        return None
    typed = text.translate(LAYOUT)
    return typed if RUSSIAN.fullmatch(typed) else None


def from_look_alikes(text):
    """A whole word of Latin letters that are Cyrillic to the eye: COBA → сова; None otherwise."""
    folded = text.casefold().strip()
    return folded.translate(TO_CYRILLIC) if ONLY_LOOKS.fullmatch(folded) else None


def is_slip(first, second, shortest):
    """One letter too many, missing, another, or two changed places, in a word long enough."""
    if max(len(first), len(second)) < shortest:
        return False
    return OSA.distance(first, second, score_cutoff=1) == 1


def without_doubles(norm):
    """Геннадий and Генадий become one."""
    return re.sub(r"(.)\1+", r"\1", norm)


# --- Transliteration ------------------------------------------------------------------------------

SOUNDS = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e Z z i i k l m n o p r s t u f h c C S S _ i _ e iu ia".split(),
        strict=True,
    )
)
SOUNDS |= {"ъ": "", "ь": ""}
# Longest first: the reading of a Latin letter depends on its neighbours.
SPELLED = {
    "shch": "S",
    **dict.fromkeys(["sch", "shh", "sh"], "S"),
    **dict.fromkeys(["tch", "ch"], "C"),
    **dict.fromkeys(["zh"], "Z"),
    **dict.fromkeys(["kh"], "h"),
    **dict.fromkeys(["ts", "tz"], "c"),
    **dict.fromkeys(["yu", "ju"], "iu"),
    **dict.fromkeys(["ya", "ja"], "ia"),
    **dict.fromkeys(["yo", "jo", "ye", "je"], "e"),
    "ph": "f",
    "th": "t",
    "ck": "k",
    "gh": "g",
    "x": "ks",
    "w": "v",
    "q": "k",
    **dict.fromkeys("yj", "i"),
}
SPELLING = re.compile("|".join(SPELLED))
HOOKED = str.maketrans(
    {"š": "sh", "č": "ch", "ž": "zh", "ş": "sh", "ç": "ch", "ı": "i", "ə": "a", "ñ": "n"}
)


@lru_cache(CACHED)
def sound_keys(norm):
    """What a word sounds like, the same for Щербакова, Shcherbakova and Scherbakova.

    A Latin word has several keys where a letter is read in several ways (Jukova, Julia).
    """
    if not is_latin(norm):
        sounds = "".join(SOUNDS.get(letter, letter) for letter in norm)
        return frozenset({_settle(sounds.replace("ts", "c"))})
    plain = unicodedata.normalize("NFD", norm.translate(HOOKED))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    spelled = {
        re.sub("c(?![hk])", c, plain.replace("j", j).replace("x", x))
        for j in ("j", "zh", "dzh")
        for x in ("x", "kh")
        for c in ("c", "k")
    }
    return frozenset(_settle(SPELLING.sub(lambda hit: SPELLED[hit[0]], each)) for each in spelled)


def _settle(sounds):
    """Vasilieva, Vasilyeva and Васильева; Yuliya and Юлия."""
    return without_doubles(re.sub("i+e", "e", sounds))
