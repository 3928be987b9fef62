"""A match in words for the people who decide: short Russian phrases."""

import re
from datetime import date

from memberships.matching.contacts import ADDRESS, SEVERAL, TAIL
from memberships.matching.records import Match
from memberships.matching.rules import Rule
from sferum_portal.lib.text import search_form

LABELS = {
    "surname": "фамилия",
    "given_name": "имя",
    "patronymic": "отчество",
    "child_surname": "фамилия ребёнка",
    "child_given_name": "имя ребёнка",
    "child_patronymic": "отчество ребёнка",
    "phone": "телефон",
    "email": "электронная почта",
    "birth_date": "дата рождения",
    "post": "должность",
}
#: Said behind the values of the field to which the rule belongs.
OF_FIELD = {
    Rule.PHONE_TAIL: "совпали последние цифры",
    Rule.SHORT_NAME: "краткое имя",
    Rule.PART_OF_NAME: "часть двойного имени",
    Rule.SLIP: "похоже на опечатку",
    Rule.DOUBLE_SURNAME: "двойная фамилия",
    Rule.GENDERED_SURNAME: "мужская и женская форма",
    Rule.TRANSLITERATION: "латиницей",
    Rule.GIVEN_NAME_SLIP: "похоже на опечатку, но может быть и другое имя",
    Rule.SHARED_SHORT_NAME: "так зовут и с другими полными именами",
    Rule.INITIAL: "только инициал",
}
#: Said of the whole, since no field shows it.
OF_MATCH = {
    Rule.LOOK_ALIKE: "в словах смешаны русские и латинские буквы",
    Rule.LAYOUT: "набрано в английской раскладке",
    Rule.SWAPPED: "слова имени стоят не в своих полях",
    Rule.SWAPPED_UNSURELY: "что здесь имя, а что фамилия, неясно",
    Rule.CHILD_UNKNOWN: "ребёнка сравнить не с чем",
    Rule.NAME_UNKNOWN: "имя указано не полностью",
    Rule.OTHER_PARENT: "ребёнок в списке есть, но родителем записан другой человек",
    Rule.OTHER_CHILD: "родитель в списке есть, но с другим ребёнком",
    Rule.PARENT_UNKNOWN: "ребёнок в списке есть, родитель не записан",
    Rule.THIRD_PARENT: "у этого ребёнка уже приняты двое родителей",
    Rule.TAKEN: "место уже занято: такой человек уже вступил",
}


AGREE, DIFFER, LACK = ("совпало", "совпали"), ("отличается", "отличаются"), "нет в "
#: For a line that is read forty times in a row.
SHORTER = {
    "фамилия, имя, отчество": "ФИО",
    "фамилия ребёнка, имя ребёнка, отчество ребёнка": "ФИО ребёнка",
    "фамилия ребёнка, имя ребёнка": "имя и фамилия ребёнка",
    "электронная почта": "почта",
}


def in_short(phrases, *, odd):
    """``(one line, the other phrases)`` of what `reasons` gave.

    Of an ``odd`` pair the line says what does not fit, else what agrees, with what does not.
    """
    agreeing = [text for text in phrases if text.startswith(AGREE)]
    lacking = [text for text in phrases if text.startswith(LACK)]
    unfitting = [text for text in phrases if text not in agreeing and text not in lacking]
    if odd:
        return "; ".join(unfitting), [*agreeing, *lacking]
    return "; ".join([*map(_shorter, agreeing), *unfitting]), lacking


def _shorter(phrase):
    phrase = phrase.partition(": ")[2]
    for long, short in SHORTER.items():
        phrase = phrase.replace(long, short)
    return phrase


def reasons(match: Match, *, unit="подразделение", name_unit=None):
    """Why the verdict is what it is; telephones and addresses are masked.

    ``unit`` is the word of the organization's kind («класс», «группа»). The values of units are
    shown only if ``name_unit`` turns such a value into a name.
    """
    labels = LABELS | {"unit": unit}
    agreeing = [labels[field.code] + _values(field, name_unit) for field in match.agree]
    differing = [labels[field.code] + _values(field, name_unit) for field in match.differ]
    phrases = [
        _list(*AGREE, agreeing),
        _list(*DIFFER, differing),
        _list("нет в заявке", "нет в заявке", _missing(match, labels, "stated")),
        _list("нет в списке", "нет в списке", _missing(match, labels, "expected")),
        *(OF_MATCH[rule] for rule in match.rules if rule in OF_MATCH),
    ]
    if match.rivals:
        phrases.append(f"так же подходят другие записи: {len(match.rivals)}")
    return [phrase for phrase in phrases if phrase]


def _list(one, many, words):
    return f"{one if len(words) == 1 else many}: {', '.join(words)}" if words else ""


def _missing(match, labels, side):
    return [labels[field.code] for field in match.lack if getattr(field, side) in (None, "")]


def _values(field, name_unit):
    if field.code == "unit" and name_unit is None:
        return ""
    show = name_unit if field.code == "unit" else MASKS.get(field.code, _plain)
    stated, expected = show(field.stated), show(field.expected)
    note = f" — {OF_FIELD[field.rule]}" if field.rule in OF_FIELD else ""
    if search_form(stated) == search_form(expected):
        # Equal names need no values; of a telephone the end says which one it was.
        return f" ({stated}){note}" if field.code in MASKS else note
    return f" ({stated} / {expected}){note}"


def _plain(value):
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value)


def mask_phone(text):
    """«…4567»: enough to recognise a number that one knows, too little to ring it."""
    parts = ("".join(re.findall("[0-9]", part))[-TAIL:] for part in SEVERAL.split(text))
    return ", ".join("…" + digits for digits in parts)


def mask_email(text):
    """«i…@mail.example»."""
    found = (part.partition("@") for part in ADDRESS.findall(text))
    return ", ".join(f"{name[:1]}…@{domain}" for name, _, domain in found) or "…"


MASKS = {"phone": mask_phone, "email": mask_email}
