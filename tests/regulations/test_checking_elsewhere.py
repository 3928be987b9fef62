"""A text that was written for another organization is noticed."""

import pytest

from regulations.checking import findings_of
from regulations.checking.elsewhere import other_journals, other_organizations, other_platforms
from tests.regulations.test_comparing import paper

LYCEUM = (
    'Муниципальное автономное общеобразовательное учреждение города Заречный «Лицей № 3»',
    'МАОУ «Лицей № 3»',
)  # fmt: skip
COLLEGE = ("Государственное автономное учреждение «Колледж связи»", "ГАПОУ «Колледж связи»")


@pytest.mark.parametrize(
    ("own", "text", "name"),
    [
        (LYCEUM, "Педагогический совет МАОУ «Лицей № 3» решает.", None),
        (LYCEUM, "В лицее № 3 действует порядок, МАОУ «Лицея\xa0№\xa03».", None),
        (LYCEUM, "Настоящее положение МБОУ СОШ № 72 определяет.", "МБОУ СОШ № 72"),
        (LYCEUM, "Администрация МБОУ «СОШ № 72» хранит.", 'МБОУ "СОШ № 72"'),
        (LYCEUM, "Для МБОУ средняя школа № 72 создаются.", "МБОУ средняя школа № 72"),
        (
            LYCEUM,
            "Общеобразовательное учреждение «Средняя школа № 72» создаёт чаты.",
            'учреждение "Средняя школа № 72',
        ),
        (LYCEUM, "Общеобразовательное учреждение города «Лицей № 3».", None),
        (LYCEUM, "По приказу учреждения от 1 сентября 2025 года № 124-од.", None),
        (COLLEGE, "Студенты ГАПОУ «Колледжа связи» участвуют.", None),
        (COLLEGE, "Студенты ГБПОУ «Политехнический техникум».", 'ГБПОУ "Политехнический техникум"'),
    ],
)  # fmt: skip
def test_other_organizations(own, text, name):
    found = [each for _, each in other_organizations(paper([f"a: {text}"]), own)]
    assert found == ([name] if name else [])


def test_journals_of_others():
    text = paper(["a: Оценки — в ГИС НСО «Электронная школа».", "b: Оценки — в ЭЛЖУР."])
    assert [name for _, name in other_journals(text, "ГИС «Электронная школа»")] == ["ЭЛЖУР"]
    assert len(list(other_journals(text, ""))) == 2


@pytest.mark.parametrize(
    ("own", "text", "names"),
    [
        (["MAX"], "Чат в MAX.", []),
        (["MAX"], "Чат в VK Мессенджере.", ["VK Мессенджер"]),
        (["VK Мессенджер"], "Чат в MAX, максимум один.", ["MAX"]),
        (["MAX", "VK Мессенджер"], "Чат в MAX или VK Мессенджере.", []),
    ],
)
def test_platforms_of_others(own, text, names):
    assert [name for _, name in other_platforms(paper([f"a: {text}"]), own)] == names


@pytest.mark.django_db
def test_the_check_asks_for_all_of_them(decided):
    row = decided.clauses.filter(key__startswith="families_", parent__isnull=False).first()
    row.text = "МБОУ СОШ № 72 ведёт чаты в VK Мессенджере, оценки — в ЭЛЖУР."
    row.save()
    lines = " ".join(finding.line for finding in findings_of(decided))
    assert "названа другая организация: МБОУ СОШ № 72." in lines
    assert "назван чужой журнал: ЭЛЖУР." in lines
    assert "названо приложение, которого у вас нет: VK Мессенджер." in lines
