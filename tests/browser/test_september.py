"""The September week: the school's list, a class that joins, what matches accepted at once."""

import re

import pytest

from memberships.models import FamilyLink, JoinRequest, RosterEntry
from memberships.roles import Role
from tests import factories as make

SURNAMES = (
    "Белов Гусев Ежов Котов Львов Орлов Сомов Уткин Чижов Щукин Галкин Дятлов Зябликов Иволгин "
    "Карасёв Лисицын Медведев Налимов Окунев Пескарёв Ракитин Синицын Тетерин Ужов Филинов "
    "Хорьков Цаплин Шмелёв Язев Бобров"
).split()
ODD = ("Ежов", "Уткин", "Язев")


@pytest.fixture
def file(tmp_path):
    """Thirty children of one class, each with the mother."""
    rows = [f"{n};{s} Яков Олегович;5А;{s}а Анна Петровна" for n, s in enumerate(SURNAMES, 1)]
    path = tmp_path / "5А.csv"
    path.write_text("\n".join(["МБОУ СОШ;;;", "№;ФИО ребёнка;Класс;Мать", *rows]), "utf-8-sig")
    return path


def mothers_come(cast, visit, token):
    """One of them in a browser; the others' requests come from the same link meanwhile."""
    mother = visit().open(f"/i/{token}/")
    for label, text in {
        "Фамилия ребёнка": "Белов",
        "Имя ребёнка": "Яков",
        "Фамилия": "Белова",
        "Имя": "Анна",
        "Отчество": "Петровна",
        "Эл. почта": "belova@people.example",
        "Придумайте пароль": "Синий-пароход-42",
    }.items():
        # Optional fields say so in their label; «Имя» alone would be the child's too.
        mother.page.get_by_label(re.compile(rf"^{label}( — необязательно)?$")).fill(text)
    mother.press("button", "Зарегистрироваться и попросить о вступлении")
    mother.sees_heading("Заявка получена")
    for surname in SURNAMES[1:]:
        # The odd ones have another name than the school's list.
        given = "Ирина" if surname in ODD else "Анна"
        make.join_through(
            token,
            make.PersonFactory(surname=f"{surname}а", given_name=given, patronymic="Петровна"),
            child_surname=surname,
            child_given_name="Яков",
        )
    return mother


def test_a_class_joins_in_an_evening(cast, visit, file):
    admin = visit(cast.administrator).open("/admin/memberships/rosterimport/add/")
    admin.page.set_input_files("input[type=file]", file)
    admin.press("button", "Сохранить")
    admin.sees("Белов Яков Олегович")
    admin.sees("родитель: Белова Анна Петровна")
    admin.press("link", "Применить")
    admin.press("button", "Применить")
    admin.sees("применён")
    assert RosterEntry.objects.filter(role=Role.PARENT).count() == len(SURNAMES)

    _, token = make.make_invitation(cast.unit, created_by=cast.leader)
    mother = mothers_come(cast, visit, token)

    # All who match, after a page with totals: two presses.
    admin.open("/admin/memberships/joinrequest/")
    before = admin.presses
    admin.press("link", f"Принять всех совпавших ({len(SURNAMES) - len(ODD)})")
    admin.press("button", "Принять 27 заявок")
    assert admin.presses - before == 2
    admin.sees_heading("Принято: 27 заявок")
    assert JoinRequest.objects.pending().count() == len(ODD)
    mother.open("/requests/")
    mother.sees("принята")

    # The odd ones wait with their reasons.
    admin.press("link", "К заявкам")
    admin.sees("родителем записан другой человек")

    # One is taken back, with all that came with it.
    admin.open("/admin/memberships/joinrequest/?status=approved")
    admin.press("button", "Отменить решение: Белова Анна Петровна")
    admin.sees("Решение отменено")
    assert not FamilyLink.objects.current().filter(parent__surname="Белова").exists()
    mother.open("/requests/")
    mother.sees("проверяется")
