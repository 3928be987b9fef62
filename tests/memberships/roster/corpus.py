"""One list in the many shapes in which it comes: each reads to the same two learners."""

import csv
import io
from typing import NamedTuple

from openpyxl import Workbook

from tests.memberships.roster.files import (
    ADDRESS,
    ANNA,
    BORIS,
    BORN,
    CERTIFICATE,
    LEARNERS,
    PASSPORT,
    SHEET,
    SNILS,
    TITLES,
    delimited,
    learners,
    members,
    packed,
    rewritten,
    xlsx,
)


class File(NamedTuple):
    name: str
    data: bytes
    rows: tuple = (2, 3)  # the numbers of Anna's and Boris's rows
    header_row: int = 1
    dropped: tuple = ()
    unknown: tuple = ()


def wide(titles, anna, boris):
    return [titles, anna, boris]


SPLIT_TITLES = ["Фамилия", "Имя", "Отчество", "Параллель", "Литера", "Д.р.", "Тел.", "Эл. почта"]
SPLIT = [
    ["Белова", "Анна", "Игоревна", 5, "А", BORN, 89130000001, "anna@mail.example"],
    ["Громов", "Борис", "", "5", "б", "1.9.14", "8(913)000-00-02", "boris@mail.example"],
]
SHOUTED = [
    [
        1,
        "БЕЛОВА АННА ИГОРЕВНА",
        '5 "А"',
        "12 мая 2015 г.",
        "+7 (913) 000-00-01",
        "ANNA@MAIL.EXAMPLE",
    ],
    [2, "громов борис", "5-б", "2014-09-01", "9130000002", " boris@mail.example "],
]
NUMBERS = [
    [1, "Белова Анна Игоревна*", "5A", 42136, 89130000001.0, "anna@mail.example"],
    [2, "Громов  Борис", "05Б класс", "41883", "8.9130000002E+10", "boris@mail.example"],
]
BANNER = [
    ["Муниципальное общеобразовательное учреждение «Школа № 0»"],
    [],
    ["Список обучающихся", None, None, "на 01.09.2026"],
]
PAPERS_TITLES = [*TITLES, "СНИЛС", "Паспорт (серия, номер)", "Адрес проживания"]
PAPERS = [[*row, SNILS, PASSPORT, ADDRESS] for row in LEARNERS]


def _without_dimension(xml):
    start = xml.index(b"<dimension")
    return xml[:start] + xml[xml.index(b"/>", start) + 2 :]


def _with_lying_dimension(xml):
    start = xml.index(b"<dimension")
    return xml[:start] + b'<dimension ref="A1:A1"/>' + xml[xml.index(b"/>", start) + 2 :]


def inline():
    """As openpyxl and some electronic journals write."""
    target = io.BytesIO()
    book = Workbook()
    for row in [TITLES, *LEARNERS]:
        book.active.append(row)
    book.save(target)
    return target.getvalue()


def of_1c():
    content = members(xlsx(TITLES, *LEARNERS))
    return packed(
        {
            name.replace("sharedStrings", "SharedStrings").replace("/", "\\"): data
            for name, data in content.items()
        }
    )


CORPUS = {
    "the usual workbook": File("list.xlsx", xlsx(TITLES, *LEARNERS)),
    "texts within the sheet": File("list.xlsx", inline()),
    "CSV in UTF-8": File("list.csv", learners()),
    "CSV in UTF-8 with a mark": File("list.csv", learners(encoding="utf-8-sig")),
    "CSV in Windows-1251": File("list.csv", learners(encoding="cp1251")),
    "CSV in UTF-16": File("list.csv", learners(encoding="utf-16")),
    "CSV with commas": File("list.csv", learners(separator=",")),
    "CSV with tabs": File("list.txt", learners(separator="\t", encoding="cp1251")),
    "CSV with every cell in quotes": File("list.csv", learners(quoting=csv.QUOTE_ALL)),
    "CSV with Unix line ends": File("list.csv", learners(end="\n")),
    "CSV with Mac line ends": File("list.csv", learners(end="\r")),
    "CSV that names its separator": File("list.csv", b"sep=;\r\n" + learners(), (3, 4), 2),
    "CSV without a last line end": File("list.csv", learners().rstrip()),
    "CSV with empty lines": File(
        "list.csv",
        learners().replace(b"\r\n2;", b"\r\n\r\n;;;;;\r\n2;"),
        (2, 5),
    ),
    "CSV with line breaks in cells": File(
        "list.csv",
        delimited(
            ["№\nп/п", "Фамилия,\nимя,\nотчество", *TITLES[2:]],
            [1, "Белова\nАнна Игоревна", *ANNA[1:]],
            [2, *BORIS],
        ),
    ),
    "CSV with commas in an address": File(
        "list.csv",
        delimited([*TITLES, "Адрес"], *[[*row, ADDRESS] for row in LEARNERS]),
        dropped=("Адрес",),
    ),
    "CSV with more commas than semicolons": File(
        "list.csv",
        delimited(
            [*TITLES, "Адрес"], *[[*row, f"{ADDRESS}, {ADDRESS}, {ADDRESS}"] for row in LEARNERS]
        ),
        dropped=("Адрес",),
    ),
    "a workbook called CSV": File("list.csv", xlsx(TITLES, *LEARNERS)),
    "a text called XLSX": File("list.xlsx", learners()),
    "title lines above": File("list.xlsx", xlsx(*BANNER, TITLES, *LEARNERS), (5, 6), 4),
    "title lines merged": File(
        "list.xlsx",
        xlsx(*BANNER, TITLES, *LEARNERS, merged=["A1:F1", "A3:C3", "D3:F3"]),
        (5, 6),
        4,
    ),
    "title lines in a CSV": File("list.csv", delimited(*BANNER, TITLES, *LEARNERS), (5, 6), 4),
    "a row of numbers below the titles": File(
        "list.xlsx", xlsx(TITLES, [1, 2, 3, 4, 5, 6], *LEARNERS), (3, 4)
    ),
    "titles repeated on every page": File(
        "list.xlsx", xlsx(TITLES, LEARNERS[0], TITLES, LEARNERS[1]), (2, 4)
    ),
    "empty rows and empty columns": File(
        "list.xlsx",
        xlsx(
            [],
            [None, *TITLES],
            [],
            [None, *LEARNERS[0]],
            [None, None],
            [None, *LEARNERS[1]],
            [None, "", " "],
            [None, 3],
            [None, 4],
        ),
        (4, 6),
        2,
    ),
    "names and classes in parts": File("list.xlsx", xlsx(SPLIT_TITLES, *SPLIT)),
    "class and letter": File(
        "list.xlsx",
        xlsx(
            ["ФИО", "Класс", "Буква", "Дата рождения", "Телефон", "E-mail"],
            [ANNA[0], 5, "А", *ANNA[2:]],
            [BORIS[0], "5", "«Б»", *BORIS[2:]],
        ),
    ),
    "every spelling": File("list.xlsx", xlsx(TITLES, *SHOUTED)),
    "numbers for texts": File("list.xlsx", xlsx(TITLES, *NUMBERS)),
    "two rows of titles, merged": File(
        "list.xlsx",
        xlsx(
            ["№", "Обучающийся", None, None, "Контакты", None],
            [None, "ФИО", "Класс", "Дата рождения", "Телефон", "Почта"],
            *LEARNERS,
            merged=["A1:A2", "B1:D1", "E1:F1"],
        ),
        (3, 4),
        2,
    ),
    "two rows of titles in a CSV": File(
        "list.csv",
        delimited(
            ["№", "Обучающийся", "", "", "Контакты", ""],
            ["", "ФИО", "Класс", "Дата рождения", "Телефон", "Почта"],
            *LEARNERS,
        ),
        (3, 4),
        2,
    ),
    "the class merged beside its learners": File(
        "list.xlsx",
        xlsx(
            ["Класс", "ФИО", "Дата рождения", "Телефон", "E-mail"],
            ["5А", ANNA[0], *ANNA[2:]],
            [None, "Ветрова Вера", *ANNA[2:]],
            ["5Б", BORIS[0], *BORIS[2:]],
            merged=["A2:A3"],
        ),
        (2, 4),
    ),
    "the class above its learners": File(
        "list.xlsx",
        xlsx(
            ["№", "ФИО", "Дата рождения", "Телефон", "E-mail"],
            ["5 «А» класс"],
            [1, ANNA[0], *ANNA[2:]],
            ["5 «Б» класс"],
            [1, BORIS[0], *BORIS[2:]],
            merged=["A2:E2", "A4:E4"],
        ),
        (3, 5),
    ),
    "papers and addresses": File(
        "list.xlsx", xlsx(PAPERS_TITLES, *PAPERS), dropped=tuple(PAPERS_TITLES[6:])
    ),
    "a paper without a telling title": File(
        "list.xlsx",
        xlsx([*TITLES, "Примечание"], [*LEARNERS[0], CERTIFICATE], [*LEARNERS[1], "очень тихий"]),
        dropped=("Примечание",),
    ),
    "columns that nobody knows": File(
        "list.xlsx",
        xlsx([*TITLES, "Кружок"], [*LEARNERS[0], "хор"], LEARNERS[1]),
        unknown=("Кружок",),
    ),
    "the list on the second sheet": File(
        "list.xlsx", xlsx(sheets={"Титул": [["Школа № 0"]], "Список": [TITLES, *LEARNERS]})
    ),
    "a hidden sheet with more columns": File(
        "list.xlsx",
        xlsx(
            sheets={
                "Прошлый год": [PAPERS_TITLES, [1, "Другой Кто То", "1А"]],
                "Список": [TITLES, *LEARNERS],
            },
            hidden=["Прошлый год"],
        ),
    ),
    "a sheet without its size": File(
        "list.xlsx", rewritten(xlsx(TITLES, *LEARNERS), SHEET, _without_dimension)
    ),
    "a sheet with a wrong size": File(
        "list.xlsx", rewritten(xlsx(TITLES, *LEARNERS), SHEET, _with_lying_dimension)
    ),
    "a workbook of 1C": File("list.xlsx", of_1c()),
    "formulas where nothing is read": File(
        "list.xlsx",
        xlsx(TITLES, ["=ROW()-1", *ANNA], ["=A2+1", *BORIS]),
    ),
}
