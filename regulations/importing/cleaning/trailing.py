"""What stands behind the last words of a text without belonging to it: pictures read as letters.

The last clause may be made of foreign names and addresses too, so that whatever could be text
stays, and what is taken out is told of.
"""

import re

from regulations.importing.structure.labels import label_of

_LATIN, _CYRILLIC = re.compile("[A-Za-z]"), re.compile("[А-Яа-яЁё]")
_LATIN_WORD = re.compile("[A-Za-z]+")
_RUSSIAN_WORD = re.compile("[А-Яа-яЁё]{4}")
_ADDRESS = re.compile(r"\S*@\S*|\b(?:https?://|www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
#: Services and their makers, as rules of communication name them.
_SERVICES = set(
    """
    whatsapp watsapp whatapp telegram viber discord skype zoom signal snapchat instagram facebook
    messenger wechat threema imo line kakao kakaotalk talk tiktok tik tok youtube twitter slack
    microsoft teams google meet hangouts chat duo apple facetime imessage reddit linkedin pinterest
    tumblr likee bigo live element matrix session briar wire icq tamtam vk max meta x rutube
    """.split()
)
_OPEN_END = re.compile(r"(?:[:,(–—]|\s(?:и|или|в|на|с|по|о|для|к|при|из|от|до|за))$")
_CLOSED = re.compile(r"[.!?][»\"”)]*$")
_LONGEST_DATE = 60
_TOLD = "Убрано в конце текста: похоже на след картинки, адрес или дату без слов. Проверьте."


def trailing_garbage(lines, passed, is_stamp, notes):
    """The places of such lines; ``passed`` are those that are taken out for another reason."""
    found, number = [], len(lines) - 1
    while number >= 0 and (number in passed or _may_be_garbage(lines[number].stripped, is_stamp)):
        if number not in passed:
            found.append(number)
        number -= 1
    # What an unfinished line goes on with is its end: «… на сайте», «Не используются:».
    above = lines[number].stripped if number >= 0 else ""
    while found and _goes_on(above, lines[found[-1]]):
        above = lines[found.pop()].stripped
    if found and number >= 0:
        notes.doubt("не вошло", "\n".join(lines[n].stripped for n in reversed(found)), _TOLD)
    return set(found)


def _may_be_garbage(text, is_stamp):
    if is_stamp(text):
        return True
    if label_of(text)[0] or _RUSSIAN_WORD.search(text) or _names_services(text):
        return False
    latin = _ADDRESS.sub("", text)
    if not latin.strip():
        return bool(_LATIN.search(text))
    foreign = len(_LATIN.findall(latin)) > len(_CYRILLIC.findall(latin))
    return foreign or (len(text) < _LONGEST_DATE and bool(re.search(r"\d\d\.\d\d\.\d{4}", text)))


def _names_services(text):
    """«WhatsApp, Telegram», «Zoom или Skype»: no word but names."""
    words = _LATIN_WORD.findall(text)
    return bool(words) and all(word.lower() in _SERVICES for word in words)


def _goes_on(above, line):
    if not above or line.page_break:
        return False
    if _OPEN_END.search(above):
        return True
    is_address = not _ADDRESS.sub("", line.stripped).strip(" ,.;")
    return is_address and line.blank == 0 and not _CLOSED.search(above)
