"""Regulations by chance in which one number counts sections, clauses and entries alike."""

import random
from dataclasses import dataclass

from tests.regulations.importing import distorting

ROMAN = ("I", "II", "III", "IV", "V", "VI")
#: style → (how a section is numbered, how a clause is, whether clauses are counted through)
STYLES = {
    "restarting": ("{n}. {title}", "{c}.", False),
    "through": ("{n}. {title}", "{c}.", True),
    "brackets": ("{n}. {title}", "{c})", False),
    "brackets through": ("{n}. {title}", "{c})", True),
    "capitals": ("{n}. {TITLE}", "{c}.", False),
    "with a stop": ("{n}. {title}.", "{c}.", False),
    "wrapped": ("{n}. {title} и то,\nчто с этим связано у всех участников", "{c}.", False),
    "roman": ("{r}. {title}", "{c}.", False),
    "roman through": ("{r}. {title}", "{c}.", True),
    "word": ("Раздел {n}. {title}", "{c}.", False),
    "word through": ("Раздел {n}\n{title}", "{c}.", True),
    "sign": ("§ {n}. {title}", "{c}.", False),
    "first bare": ("{bare}{title}", "{c}.", False),
}
TITLES = (
    "Участники", "Чаты классов", "Кто может войти в чат", "Ссылки и приглашения", "Тишина ночью",
    "Права и обязанности участников", "Как писать объявления", "Ответственность", "Хранение",
    "Порядок создания чатов", "Что делать при споре?", "Каналы новостей",
)  # fmt: skip
FIRST = ("Общие положения", "ОБЩИЕ ПОЛОЖЕНИЯ", "Основные положения")
HEAD = "Положение о школьных чатах\n\n"
#: Short ones, which could be headings but for their stops.
SHORT = ("Ночью в чате тишина.", "Посторонние в чат не входят.", "Чат закрывается летом.")
LISTS = {
    "none": (),
    "dashes": ("- ",) * 3,
    "letters": ("а) ", "б) ", "в) "),
    "stops": ("1. ", "2. ", "3. "),
}


@dataclass
class Line:
    """``kind`` is section, clause or entry; ``number`` as it is read, ``mark`` as it stands."""

    kind: str
    number: str | None
    mark: str
    text: str

    def __str__(self):
        return f"{self.mark} {self.text}".strip()


def lines_of(seed, style):
    chance = random.Random(seed)
    heading, clause, through = STYLES[style]
    titles = [chance.choice(FIRST), *chance.sample(TITLES, chance.randint(2, 4))]
    lines, count = [], 0
    for n, title in enumerate(titles, start=1):
        lines.append(_section(heading, n, title))
        count = count if through else 0
        for _ in range(chance.randint(2, 4)):
            count += 1
            lines += _clause(chance, clause.format(c=count), str(count))
    return lines


def _section(heading, n, title):
    bare = "" if n == 1 else f"{n}. "
    shown = heading.format(n=n, r=ROMAN[n - 1], title=title, TITLE=title.upper(), bare=bare)
    number = None if heading.startswith("{bare}") and n == 1 else str(n)
    return Line("section", ROMAN[n - 1] if "{r}" in heading else number, "", shown)


def _clause(chance, mark, number):
    marks = LISTS[chance.choice(["none", *LISTS])]
    if not marks:
        text = chance.choice(SHORT) if chance.random() < 0.3 else f"{_sentence(chance)}."
        return [Line("clause", number, mark, text)]
    entries = [
        Line("entry", None, each.strip(), f"{_phrase(chance)}{'.' if n == len(marks) else ';'}")
        for n, each in enumerate(marks, start=1)
    ]
    return [Line("clause", number, mark, f"{_sentence(chance)}:"), *entries]


def _phrase(chance):
    return f"{chance.choice(distorting.VERBS)} {chance.choice(distorting.OBJECTS)}"


def _sentence(chance):
    who = chance.choice(distorting.SUBJECTS).capitalize()
    return f"{who} {_phrase(chance)} {chance.choice(distorting.WHEN)} и всегда отвечает за это сам"


def text_of(lines):
    return HEAD + "\n".join(map(str, lines)) + "\n"


def shape_of(lines):
    """[(number of the section, [numbers of its clauses])]"""
    found = []
    for line in lines:
        if line.kind == "section":
            found.append((line.number, []))
        elif line.kind == "clause":
            found[-1][1].append(line.number)
    return found
