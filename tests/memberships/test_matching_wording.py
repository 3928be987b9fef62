"""What a person reads beside a verdict."""

import pytest

from memberships.matching import Rule, Verdict, match, reasons, wording
from memberships.matching.rules import READINGS, SUPPORTS
from memberships.matching.wording import mask_email, mask_phone
from tests.memberships.matching_language import read_claim, read_roster


def said(claim, *roster, **words):
    return reasons(match(read_claim(claim), read_roster(roster)), **words)


def test_what_agrees_what_differs_and_what_lacks():
    phrases = said(
        "Иванова|Анна|Сергеевна",
        "Иванова|Анна|Сергеевич;phone=+79131234567",
        unit="класс",
    )
    assert phrases == [
        "совпали: фамилия, имя, класс",
        "отличается: отчество (Сергеевна / Сергеевич)",
        "нет в заявке: телефон",
    ]


def test_values_are_shown_where_they_are_written_otherwise():
    assert said("Петрова|Наталья|Ильинична", "ПЕТРОВА|Наталия", unit="группа") == [
        "совпали: фамилия, имя (Наталья / Наталия), группа",
        "нет в списке: отчество",
    ]


def test_a_doubt_says_what_it_may_be():
    assert said("Щербокова|Таня", "Щербакова|Татьяна")[1] == (
        "отличаются: фамилия (Щербокова / Щербакова) — похоже на опечатку,"
        " имя (Таня / Татьяна) — краткое имя"
    )


def test_units_are_named_by_the_caller():
    claim, entry = "Иванова|Анна;unit=7", "Иванова|Анна;unit=8"
    assert said(claim, entry)[1] == "отличается: подразделение"
    named = said(claim, entry, unit="класс", name_unit={"7": "5А", "8": "5Б"}.get)
    assert named[1] == "отличается: класс (5А / 5Б)"


def test_telephones_and_addresses_are_masked():
    phrases = said(
        "Иванова|Анна;phone=89131234567 email=anna@mail.example",
        "Иванова|Анна;phone=+79137654321 email=ivanova@mail.example",
    )
    assert phrases[1] == (
        "отличаются: телефон (…4567 / …4321), электронная почта (a…@mail.example / i…@mail.example)"
    )
    same = said("Иванова|Анна;phone=89131234567", "Иванова|Анна;phone=+79131234567")
    assert same == ["совпали: фамилия, имя, подразделение, телефон (…4567)"]


def test_the_end_of_a_telephone_is_not_called_the_telephone():
    phrases = said("Иванова|Анна;phone=+79251114567", "Иванова|Анна;phone=***4567")
    assert phrases[0].endswith("телефон (…4567) — совпали последние цифры")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("+7 913 123-45-67", "…4567"),
        ("67", "…67"),
        ("нет", "…"),
        ("+79131234567, +79137654321", "…4567, …4321"),
    ],
)
def test_masked_phone(text, masked):
    assert mask_phone(text) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("anna@mail.example", "a…@mail.example"),
        ("anna", "…"),
        ("anna@mail.example, olga@mail.example", "a…@mail.example, o…@mail.example"),
    ],
)
def test_masked_email(text, masked):
    assert mask_email(text) == masked


def test_dates_are_written_as_people_write_them():
    found = match(read_claim("Ли|Вера;born=2014-03-12"), read_roster(["Ли|Вера;born=2014-12-03"]))
    assert "отличается: дата рождения (12.03.2014 / 03.12.2014)" in reasons(found)


def test_namesakes_are_counted_and_nothing_is_said_of_nobody():
    phrases = said("Иванова|Анна", "Иванова|Анна", "Иванова|Анна|Ильинична")
    assert phrases[-1] == "так же подходят другие записи: 1"
    assert said("Иванова|Анна", "Кузнецова|Мария") == []


@pytest.mark.parametrize(
    ("claim", "entry", "phrase"),
    [
        ("Вера|Ли", "Ли|Вера", "слова имени стоят не в своих полях"),
        ("Ли|Dthf", "Ли|Вера", "набрано в английской раскладке"),
        ("Ли|Вера > Ли|Лев", "Ли|Ян > Ли|Лев", wording.OF_MATCH[Rule.OTHER_PARENT]),
        ("Ли|Вера > Ли|Лев", "Ли|Лев", wording.OF_MATCH[Rule.PARENT_UNKNOWN]),
        ("Ли|Вера > Ли|Лев", "Ли|Вера > Ли|Лев;joined=2", wording.OF_MATCH[Rule.THIRD_PARENT]),
        ("Ли|Вера;account=8", "Ли|Вера;account=7", wording.OF_MATCH[Rule.TAKEN]),
    ],
)
def test_what_no_field_shows_is_said_of_the_whole(claim, entry, phrase):
    assert phrase in said(claim, entry)


def test_every_rule_is_seen_in_some_phrase():
    # These show as a field that agrees, differs or lacks; namesakes are counted.
    plain = SUPPORTS | {
        *(READINGS - {Rule.LOOK_ALIKE, Rule.LAYOUT, Rule.SWAPPED, Rule.PHONE_TAIL}),
        *(rule for rule in Rule if rule.endswith("_differs")),
        Rule.UNIT_UNKNOWN,
        Rule.NAMESAKES,
    }
    assert set(Rule) == plain | set(wording.OF_FIELD) | set(wording.OF_MATCH)


def test_the_verdicts_have_russian_names():
    assert [each.label for each in Verdict] == ["совпало", "похоже", "не найдено"]


def test_a_line_for_the_queue_says_what_decides():
    """Of what matches, what agrees; of what is odd, what does not fit. Nothing is lost."""
    agreeing = (
        "совпали: фамилия, имя, отчество, фамилия ребёнка, имя ребёнка, электронная почта (и…@x)"
    )
    phrases = [
        agreeing,
        "отличается: телефон (…0001 / …0002)",
        "нет в заявке: отчество ребёнка",
        "ребёнок в списке есть, родитель не записан",
    ]
    line, rest = wording.in_short(phrases, odd=False)
    assert line == (
        "ФИО, имя и фамилия ребёнка, почта (и…@x); отличается: телефон (…0001 / …0002);"
        " ребёнок в списке есть, родитель не записан"
    )
    assert rest == phrases[2:3]
    line, rest = wording.in_short(phrases, odd=True)
    assert line == "; ".join([phrases[1], phrases[3]])
    assert rest == [phrases[0], phrases[2]]
    assert wording.in_short([], odd=True) == ("", [])
