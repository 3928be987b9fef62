"""People's names as they are written in lists."""

import itertools
import re
import unicodedata
from typing import NamedTuple

from memberships.roster.dictionary import WORDS
from memberships.roster.values.letters import clean, cyrillic_words


class Name(NamedTuple):
    surname: str = ""
    given_name: str = ""
    patronymic: str = ""

    def __str__(self):
        return " ".join(filter(None, self))

    @property
    def is_initials(self):
        """Whether the given name is a single letter: «Иванов И. И.»."""
        return sum(map(str.isalpha, self.given_name)) == 1


NAMELESS = Name()

_NUMBERING = re.compile(r"^\W*\d+\s*[.)]\s*")
_REMARK = re.compile(r"\([^()]*\)?|\[[^][]*\]?")
_APOSTROPHES = re.compile("[’‘ʼʻ`´′]")
_HYPHENS = re.compile(r"\s*[-‐‑‒–—−]+\s*")
_CASED = re.compile(r"[А-Яа-яЁёA-Za-z'.\-]+")
_PLAIN = re.compile("[А-Яа-яЁё ]*")
_PIECE = re.compile(r"[^'\-]+")

# Turkic patronymics are two words: «Гасан оглы», «Бакыт уулу».
_SON_OR_DAUGHTER = re.compile(
    r"(?:.+-)?(?:оглы|оглу|оглi|кызы|гызы|кизи|улы|уулу|угли|зода)", re.IGNORECASE
)
_PATRONYMIC = re.compile(r"\w+(?:ич|овна|евна|ична)", re.IGNORECASE)
# Endings that given names do not have; -ин and -ина they do («Константин», «Ирина»).
_SURNAME = re.compile(
    r"[\w'-]{2,}(?:ов|ова|ев|ева|ёв|ёва|ский|ская|цкий|цкая|енко|чук|дзе|швили|ич|ых|их)",
    re.IGNORECASE,
)
# «Ван» with a capital is a Chinese surname, «Фон» is a particle in any case.
_PARTICLES = frozenset("фон ван де дер ди да ибн бин аль эль тер".split())
_PARTICLES_IN_ANY_CASE = frozenset(["фон", "Фон"])
_LONGEST = 8


def read_name(text):
    """«Фамилия Имя Отчество» of one person; :data:`NAMELESS` where the text is no name.

    Also understands «Имя Отчество Фамилия», where the patronymic betrays the order. A missing
    surname stays empty («Анна Сергеевна»): who needs it decides.
    """
    words = _words(text)
    if not words or len(words) > _LONGEST or _is_something_else(text, words):
        return NAMELESS
    return Name(*(" ".join(part) for part in _parts(words)))


def name_part(text):
    """A surname, given name or patronymic that has a column of its own."""
    words = _words(text)
    return "" if _is_something_else(text, words) else " ".join(words)


def remark_of(text):
    """What stands in brackets beside a name: «(выбыл)»; names are read without it."""
    found = _REMARK.search(clean(text))
    return found[0].strip("()[] ") if found else ""


def _is_something_else(text, words):
    if ":" in text or "__" in text or "@" in text:
        return True
    return any(word.casefold().replace("ё", "е") in WORDS.not_names for word in words)


def _words(text):
    text = _NUMBERING.sub("", clean(text))
    if text.casefold() in WORDS.blank:
        return []
    text = cyrillic_words(_REMARK.sub(" ", text))
    if not _PLAIN.fullmatch(text):
        text = _only_signs_of_names(text)
    words = [_tidy(word) for word in text.split()]
    words = [word for word in words if word]
    words = [_cased(word, place, words) for place, word in enumerate(words)]
    # Among capitals are more look-alikes than among small letters («b» is none).
    return cyrillic_words(" ".join(words)).split()


def _only_signs_of_names(text):
    # A stress mark is no letter.
    text = "".join(sign for sign in text if not unicodedata.category(sign).startswith("M"))
    text = _HYPHENS.sub("-", _APOSTROPHES.sub("'", text))
    text = "".join(sign if _is_of_name(sign) else " " for sign in text)
    return text.replace(".", ". ")


def _is_of_name(sign):
    return sign.isalpha() or sign in " .'-"


def _tidy(word):
    bare = word.strip(".'-")
    # A point belongs to an initial alone.
    return f"{bare}." if len(bare) == 1 and word.endswith(f"{bare}.") else bare


def _cased(word, place, words):
    """ALL CAPITALS and all small become «Иванова-Петрова»; «МакГрегор» and «фон» stay."""
    if _SON_OR_DAUGHTER.fullmatch(word) and place:
        first, hyphen, last = word.rpartition("-")
        return _cased(first, place, words) + hyphen + last.lower()
    if not _CASED.fullmatch(word) or (len(word.rstrip(".")) > 1 and not _is_uniform(word)):
        return word
    if place == 0 and word in _PARTICLES and any(each[:1].isupper() for each in words):
        return word if len(words) > 2 else _capitalized(word)
    return _capitalized(word)


def _is_uniform(word):
    letters = "".join(filter(str.isalpha, word))
    has_caps_lock = letters[:1].islower() and letters[1:].isupper()
    return letters.isupper() or letters.islower() or has_caps_lock


def _capitalized(word):
    pieces = [*_PIECE.finditer(word)]
    # After an apostrophe small, but for «О'Коннор», «Д'Артаньян».
    small = {
        after.start()
        for before, after in itertools.pairwise(pieces)
        if word[before.end()] == "'" and len(before[0]) > 1
    }
    return _PIECE.sub(
        lambda piece: piece[0].lower() if piece.start() in small else piece[0].capitalize(), word
    )


def _parts(words):
    """Lists of words: of the surname, the given name, the patronymic."""
    if len(words) > 2 and _SON_OR_DAUGHTER.fullmatch(words[1]) and "-" not in words[1]:
        # «Бакыт уулу Азамат»: what is a patronymic elsewhere is the surname here.
        return words[:2], words[2:3], words[3:]
    patronymic = _length_of_patronymic(words)
    rest = words[: len(words) - patronymic]
    end = words[len(words) - patronymic :]
    if len(words) == 2 and patronymic:
        return [], rest, end
    if not patronymic and len(words) == 3 and not _is_particle(words[0]):
        if _PATRONYMIC.fullmatch(words[1]) and not _PATRONYMIC.fullmatch(words[0]):
            return words[2:], words[:1], words[1:2]
        return words[:1], words[1:2], words[2:]
    surname = _length_of_surname(rest)
    return rest[:surname], rest[surname:], end


def _length_of_patronymic(words):
    if len(words) > 2 and _SON_OR_DAUGHTER.fullmatch(words[-1]):
        return 1 if "-" in words[-1] else 2
    return int(len(words) > 1 and bool(_PATRONYMIC.fullmatch(words[-1])))


def _is_particle(word):
    return word in _PARTICLES or word in _PARTICLES_IN_ANY_CASE


def _length_of_surname(words):
    """Two-word surnames: «фон Нейман», «Бонч Бруевич», «Иванова Петрова»."""
    if len(words) < 3:
        return 1
    if _is_particle(words[0]):
        return 2
    both = _SURNAME.fullmatch(words[1]) and len(words[1]) > 4
    return 2 if both else 1
