"""What may be debris or garbled, and stays as it is: only a person can tell."""

import re

from regulations.importing.places import names, parts
from regulations.importing.result import Section
from regulations.importing.structure.labels import label_of

_FOOTER = "Похоже на колонтитул с номером страницы: он остался в тексте."
_LONE = "Одинокое число: номер страницы или часть текста?"
_ADDRESS = "Адрес распознан неуверенно: сверьте его с оригиналом."
_LONGEST_FOOTER = 100
#: «Положение о чатах 3», «7 МБОУ «Школа № 9»»: a name, and a number that counts nothing.
_NUMBER_BEHIND = re.compile(r"[А-ЯЁA-Z«][^.;:!?]{5,90}?[\s|•·—–-]+(?P<page>\d{1,3})")
_NUMBER_BEFORE = re.compile(r"(?P<page>\d{1,3})[\s|•·—–-]+[А-ЯЁA-Z«][^.;:!?]{5,90}")
_COUNTS = re.compile(
    r"(?i)(?:№|n|п\.|пп\.|пункт\w*|стать\w*|раздел\w*|школ\w*|сош|сад\w*|лице\w*|гимнази\w*|приложени\w*"
    r"|колледж\w*|класс\w*|час\w*|с|до|от|и|не\s+более|не\s+менее|более|менее|по|[-–—])\s*$"
)
_LABEL = r"[\w-]{1,63}"
_ZONE = r"\s?[.,]\s?(?:ru|com|org|net|info|edu|su|рф|гu|ги|гц)(?![\w-])"
_AT = r"\s?(?:@|©|®|\(at\)|\[at\])\s?"
#: Also what may be one: with spaces, with another sign for «@», with a comma for its dot.
_MAIL = re.compile(
    rf"(?<![\w.+-])[\w.+-]{{1,64}}{_AT}{_LABEL}(?:\.{_LABEL}){{0,3}}(?:{_ZONE})?", re.IGNORECASE
)
_SITE = re.compile(
    rf"(?<![\w.-])(?:(?:https?|hllp|hitp)\s?[:;]\s?//?\s?|www\s?[.,]\s?){_LABEL}"
    rf"(?:\.{_LABEL}){{0,3}}(?:{_ZONE})?|(?<![\w.-])[a-z0-9-]{{2,63}}(?=\s\.|\.\s){_ZONE}",
    re.IGNORECASE,
)
_LATIN, _RUSSIAN = re.compile("[a-zA-Z]"), re.compile("[а-яёА-ЯЁ]")
_DIGIT_FOR_LETTER = str.maketrans("10", "lo")
_HOSTS = set("mail gmail yandex rambler list inbox bk outlook sferum gosuslugi".split())
_NAMES = "school mail info shkola detsad college licey lyceum gimnazi portal office".split()


def lone_numbers(lines, notes):
    """Doubts about the one line of a text that is nothing but a number: many are pages."""
    numbers = [line.stripped for line in lines if re.fullmatch(r"\d{1,3}", line.stripped)]
    if len(numbers) == 1:
        notes.doubt("не вошло", numbers[0], _LONE)


def footers(lines):
    """Lines of a text that look like the foot of a page."""
    return [line.stripped for line, *_ in lines if not line.row and _is_footer(line.stripped)]


def _is_footer(text):
    if len(text) > _LONGEST_FOOTER or label_of(text)[0]:
        return False
    found = _NUMBER_BEHIND.fullmatch(text)
    if found:
        return not _COUNTS.search(text[: found.start("page")])
    return bool(_NUMBER_BEFORE.fullmatch(text))


def doubt_suspects(imported, footers):
    """Doubts about feet of pages that stayed in the text, and about addresses."""
    wanted = [" ".join(text.split()) for text in footers]
    for where, at, text in _places(imported):
        plain = " ".join(text.split())
        for footer in wanted:
            if footer in plain:
                imported.notes.doubt(where, footer, _FOOTER, at)
        for address in garbled_addresses(text):
            imported.notes.doubt(where, address, _ADDRESS, at)


def _places(imported):
    yield "название", None, imported.title
    called = names(imported.sections)
    for at, part in enumerate(parts(imported.sections)):
        where = called[id(part)]
        if isinstance(part, Section):
            yield where, at, part.title
            continue
        yield where, at, part.text
        for item in part.items:
            yield where, at, item.text
    for text in imported.notes.leftovers:
        yield "не вошло", None, text


def garbled_addresses(text):
    """Addresses of mail and of pages in a text that recognition may have changed."""
    found = [each[0].strip(" .,") for each in _MAIL.finditer(text) if _is_garbled_mail(each[0])]
    mails = _MAIL.sub(" ", text)
    found += [each[0].strip(" .,") for each in _SITE.finditer(mails) if _is_garbled_site(each[0])]
    return found


def _is_garbled_mail(text):
    text = text.strip(" .,")
    if "@" not in text or re.search(r"\s|,", text):
        return bool(_LATIN.search(text))
    name, _, host = text.partition("@")
    return "." not in host or _is_garbled(name) or any(map(_is_garbled, host.split(".")))


def _is_garbled_site(text):
    text = text.strip(" .,")
    if re.search(r"\s|;|,", text) or re.match(r"(?i)hllp|hitp|нttp|https?:/(?!/)", text):
        return True
    return any(map(_is_garbled, re.split(r"[./:]+", text)))


def _is_garbled(label):
    """«mai1», «schоо1»: a digit where a word has a letter, letters of two alphabets."""
    if _LATIN.search(label) and _RUSSIAN.search(label):
        return True
    plain = label.lower()
    meant = plain.translate(_DIGIT_FOR_LETTER)
    if meant == plain:
        return plain in ("гu", "ги", "гц")
    return meant in _HOSTS or any(name in meant and name not in plain for name in _NAMES)
