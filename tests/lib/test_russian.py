import pytest

from sferum_portal.lib.russian import (
    CASES,
    FEMALE,
    MALE,
    agreed,
    gender_of,
    name_forms,
    phrase_forms,
    short_forms,
)
from sferum_portal.lib.russian.cases import corrections
from sferum_portal.lib.text import NBSP
from tests.lib.russian_table import rows


def parts_of(full_name):
    surname, given_name, *patronymic = full_name.split(" ")
    return surname, given_name, " ".join(patronymic)


@pytest.mark.parametrize(
    ("nominative", "oblique"), list(rows("names")), ids=lambda value: str(value)[:30]
)
def test_a_name_in_all_cases(nominative, oblique):
    known = FEMALE if nominative == "Мюллер Эдит" else None
    forms = name_forms(*parts_of(nominative), gender=known)
    assert forms == dict(zip(CASES, [nominative, *oblique], strict=True))


@pytest.mark.parametrize(
    ("nominative", "oblique"),
    [*rows("posts"), *rows("titles")],
    ids=lambda value: str(value)[:30],
)
def test_a_post_or_a_title_in_all_cases(nominative, oblique):
    assert phrase_forms(nominative) == dict(zip(CASES, [nominative, *oblique], strict=True))


def test_the_table_is_as_large_as_promised():
    assert len(list(rows("names"))) + len(list(rows("posts"))) >= 115


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Шевченко Саша Павловна", FEMALE),
        ("Шевченко Саша Павлович", MALE),
        ("Алиев Вагиф Мамед оглы", MALE),
        ("Алиева Лейла Рашид кызы", FEMALE),
        ("Ким Елена", FEMALE),
        ("Ким Виктор", MALE),
        ("Саркисян Ануш Арменовна", FEMALE),
        ("Рахимова Дилноза", FEMALE),
        ("Рахимов Жавлонбек", MALE),
        ("Нгуен Ван", None),
        ("Шевченко Саша", None),
    ],
)
def test_the_gender_follows_from_patronymic_given_name_and_surname(name, gender):
    assert gender_of(*parts_of(name)) == gender


def test_a_name_of_unknown_gender_is_left_as_it_is():
    assert set(name_forms("Нгуен", "Ван").values()) == {"Нгуен Ван"}
    assert name_forms("Нгуен", "Ван", gender=MALE)["gen"] == "Нгуена Вана"


def test_initials_stand_on_either_side_and_never_leave_the_surname():
    forms = short_forms("Петрова", "Анна", "Сергеевна")
    assert forms["acc"] == f"Петрову{NBSP}А.{NBSP}С."
    first = short_forms("Петрова", "Анна", "Сергеевна", initials_first=True)
    assert first["dat"] == f"А.{NBSP}С.{NBSP}Петровой"
    assert short_forms("Новак", "Мартин")["ins"] == f"Новаком{NBSP}М."


@pytest.mark.parametrize(
    ("title", "forms"),
    [
        ("Положение о платформе", "УТВЕРЖДЕНО СОГЛАСОВАНО ПРИНЯТО РАССМОТРЕНО"),
        ("Порядок использования", "УТВЕРЖДЁН СОГЛАСОВАН ПРИНЯТ РАССМОТРЕН"),
        ("Форма согласия", "УТВЕРЖДЕНА СОГЛАСОВАНА ПРИНЯТА РАССМОТРЕНА"),
        ("Изменения в Положение", "УТВЕРЖДЕНЫ СОГЛАСОВАНЫ ПРИНЯТЫ РАССМОТРЕНЫ"),
        ("Правила поведения", "УТВЕРЖДЕНЫ СОГЛАСОВАНЫ ПРИНЯТЫ РАССМОТРЕНЫ"),
        ("Должностная инструкция", "УТВЕРЖДЕНА СОГЛАСОВАНА ПРИНЯТА РАССМОТРЕНА"),
        ("Учебный план", "УТВЕРЖДЁН СОГЛАСОВАН ПРИНЯТ РАССМОТРЕН"),
        ("Распределение руководства", "УТВЕРЖДЕНО СОГЛАСОВАНО ПРИНЯТО РАССМОТРЕНО"),
        ("Список ответственных лиц", "УТВЕРЖДЁН СОГЛАСОВАН ПРИНЯТ РАССМОТРЕН"),
        ("Регламент работы", "УТВЕРЖДЁН СОГЛАСОВАН ПРИНЯТ РАССМОТРЕН"),
        ("«…»", "УТВЕРЖДЕНО СОГЛАСОВАНО ПРИНЯТО РАССМОТРЕНО"),
    ],
)
def test_marks_agree_with_the_title(title, forms):
    marks = ["approved", "agreed", "adopted", "considered"]
    assert [agreed(mark, title) for mark in marks] == forms.split()


def test_what_loses_force_agrees_with_its_title():
    for title, forms in {
        "Положение о платформе": "утратившим утверждённое",
        "Порядок использования": "утратившим утверждённый",
        "Инструкция по общению": "утратившей утверждённую",
        "Правила поведения": "утратившими утверждённые",
    }.items():
        said = [agreed(mark, title) for mark in ("losing_force", "approved_one")]
        assert said == forms.split()


def test_what_is_no_post_is_left_as_it_is():
    for text in ("", "—", "по уборке", "25 ставок", "«Директор»", "IT"):
        assert set(phrase_forms(text).values()) == {text}


def test_the_corrections_are_well_formed():
    data = corrections()
    for part in ("surnames", "given_names", "patronymics"):
        for rule in data[part]:
            assert rule["gender"] in ("male", "female", "any")
            assert len(rule["endings"]) == 5
    assert all(len(forms) == 6 for forms in data["words"].values())
