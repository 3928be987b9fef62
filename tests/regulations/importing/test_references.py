"""A draft numbers anew: «п. 2.4» of the source goes on to name the clause that it named."""

import pytest
from django.core.management import call_command

from regulations.checking import findings_of
from regulations.importing.drafting import draft_entries
from regulations.importing.meaning.references import GONE, MANY, WHOSE
from regulations.importing.reading import import_regulation, pasted_source
from regulations.models import DocumentVersion
from regulations.printing import draft_sections
from tests.regulations.importing.conservation import lost
from tests.regulations.importing.test_services import import_draft, plain

#: Clause 2.3 is lacking, so that 2.4 becomes 2.3 in a draft, and 2.5.1 becomes 2.4.1.
TEXT = """ПОЛОЖЕНИЕ
о чатах лицея

1. Общие положения
1.1. Чаты заводит куратор потока.
1.2. Участие родителей добровольное.

2. Порядок общения
2.1. Чат заводится осенью.
2.2. В чат входят родители.
2.4. Сообщения отправляются днём.
2.5. Нарушителя предупреждают:
2.5.1. впервые устно;
2.5.2. затем письменно.

3. Заключительные положения
3.1. {sentence}
"""
OWN = {
    "Режим, заданный п. 2.4, действует всегда.": "Режим, заданный п. 2.3, действует всегда.",
    "Режим задан пунктами 2.1, 2.2 и 2.4 настоящего Положения.": (
        "Режим задан пунктами 2.1, 2.2 и 2.3 настоящего Положения."
    ),
    "См. пп. 2.1–2.4 и подпункт 2.5.1 Положения.": "См. пп. 2.1–2.3 и подпункт 2.4.1 Положения.",
    "По подп. 2.5.2 п. 2.5 раздела 2 всё ясно.": "По подп. 2.4.2 п. 2.4 раздела 2 всё ясно.",
    "Режим (см. п.2.4) общий; нарушителей ждёт п. 2.5.": (
        "Режим (см. п.2.3) общий; нарушителей ждёт п. 2.4."
    ),
    "По п. 2.4 Администратор пишет 2 раза в день.": "По п. 2.3 Администратор пишет 2 раза в день.",
    "Действует п. 2.4 Положения о чатах лицея.": "Действует п. 2.3 Положения о чатах лицея.",
    "Всё прочее решает раздел II.": "Всё прочее решает раздел 2.",
    "По подпункту 1 пункта 2.4 решает куратор.": "По подпункту 1 пункта 2.3 решает куратор.",
    "Знаки {п. 2.4} остаются.": "Знаки {п. 2.3} остаются.",
}  # fmt: skip
OTHER = [
    "В разделе x и разделе i пишут по-другому.",
    "Основание: п. 2 ст. 28 Федерального закона от 29.12.2012 № 273-ФЗ.",
    "Основание: пункт 2.4 Устава.",
    "Основание: пункт 2.4 приказа директора.",
    "Основание: п. 2.4 Положения об оплате труда.",
    "Основание: п. 2.4 Правил внутреннего распорядка.",
    "Основание: п. 2.4 трудового договора.",
    "Согласно ст. 28, п. 2.4 это запрещено.",
    "Устав (п. 2.4) обязателен для всех.",
    "Требования СанПиН 1.2.3685-21 (п. 2.4) соблюдаются.",
    "По подпункту 1 пункта 2.4 Устава решает совет.",
    "По п. 2.4 приложения к приказу решает совет.",
    "Срок наступает п. 01.09.2025.",
]
DOUBTED = {
    "Срок задан п. 2.3.": GONE,
    "Срок задан разделом 9.": GONE,
    "По закону № 152-ФЗ и п. 2.4 срок задан.": WHOSE,
    "Действуют п. 2.4 и п. 2.5 статьи 7.": WHOSE,
}


def read(text):
    source = pasted_source(text)
    imported = import_regulation(source)
    assert lost(source, imported) == ({}, {})
    return imported


@pytest.mark.django_db
@pytest.mark.parametrize("sentence", OWN)
def test_a_reference_follows_its_clause(ready, cast, sentence):
    draft = import_draft(cast, TEXT.format(sentence=sentence))
    assert plain(draft_sections(draft)[2].clauses[0].text) == OWN[sentence]
    assert not [
        each
        for each in findings_of(draft)
        if "при чтении файла" in each.text and each.place == "п. 3.1"
    ]


@pytest.mark.parametrize("sentence", OTHER)
def test_a_reference_to_another_act_stays(sentence):
    found = read(TEXT.format(sentence=sentence))
    entry = draft_entries(found)[2]["clauses"][0]
    assert entry["text"] == sentence
    assert entry["doubts"] == []


@pytest.mark.parametrize("sentence", DOUBTED)
def test_what_cannot_live_on_is_doubted_at_its_clause(sentence):
    found = read(TEXT.format(sentence=sentence))
    assert draft_entries(found)[2]["clauses"][0]["text"] == sentence
    doubts = [doubt for doubt in found.notes.doubts if doubt.where == "п. 3.1"]
    assert [doubt.why for doubt in doubts] == [DOUBTED[sentence]]
    assert doubts[0].text in sentence
    (why,) = draft_entries(found)[2]["clauses"][0]["doubts"]
    assert why[1:].startswith(DOUBTED[sentence][1:])


THROUGH = """Правила
общения в чатах

I. Общие положения
1. Чаты заводит куратор потока.
2. Участие родителей добровольное.

II. Порядок общения
3. Сообщения отправляются днём.
4. Режим из пункта 3 не действует, когда {case}.
"""


def test_clauses_that_are_counted_through_are_named_as_the_draft_numbers_them():
    entries = draft_entries(read(THROUGH.format(case="объявлена тревога")))
    assert entries[1]["clauses"][1]["text"].startswith("Режим из пункта {clause.imported_2_1} не")


AGAIN = """Правила
общения в чатах

ГЛАВА 1. ОБЩИЕ ПОЛОЖЕНИЯ
1. Чаты заводит куратор потока.
2. Участие родителей добровольное.

ГЛАВА 2. ПОРЯДОК ОБЩЕНИЯ
1. Сообщения отправляются днём.
2. Режим из {which} не действует, когда объявлена тревога.
"""


@pytest.mark.parametrize(
    ("which", "written"),
    [
        ("пункта 1 главы 2", "пункта {clause.imported_2_1} главы {section.imported_2}"),
        ("пункта 1 настоящей главы", "пункта {clause.imported_2_1} настоящей главы"),
    ],
)
def test_a_clause_is_sought_in_the_section_that_is_named_with_it(which, written):
    entries = draft_entries(read(AGAIN.format(which=which)))
    assert entries[1]["clauses"][1]["text"].startswith(f"Режим из {written} не")


def test_a_number_that_several_clauses_have_is_doubted():
    found = read(AGAIN.format(which="пункта 1"))
    assert "Режим из пункта 1 не" in draft_entries(found)[1]["clauses"][1]["text"]
    assert MANY in [doubt.why for doubt in found.notes.doubts]


def test_entries_of_lists_and_paragraphs_refer_too():
    text = TEXT.format(
        sentence="Не применяются:\n- п. 2.4 ночью;\n- пункт 2.5 летом.\nПрочее задаёт п. 2.4."
    )
    entry, after = draft_entries(read(text))[2]["clauses"]
    assert [part["text"] for part in entry["clauses"]] == [
        "п. {clause.imported_2_3} ночью",
        "пункт {clause.imported_2_4} летом",
    ]
    assert after["text"] == "Прочее задаёт п. {clause.imported_2_3}."


@pytest.mark.django_db
def test_the_command_saves_living_references(ready, cast, tmp_path):
    file = tmp_path / "положение.txt"
    file.write_text(TEXT.format(sentence="Режим задан п. 2.4."), "utf-8")
    call_command("import_regulation", cast.ours.slug, str(file), "--save")
    draft = DocumentVersion.objects.get()
    row = draft.clauses.get(text__startswith="Режим задан")
    assert row.text == "Режим задан п. {clause.imported_2_3}."
    assert plain(draft_sections(draft)[2].clauses[0].text) == "Режим задан п. 2.3."
