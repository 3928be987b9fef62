"""What titles of columns mean."""

import pytest

from memberships.roster.columns import understand
from memberships.roster.dictionary import KINDS
from memberships.roster.private import is_private_title
from memberships.roster.titles import is_ignored, meaning_of, numbered

MEANINGS = [
    ("ФИО", " full_name"),
    ("Ф.И.О.", " full_name"),
    ("ф. и. о.", " full_name"),
    ("ФИО*", " full_name"),
    ("Фамилия, имя, отчество (при наличии)", " full_name"),
    ("ФИО ученика (полностью)", "learner full_name"),
    ("Ф.И.О. обучающегося", "learner full_name"),
    ("Воспитанник", "learner full_name"),
    ("Фамилия ребёнка", "learner surname"),
    ("Отчество (при наличии)", " patronymic"),
    ("Дата рожд.", " birth_date"),
    ("Дата рождения (дд.мм.гггг)", " birth_date"),
    ("Число, месяц, год рождения", " birth_date"),
    ("Класс", " unit"),
    ("Класс/группа", " unit"),
    ("КЛАСС", " unit"),
    ("Kлacс", " unit"),  # Latin letters
    ("Параллель", " grade"),
    ("Литера", " letter"),
    ("Эл. почта", " email"),
    ("E-mail", " email"),
    ("Адрес электронной почты", " email"),
    ("Моб. тел.", " phone"),
    ("Контактный\nтелефон", " phone"),
    ("Контакты / Телефон", " phone"),
    ("ID в электронном журнале", " external_id"),
    ("Мать", "mother full_name"),
    ("ФИО матери", "mother full_name"),
    ("Мама (ФИО)", "mother full_name"),
    ("Телефон мамы", "mother phone"),
    ("Мать: тел.", "mother phone"),
    ("Родители / Мать", "mother full_name"),
    ("Сведения о родителях / Отец / Телефон", "father phone"),
    ("Папа, тел.", "father phone"),
    ("E-mail отца", "father email"),
    ("Имя отца", "father given_name"),
    ("ФИО родителя (законного представителя)", "parent full_name"),
    ("Телефон законного представителя", "parent phone"),
    ("Родитель 1", "parent1 full_name"),
    ("Родитель 2 / Телефон", "parent2 phone"),
    ("Телефон второго родителя", "parent2 phone"),
    ("1-й родитель", "parent1 full_name"),
    ("Родители", "parents full_name"),
    ("ФИО родителей (законных представителей)", "parents full_name"),
    ("Телефон мамы/папы", "parents phone"),
    ("ФИО отца и матери", "parents full_name"),
    ("Опекун", "guardian full_name"),
    ("Степень родства", " relation"),
    ("Должность", " post"),
    ("Учитель", "employee full_name"),
    ("ФИО педагогического работника", "employee full_name"),
    ("Преподаваемый предмет", " subject"),
    ("Дисциплина (МДК)", " subject"),
    ("Классный руководитель", "leader full_name"),
    ("Кл. рук.", "leader full_name"),
    ("Воспитатели группы", "leader full_name"),
    ("Куратор (ФИО)", "leader full_name"),
    ("Классное руководство", " leads"),
    ("Телефон (2)", " phone"),
]


@pytest.mark.parametrize(("title", "meaning"), MEANINGS, ids=[repr(each[0]) for each in MEANINGS])
def test_a_title_has_a_meaning(title, meaning):
    assert meaning_of(title) == tuple(meaning.split(" "))


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Кружок",
        "Группа здоровья",
        "Домашний телефон бабушки соседки",
        "Класс коррекции",
        "Список 5А класса",
        "МБОУ СОШ № 5",
        "Иванов Иван",
        "Телефон и адрес",
        "ФИО, паспорт",
        "№",
        "я" * 500,
    ],
)
def test_other_titles_have_none(title):
    assert meaning_of(title) is None


@pytest.mark.parametrize("title", ["№", "№ п/п", "п/п", "№п.п.", "Номер", "N"])
def test_numbers_of_rows_are_passed_over(title):
    assert is_ignored(title)


@pytest.mark.parametrize(
    "title",
    [
        "СНИЛС",
        "Снилс ребёнка",
        "№ СНИЛС",
        "Паспорт",
        "Паспортные данные",
        "Серия и номер паспорта",
        "Серия",
        "Кем выдан",
        "Дата выдачи",
        "Свидетельство о рождении",
        "Документ, удостоверяющий личность",
        "Адрес",
        "Домашний адрес",
        "Адрес регистрации",
        "Место жительства",
        "Прописка",
        "ИНН",
        "ИНН/СНИЛС",
        "Полис ОМС",
        "Номер медицинского полиса",
        "Группа здоровья",
        "Национальность",
        "Пароль от журнала",
        "Родители / Паспорт",
        "Телефон и адрес",
    ],
)
def test_private_titles_are_seen(title):
    assert is_private_title(title)
    columns = understand(["ФИО", "Класс", title], kind="learners")
    assert columns.dropped == {2}


@pytest.mark.parametrize(
    "title", [each[0] for each in MEANINGS] + ["Кружок", "Инна", "Домашний телефон", "Секция"]
)
def test_harmless_titles_are_not_private(title):
    assert 2 not in understand(["ФИО", "Класс", title], kind="learners").dropped


@pytest.mark.parametrize(
    ("titles", "fields"),
    [
        # what follows a parent's name under a bare title is the parent's
        ("ФИО|Класс|Мать|Телефон|Отец|Телефон", "full_name unit mother_full_name mother_phone "
         "father_full_name father_phone"),
        ("ФИО|Телефон|Класс|ФИО родителя|Телефон|E-mail", "full_name phone unit parent1_full_name "
         "parent1_phone parent1_email"),
        ("Фамилия|Имя|Класс|Фамилия матери|Имя|Отчество|Телефон", "surname given_name unit "
         "mother_surname mother_given_name mother_patronymic mother_phone"),
        ("ФИО|Класс|Родители|Телефон", "full_name unit parents_full_name parents_phone"),
        ("ФИО|Класс|ФИО родителя|Телефон родителя|ФИО родителя|Телефон родителя",
         "full_name unit parent1_full_name parent1_phone parent2_full_name parent2_phone"),
        ("ФИО|Класс|ФИО родителя|Степень родства|Телефон", "full_name unit parent1_full_name "
         "parent1_relation parent1_phone"),
        # neither the learner's nor the parents'
        ("ФИО|Класс|Классный руководитель|Телефон", "full_name unit - -"),
        ("ФИО|Родители|Имя|Класс", "full_name parents_full_name given_name unit"),
        # a column in between changes nothing
        ("ФИО|Класс|Мать|Кружок|Телефон", "full_name unit mother_full_name - mother_phone"),
        # the learner's own comes again
        ("ФИО|Мать|Класс|Телефон", "full_name mother_full_name unit phone"),
        # whose it is cannot be told
        ("ФИО|Класс|Мать|Отец|Телефон", "full_name unit mother_full_name father_full_name -"),
        # the same twice: the first is taken
        ("ФИО|Класс|Телефон|Телефон", "full_name unit phone -"),
        ("ФИО|Класс|Родители|Родители", "full_name unit parents_full_name parents_full_name"),
    ],
)  # fmt: skip
def test_neighbours_tell_whose_a_column_is(titles, fields):
    titles = numbered(titles.split("|"))
    columns = understand(titles)
    assert columns.kind == "learners"
    found = [columns.fields.get(place, "-") for place in range(len(titles))]
    assert found == fields.split()
    assert columns.unknown == {place for place, name in enumerate(found) if name == "-"}


@pytest.mark.parametrize(
    ("titles", "kind"),
    [
        ("ФИО|Класс", "learners"),
        ("ФИО|Дата рождения", "learners"),
        ("ФИО ученика|Телефон", "learners"),
        ("Воспитанник|Группа|Мать", "learners"),
        ("ФИО|Класс|Классный руководитель", "learners"),
        ("ФИО|Должность|Телефон", "staff"),
        ("ФИО|Должность|Предмет|Классное руководство", "staff"),
        ("ФИО|Предмет", "staff"),
        ("ФИО сотрудника|E-mail", "staff"),
        ("ФИО|Предмет|Классы", "teaching"),
        ("Учитель|Предмет|Класс", "teaching"),
        ("Учитель|Класс", "teaching"),
        ("Класс|Классный руководитель", "teaching"),
        ("ФИО|Классное руководство", "teaching"),
        ("Преподаватель|Дисциплина|Группа", "teaching"),
        ("ФИО|Телефон", ""),
    ],
)
def test_columns_tell_the_kind(titles, kind):
    assert understand(titles.split("|")).kind == kind


def test_titles_that_are_the_same_get_numbers_of_their_own():
    titles = ["Телефон", "Телефон", "Телефон (2)", "", "Телефон", ""]
    assert numbered(titles) == ["Телефон", "Телефон (3)", "Телефон (2)", "", "Телефон (4)", ""]


def test_a_mapping_by_hand_overrides():
    titles = ["Ученик", "Класс", "Кружок", "Телефон", "СНИЛС"]
    columns = understand(
        titles,
        mapping={"кружок ": "external_id", "Телефон": "mother_phone", "СНИЛС": "phone"},
    )
    assert columns.mapping == {
        "Ученик": "full_name",
        "Класс": "unit",
        "Кружок": "external_id",
        "Телефон": "mother_phone",
    }
    assert columns.dropped == {4}


def test_a_column_can_be_passed_over_by_hand():
    columns = understand(["ФИО", "Класс", "Телефон", "Кружок"], mapping={"Телефон": None})
    assert columns.mapping == {"ФИО": "full_name", "Класс": "unit"}
    assert columns.titles_at(columns.unknown) == ("Кружок",)


def test_a_field_given_by_hand_is_not_taken_twice():
    columns = understand(["ФИО", "Кличка", "Класс"], mapping={"Кличка": "full_name"})
    assert columns.mapping == {"Кличка": "full_name", "Класс": "unit"}
    assert columns.titles_at(columns.unknown) == ("ФИО",)


def test_fields_of_another_kind_are_left_out():
    columns = understand(["ФИО", "Класс", "Должность"], kind="staff")
    assert columns.mapping == {"ФИО": "full_name", "Должность": "post"}
    assert columns.titles_at(columns.unknown) == ("Класс",)


def test_every_field_has_a_russian_label():
    for kind in KINDS.values():
        assert len(kind.labels) == len(set(kind.labels.values())) > 8
        assert all(kind.labels.values())
    labels = KINDS["learners"].labels
    assert labels["mother_phone"] == "мать: телефон"
    assert "parent1_relation" in labels
    assert "mother_relation" not in labels
