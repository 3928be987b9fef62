"""Invented names agree with the sex of their bearer."""

import pytest

from sferum_portal.demo_data.name_lists import ORIGINS
from sferum_portal.demo_data.names import Names, latin, patronymic_of, seeded, surname_of


@pytest.mark.parametrize(
    ("man", "woman"),
    [
        ("Семёнов", "Семёнова"),
        ("Калачёв", "Калачёва"),
        ("Зарницын", "Зарницына"),
        ("Ольховский", "Ольховская"),
        ("Заречный", "Заречная"),
        ("Костенко", "Костенко"),
        ("Погосян", "Погосян"),
        ("Тетерин-Заречный", "Тетерина-Заречная"),
    ],
)
def test_a_surname_agrees(man, woman):
    assert surname_of(man, female=False) == man
    assert surname_of(man, female=True) == woman


@pytest.mark.parametrize(
    ("father", "son", "daughter"),
    [
        ("Илья", "Ильич", "Ильинична"),
        ("Никита", "Никитич", "Никитична"),
        ("Николай", "Николаевич", "Николаевна"),
        ("Юрий", "Юрьевич", "Юрьевна"),
        ("Дмитрий", "Дмитриевич", "Дмитриевна"),
        ("Игорь", "Игоревич", "Игоревна"),
        ("Пётр", "Петрович", "Петровна"),
        ("Рашид", "Рашидович", "Рашидовна"),
    ],
)
def test_a_patronymic_follows_from_the_fathers_name(father, son, daughter):
    assert patronymic_of(father, female=False) == son
    assert patronymic_of(father, female=True) == daughter


def test_every_man_of_the_lists_may_be_a_father():
    for origin in ORIGINS:
        for father in origin.men:
            son = patronymic_of(father, female=False, origin=origin)
            daughter = patronymic_of(father, female=True, origin=origin)
            assert son.endswith(("ович", "евич", "ич", "оглы"))
            assert daughter.endswith(("овна", "евна", "ична", "кызы"))


def test_the_same_seed_draws_the_same_names():
    def draw():
        names = Names(seeded("sferum", "test"))
        return [names.adult(female=number % 2 == 0) for number in range(200)]

    assert draw() == draw()


def test_letters_of_addresses_are_latin():
    assert latin("Щеглов-Юдин") == "shcheglov-yudin"
    for origin in ORIGINS:
        assert all(latin(name).isascii() for name in origin.surnames + origin.women + origin.boys)
