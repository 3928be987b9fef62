"""Changes in the words of acts: «пункт 2.4 изложить в следующей редакции», in the right cases."""

import re
from dataclasses import dataclass, replace

from regulations.amending.changes import ACT, ADD, CLAUSE, REPEAL, REWORD, SECTION, WORDS
from regulations.amending.matching import places_of
from regulations.amending.naming import NAMES, named, opening_named, shifted
from regulations.library.marks import mark_of
from sferum_portal.lib.text import counted

#: The kind of act by the first word of its title: accusative, and «утверждённый» in its gender.
KINDS_OF_ACT = {
    "положение": ("Положение", "утверждённое"),
    "порядок": ("Порядок", "утверждённый"),
    "регламент": ("Регламент", "утверждённый"),
    "устав": ("Устав", "утверждённый"),
    "приказ": ("приказ", "изданный"),
    "кодекс": ("Кодекс", "утверждённый"),
    "план": ("План", "утверждённый"),
    "правила": ("Правила", "утверждённые"),
    "требования": ("Требования", "утверждённые"),
    "рекомендации": ("Рекомендации", "утверждённые"),
    "инструкция": ("Инструкцию", "утверждённую"),
    "программа": ("Программу", "утверждённую"),
    "стратегия": ("Стратегию", "утверждённую"),
    "памятка": ("Памятку", "утверждённую"),
}


@dataclass(frozen=True)
class Point:
    """One point of the act: its sentence, and the text that it quotes, line by line."""

    text: str
    quoted: tuple[str, ...] = ()
    tail: str = ""  # what follows the quotation
    places: int = 0  # how often the words that change stand in the present text, where it is known

    @property
    def note(self):
        """What people should know of it before they sign; not printed."""
        if self.places < 2:
            return ""
        return f"Эти слова стоят здесь {counted(self.places, 'раз', 'раза', 'раз')}: изменятся все."


def title_of(act_title):
    """«Изменения в Положение об использовании …»"""
    return f"Изменения в {accusative(act_title)}"


def opening(act):
    """«Внести в Положение …, утверждённое приказом от … № …, следующие изменения:»"""
    _, approved = _kind_of(act["title"])
    order = ""
    if act.get("order_number"):
        how = approved if approved == "изданный" else f"{approved} приказом"
        amended = f" ({act['amended']})" if act.get("amended") else ""
        order = f", {how} от {act['order_date']} № {act['order_number']}{amended},"
    return f"Внести в {accusative(act['title'])}{order} следующие изменения:"


def accusative(title):
    """The title as it stands after «в»: only the kind of act itself changes."""
    kind, _ = _kind_of(title)
    first = re.match(r"[\w-]+", title)
    if kind is None or first is None:
        return f"акт «{title.strip('«»')}»"
    return kind + title[first.end() :]


def points(changes, sizes=None):
    """`Point`s in the order of the act; ``sizes`` (number → how many parts it has, «» for the act)
    tells which numbers shift when a part is put in between.
    """
    sizes, made = dict(sizes or {}), []
    for number, change in enumerate(changes, start=1):
        end = "." if number == len(changes) else ";"
        made.append(_ended(number, _point(change, sizes), end))
        if change.action == ADD:
            parent = change.number.rpartition(".")[0]
            sizes[parent] = sizes.get(parent, 0) + 1
    return made


def _ended(number, point, end):
    if not point.quoted:
        return replace(point, text=f"{number}) {point.text}{end}")
    *others, last = point.quoted
    first, *more = [*others, f"{last}»{point.tail}{end}"]
    return Point(f"{number}) {point.text}", (f"«{first}", *more))


def _point(change, sizes):
    below = sizes.get(change.number) if change.number else 0
    name = opening_named(change) if below and change.is_of_opening else named(change)
    if change.action == REPEAL:
        return Point(f"{named(change).what} признать утратившим силу")
    if change.action == WORDS:
        text = f"в {name.where} {_words(change)}"
        return Point(text, places=places_of(change.was, "\n".join(change.old)))
    if change.action == ADD:
        parent = change.number.rpartition(".")[0]
        whole = f"{NAMES[(ACT, SECTION, CLAUSE)[change.number.count('.')]][0]} {parent} "
        text = f"{whole if parent else ''}дополнить {name.by} следующего содержания:"
        after = shifted(change, sizes.get(parent, 0))
        return Point(text, quoted_lines(change), f"; {after}" if after else "")
    if change.action == REWORD:
        return Point(f"{name.what} изложить в следующей редакции:", quoted_lines(change))
    raise ValueError(change.action)


def _words(change):
    """«слова «…» заменить словами «…»»; of numbers «цифры», of one word «слово»."""
    was, becomes = change.was, change.becomes
    before, after = _sort(was), _sort(becomes)
    if not becomes:
        return f"{before[0]} «{was}» исключить"
    if becomes.startswith(was) and not becomes.removeprefix(was)[0].isalnum():
        more = becomes.removeprefix(was).strip()
        return f"после {before[1]} «{was}» дополнить {_sort(more)[2]} «{more}»"
    return f"{before[0]} «{was}» заменить {after[2]} «{becomes}»"


def _sort(text):
    """Accusative, genitive, instrumental of what the quoted text is."""
    if re.fullmatch(r"[\d:.,/–-]+", text):
        return ("цифры", "цифр", "цифрами")
    if re.fullmatch(r"[\w-]+", text):
        return ("слово", "слова", "словом")
    return ("слова", "слов", "словами")


def quoted_lines(change):
    """The new text with the numbers that its lines bear in the act."""
    if not change.number:
        return change.new
    first, *others = change.new
    lines = [f"{change.mark or f'{change.number}.'} {first}"]
    if change.tree and others:
        lines += _numbered(change.tree, change.number)
    else:
        parts = [{"text": text, "parts": []} for text in others]
        lines += _numbered({"marks": change.marks, "parts": parts}, change.number)
    return tuple(lines)


def _numbered(node, prefix):
    for n, part in enumerate(node["parts"], start=1):
        mark = mark_of(node.get("marks", ""), n) or f"{prefix}.{n}."
        yield f"{mark} {part['text']}"
        yield from _numbered(part, f"{prefix}.{n}")


def _kind_of(title):
    first = re.match(r"[\w-]+", title)
    return KINDS_OF_ACT.get(first[0].casefold() if first else "", (None, "утверждённый"))
