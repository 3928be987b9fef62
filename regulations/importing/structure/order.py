"""Whether the number of a clause follows the one before it."""

from regulations.importing.structure.labels import (
    CAPITALS,
    PAREN,
    SINGLE,
    letter_value,
    roman_value,
)

DEEPEST = 3
BROKEN = "Нумерация сбилась: номер не по порядку."
ENTRY = "Запись перечня или пункт: по номеру этого не понять."
LATE = "Нумерация начинается не с единицы."


def fault_of(label, own, last):
    """What is wrong with a number «2.1» in section ``own`` after ``last``; empty where nothing."""
    parts = label.parts
    if own is not None and own != parts[0]:
        shown = own if label.number[0].isdigit() else CAPITALS[own - 1]
        return f"Номер не из раздела {shown}."
    if isinstance(last, tuple) and last and isinstance(last[0], int):
        expected = {(*last, 1)} | {(*last[:n], last[n] + 1) for n in range(1, len(last))}
        if parts not in expected:
            return BROKEN
    elif last and own is None and parts[0] != last[1]:
        return BROKEN
    elif parts[-1] != 1:
        return LATE
    if len(parts) > DEEPEST:
        return "Номер глубже, чем делится проект: текст останется в подпункте над ним."
    return ""


def fault_of_whole(value, last, whole):
    """What is wrong with «3.» or «3)» after ``last`` in its section; empty where nothing.

    ``whole`` is the last such number of the text: people count on through the sections.
    """
    if last is None:
        return "" if value in (1, whole + 1) else LATE
    before = last[0] if isinstance(last[0], int) else last[1]
    return "" if value == before + 1 else BROKEN


def fault_of_entry(clause, each, last):
    """Why an entry «1)» or «4.» of a list may be a clause; empty where it is none."""
    label = each.label
    if each.text[:1].islower():
        return ""
    if label is None or label.kind not in (SINGLE, PAREN) or (last or (None,))[0] != label.kind:
        return ""
    untold = not clause.items and not clause.text.endswith(":")
    return ENTRY if untold or label.parts[0] == last[1] + 1 else ""


def fault_of_section(label, above):
    """What is wrong with the number of a section below those ``above``; empty where nothing.

    An annex counts anew; so does what is numbered in Roman digits between what is not.
    """
    if any(section.number == label.number for section in above):
        return "Такой номер раздела уже был."
    if not label.parts:
        return ""
    annex = max((n for n, section in enumerate(above) if section.is_annex), default=-1)
    same = [s for s in above[annex + 1 :] if s.number and s.number.isdigit() == _in_digits(label)]
    unnumbered = sum(section.number is None for section in above[annex + 1 :])
    before = value_of(same[-1].number) if same else 0
    fits = {before + 1} if same else {1, unnumbered + 1}
    return "" if label.parts[0] in fits else "Номер раздела не по порядку: не пропущен ли раздел?"


def _in_digits(label):
    return label.number.isdigit()


def value_of(number):
    """«2», «II», «Б» → 2"""
    return int(number) if number.isdigit() else letter_value(number) or roman_value(number)
