"""Regulations that nobody has seen, and everything that may happen to them, by chance."""

import random
import re
from dataclasses import dataclass

from tests.regulations.importing import shapes

SUBJECTS = "администратор руководитель директор педагог воспитатель куратор методист".split()
VERBS = "создаёт проверяет обновляет закрывает рассматривает направляет сохраняет".split()
OBJECTS = (
    "чат родителей", "список участников", "ссылку для входа", "заявку на вступление",
    "сведения об образовательном процессе", "объявление организации", "канал новостей",
)  # fmt: skip
WHEN = (
    "в течение трёх рабочих дней", "до начала учебного года", "по просьбе большинства участников",
    "с согласия руководителя организации", "не позднее следующего дня", "по мере необходимости",
)  # fmt: skip
TITLES = (
    "Общие положения", "Организация работы", "Права и обязанности участников",
    "Порядок создания чатов", "Ответственность сторон", "Правила общения",
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    """``shape`` is [(number of the section, [numbers of clauses])], ``items`` how many entries."""

    text: str
    shape: list
    items: int


def regulation(seed):
    """A regulation by chance, in one of the shapes that people give to it."""
    chance = random.Random(seed)
    sections = [*chance.sample(TITLES, chance.randint(2, 4)), "Заключительные положения"]
    mark = chance.choice(["- ", "– ", "• ", "а) ", "1) "])
    lines = [
        "ПРИНЯТО", "Педагогический совет", f"протокол от 28.08.2025 № {chance.randint(1, 9)}", "",
        "УТВЕРЖДАЮ", "Директор школы", f"приказ от 29.08.2025 № {chance.randint(10, 99)}-од", "",
        "Положение о школьных чатах", "",
    ]  # fmt: skip
    shape, items = [], 0
    for n, title in enumerate(sections, start=1):
        lines += ["", f"{n}. {title}", ""]
        numbers = []
        for c in range(1, chance.randint(2, 4) + 1):
            numbers.append(f"{n}.{c}")
            entries = chance.randint(2, 4) if chance.random() < 0.3 else 0
            end = ":" if entries else "."
            lines.append(f"{n}.{c}. {_sentence(chance)}{end}")
            for place in range(entries):
                close = "." if place == entries - 1 else ";"
                lines.append(f"{_mark(mark, place)}{_phrase(chance)}{close}")
            items += entries
        shape.append((str(n), numbers))
    return Made("\n".join(lines), shape, items)


def _mark(mark, place):
    return {"а) ": f"{'абвг'[place]}) ", "1) ": f"{place + 1}) "}.get(mark, mark)


def _phrase(chance):
    return f"{chance.choice(VERBS)} {chance.choice(OBJECTS)} {chance.choice(WHEN)}"


def _sentence(chance):
    return f"{chance.choice(SUBJECTS).capitalize()} {_phrase(chance)} и {_phrase(chance)}"


# --- What happens to it: mild ways leave the structure to be read ---


def broken_lines(text, chance):
    return shapes.wrapped(text, chance.choice([60, 70, 78]))


def divided_words(text, chance):
    return shapes.wrapped(text, 70, hyphens=True)


def pages(text, chance):
    return shapes.with_pages(text, every=chance.choice([8, 11]))


def recognised(text, chance):
    return shapes.recognised(text, seed=chance.random())


def double_spaced(text, chance):
    return shapes.double_spaced(text)


def wrapped_headings(text, chance):
    """«3. Права и обязанности» on one line, «участников» on the next."""
    return re.sub(r"(?m)^(\d\. \w+ \w+ \w+) (\w+)$", r"\1\n\2", text)


MILD = [broken_lines, divided_words, pages, recognised, double_spaced, wrapped_headings]


# --- Wild ways change what can be known: only nothing may be lost ---


def restarting(text, chance):
    """Every section counts its clauses from 1.1 again."""
    return re.sub(r"(?m)^\d\.(\d)\.", r"1.\1.", text)


def skipping(text, chance):
    return re.sub(r"(?m)^(\d)\.2\.", r"\1.5.", text)


def joined(text, chance):
    """Clauses flow into the line before them."""
    return re.sub(r"\n(?=\d\.\d\.)", lambda _: " " if chance.random() < 0.4 else "\n", text)


def debris(text, chance):
    lines = text.split("\n")
    for _ in range(5):
        what = chance.choice(["7", "- 3 -", "image1.jpeg", "Школа № 9  стр. 2", "____", "~ ~"])
        lines.insert(chance.randrange(len(lines)), what)
    return "\n".join(lines)


def garbled(text, chance):
    """Signs come, go and change places."""
    signs = list(text)
    for _ in range(len(signs) // 60):
        at = chance.randrange(len(signs))
        signs[at] = chance.choice(["l", "I", "З", "0", " ", "\n", "", ".", "|", "©", "\u00ad"])
    return "".join(signs)


def torn(text, chance):
    return text[chance.randrange(len(text) // 2) :]


def shuffled(text, chance):
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    part = lines[at : at + 12]
    chance.shuffle(part)
    return "\n".join([*lines[:at], *part, *lines[at + 12 :]])


WILD = [restarting, skipping, joined, debris, garbled, torn, shuffled]
