"""Names of classes and groups."""

import itertools
import re

from memberships.roster.values.letters import clean, cyrillic_codes

_GENERIC = r"(?:класс(?:а|е|ы)?|кл|групп(?:а|ы|е)|гр)"
_IS_GENERIC = re.compile(_GENERIC, re.IGNORECASE)
_AT_START = re.compile(rf"^[\W_]*{_GENERIC}(?![^\W_])[\s.:№]*", re.IGNORECASE)
_AT_END = re.compile(rf"(?:(?<=\d)|(?<![^\W_])){_GENERIC}[\s.]*$", re.IGNORECASE)
# «1-я младшая» is «1 младшая», while «5-я класс» would be a class.
_ORDINAL = re.compile(r"(\d)-?(?:ая|ый|ой|я|й)\b(?=\W+(?!кл)[^\W\d]{2})", re.IGNORECASE)
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_QUOTES = re.compile("[\"“”„‟«»‹›`'’‘‚‛″′]+")
_QUOTED = re.compile('["“”„«]+([^"“”„«»]+)["“”»]+')
_CLASS = re.compile(r"[\W_]*0*(\d{1,2})[\W_]*([^\W\d_])?[\W_]*")
_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d\d-\d\d.*")
_CODE = re.compile(r"[\W_]*([^\W\d_]{1,5})[\W_]*(\d{1,4})[\W_]*")

_SEPARATORS = re.compile(r"[;,\n]+|\s+и\s+")
_ONE_CLASS = r"\d{1,2}\s?-?\s?[^\W\d_](?![^\W_])"
_CLASSES = re.compile(rf"{_ONE_CLASS}(?:[\s/]+{_ONE_CLASS})+")
_LETTER = re.compile(r"[\W_]*([^\W\d_])[\W_]*")

_LETTER_IN_TITLE = '\\s?[-–]?\\s?[«"“„]?\\s?([А-Яа-я])\\s?[»"”“]?'
_IN_TITLE = [
    re.compile(rf"(?<!\d)(?P<unit>\d{{1,2}}{_LETTER_IN_TITLE})\s?-?\s?класс", re.IGNORECASE),
    re.compile(
        rf"\bкласс\w*\s?[:№–-]?\s?(?P<unit>\d{{1,2}}{_LETTER_IN_TITLE})(?!\w)", re.IGNORECASE
    ),
    re.compile(
        '\\bгр(?:уппа|уппы|\\.)\\s?[:№–-]?\\s?[«"“„](?P<unit>[^»"”“]+)[»"”“]', re.IGNORECASE
    ),
    re.compile(r"\bгр(?:упп\w|\.)\s?[:№–-]?\s?(?P<unit>[А-Я]{1,5}[ –-]?\d{1,4})(?!\w)"),
]
_TITLE_ITSELF = re.compile(
    '\\d{1,2}\\s?[-–]?\\s?[«"“„]?[А-Яа-я][»"”“]?(?:\\s?кл(?:асс)?\\.?)?|[А-Я]{1,4}[ –-]?\\d{2,4}'
    '|(?:[Гг]руппа|[Гг]р\\.)\\s?[«"“„]?[А-ЯЁ][А-Яа-яё ]{2,30}[»"”“]?'
)


def unit_key(text):
    """The one form of all spellings of a unit's name: «5А», «05 "а"», «5-А класс»; to compare by.

    Latin letters count as the Russian ones they look like; «ИС-21» and «ИС 21» are one, «2-1» and
    «21» are two.
    """
    key = _key(text)
    # What stands side by side now may make a word that does not count: «5 к л» and «5 кл».
    while key != (shorter := _key(key)):
        key = shorter
    return key


def _key(text):
    text = cyrillic_codes(clean(text)).casefold().replace("ё", "е")
    tokens = _TOKEN.findall(_ORDINAL.sub(r"\1 ", text))
    tokens = [token for token in tokens if not _IS_GENERIC.fullmatch(token)] or tokens
    if tokens and tokens[0].isdecimal():
        tokens[0] = tokens[0].lstrip("0") or "0"
    key = "".join(tokens[:1])
    for before, after in itertools.pairwise(tokens):
        key += f"-{after}" if before.isdecimal() and after.isdecimal() else after
    return key


def unit_name(text):
    """A unit's name to be shown: «5А», «ИС-21», «Солнышко», «Старшая группа «Радуга»»."""
    text = " ".join(cyrillic_codes(clean(text)).split())
    bare = _without_generic(text)
    plain = _QUOTES.sub(" ", bare)
    if found := _CLASS.fullmatch(plain):
        return found[1] + (found[2] or "").upper()
    if found := _CODE.fullmatch(plain):
        return f"{found[1].upper()}-{found[2]}"
    if (found := _QUOTED.fullmatch(bare)) and (name := found[1].strip(" \t,;:")):
        return _cased(name)
    return _cased(_QUOTED.sub(lambda found: f"«{_capitalized(found[1].strip())}»", bare))


def _without_generic(text):
    for edge in (_AT_START, _AT_END):
        shorter = edge.sub("", text).strip(" \t,;:")
        if _TOKEN.search(shorter):
            text = shorter
    return text


def _cased(name):
    letters = "".join(filter(str.isalpha, name))
    if letters.islower():
        is_code = any(map(str.isdigit, name)) and " " not in name
        return name.upper() if is_code else _capitalized(name)
    if letters.isupper() and len(letters) > 4 and not any(map(str.isdigit, name)):
        return _capitalized(name.lower())
    return name


def _capitalized(name):
    """With a capital, also in a name in quotes."""
    return re.sub(r"^\W*[^\W\d_]|«[^\W\d_]", lambda found: found[0].upper(), name)


def split_units(text):
    """All units that one cell names: «5А, 5Б», «5 А, Б», «5А 5Б», «5А/5Б», «ИС-21; ИС-22»."""
    units = []
    for part in _SEPARATORS.split(clean(text)):
        several = _CLASSES.fullmatch(_without_generic(part.strip()))
        units += re.findall(_ONE_CLASS, part) if several else [part]
    named, grade = [], ""
    for unit in units:
        letter = _LETTER.fullmatch(unit)
        if letter and grade:
            unit = grade + letter[1]  # noqa: PLW2901
        elif found := _CLASS.fullmatch(_without_generic(unit)):
            grade = found[1]
        if (name := unit_name(unit)) and unit_key(name):
            named.append(name)
    return list(dict.fromkeys(named))


def unit_in_title(text):
    """The unit that a heading names: «Список учеников 5 «А» класса», «Группа «Солнышко»»; or ""."""
    text = " ".join(clean(text).split())
    if is_unit(text):
        return unit_name(text)
    for pattern in _IN_TITLE:
        if found := pattern.search(text):
            return unit_name(found["unit"])
    return ""


def looks_like_date(text):
    """Excel makes a date of «1-2»; no unit is called «01.02.2026»."""
    return bool(_DATE.fullmatch(text))


def is_unit(text):
    """Whether the whole text can be nothing but a unit's name, as the titles of sheets are."""
    return bool(_TITLE_ITSELF.fullmatch(clean(text)))
