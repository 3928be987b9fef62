"""From an imported text to the draft, and through the draft to the paper."""

import pytest
from django.core.exceptions import PermissionDenied

from regulations import law, services
from regulations.bases import unknown_acts
from regulations.importing.reading import import_regulation, pasted_source
from regulations.models import DocumentVersion
from regulations.printing import draft_facts, draft_sections
from sferum_portal.lib.errors import DomainError
from tests.regulations.importing import shapes
from tests.regulations.importing.truths import KINDERGARTEN, SCHOOL
from tests.regulations.making import approve, decide, make_draft, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


#: The check before approval misses norms that such texts do not have.
REASON = "Так решил педагогический совет."


def imported(text):
    return import_regulation(pasted_source(text))


def import_draft(cast, text, by=None):
    return services.import_draft(
        organization=cast.ours, by=by or cast.administrator, imported=imported(text)
    )


def plain(text):
    return text.replace("\u00a0", " ")


def test_the_draft_says_what_the_text_said(ready, cast):
    draft = import_draft(cast, shapes.text_of(SCHOOL, "decimal"))
    sections = draft_sections(draft)
    assert [plain(section.title) for section in sections] == [t for t, _ in SCHOOL.sections]
    for section, (_, clauses) in zip(sections, SCHOOL.sections, strict=True):
        assert [plain(clause.text) for clause in section.clauses] == [text for text, _ in clauses]
        for clause, (_, items) in zip(section.clauses, clauses, strict=True):
            assert [plain(part.text) for part in clause.subclauses] == list(items)
    assert draft_facts(draft)["title"] == SCHOOL.title


def test_known_acts_become_bases_and_unknown_ones_stay_words(ready, cast):
    text = shapes.text_of(SCHOOL, "decimal").replace("№ 04-127", "№ 99-999")
    draft = import_draft(cast, text)
    assert [row.basis.number for row in draft.bases.all()] == ["273-ФЗ", "152-ФЗ", "1241", "542/1"]
    assert any("99-999" in clause.text for clause in draft.clauses.all())


def test_acts_that_the_register_lacks_are_told_of_until_it_has_them(ready, cast, client):
    text = shapes.text_of(SCHOOL, "decimal").replace("№ 04-127", "№ 99-999")
    draft = import_draft(cast, text)
    (unknown,) = unknown_acts(draft)
    assert unknown.number == "99-999"
    client.force_login(cast.head)
    page = client.get(url("draft_bases", ready)).text
    assert "За этими актами портал не следит" in page
    assert "99-999" in page
    assert "1 акт портал не знает" in client.get(url("regulation", ready)).text.replace("\xa0", " ")
    act = law.add_act(
        by=cast.operator,
        act_kind="письмо",
        issuer="Минпросвещения России",
        date=unknown.date,
        number="99-999",
        title="О рекомендациях",
        status="in_force",
        checked_on=unknown.date,
        kinds=[],
    )
    assert unknown_acts(draft) == []
    services.add_basis(version=draft, basis=act.pk, by=cast.head)
    assert "портал не следит" not in client.get(url("draft_bases", ready)).text


def test_old_decisions_are_kept_but_decide_nothing(ready, cast):
    draft = import_draft(cast, shapes.text_of(SCHOOL, "decimal"))
    assert not draft.approvals.exists()
    kept = draft.data["imported"]
    assert [row["order"] for row in kept["approvals"]][-1] == "102/2-од"
    assert kept["leftovers"] == [SCHOOL.owner]


def test_braces_come_out_as_themselves(ready, cast):
    draft = import_draft(cast, "1. Общее {раздел}\n1.1. Шаблон {full_name} и {{скобки}} 100 %.")
    (section,) = draft_sections(draft)
    assert plain(section.title) == "Общее {раздел}"
    assert plain(section.clauses[0].text) == "Шаблон {full_name} и {{скобки}} 100 %."


def test_deeper_clauses_and_paragraphs_below_a_list_find_a_place(ready, cast):
    draft = import_draft(
        cast,
        "1. Общее\n1.1. Запрещается:\n1.1.1. шуметь:\n- днём;\n- ночью;\n1.1.2. бегать.\n"
        "1.2. Разрешается:\n- петь;\n- читать.\nПрочее решает совет. Он собирается летом.",
    )
    first, second, third = draft_sections(draft)[0].clauses
    assert [plain(part.text) for part in first.subclauses] == [
        "шуметь: – днём; – ночью;",
        "бегать.",
    ]
    assert [part.text for part in second.subclauses] == ["петь;", "читать."]
    assert plain(third.text) == "Прочее решает совет. Он собирается летом."


def test_headings_without_clauses_and_lists_without_words_find_a_place(ready, cast):
    text = "Раздел 1. Пустой\nРаздел 2. Права\n- читать;\n- писать.\nРаздел 3. Конец"
    draft = import_draft(cast, text)
    sections = draft_sections(draft)
    assert [section.title for section in sections] == ["Пустой", "Права"]
    assert [clause.text for clause in sections[1].clauses] == ["читать;", "писать.", "Конец"]


def test_a_text_of_another_kind_goes_through_to_approval(ready_of):
    cast = ready_of("kindergarten")
    draft = import_draft(cast, shapes.text_of(KINDERGARTEN, "roman_flat"))
    approved = approve(decide(draft), reason=REASON)
    assert approved.is_in_force
    assert approved.title == KINDERGARTEN.title
    assert approved.bases.first().line.startswith("Федеральный закон")


def test_a_text_without_title_and_acts_can_be_printed_too(ready, cast):
    draft = import_draft(cast, "1. Чат создаёт учитель.\n2. Родители вступают по ссылке.")
    title = services.TITLE.format(act="Положение")
    assert approve(decide(draft), reason=REASON).title == title


def test_the_norms_of_the_clauses_are_kept(ready, cast):
    draft = import_draft(cast, shapes.text_of(SCHOOL, "decimal"))
    carried = {norm for clause in draft.clauses.all() for norm in clause.norms}
    assert {"JOIN-5", "COMM-8", "COMM-9", "DOC-6"} <= carried


def test_while_a_draft_exists_there_is_no_second_one(ready, cast):
    make_draft(ready)
    with pytest.raises(DomainError, match="уже подготовлен"):
        import_draft(cast, "1. Чат создаёт учитель.")
    assert DocumentVersion.objects.count() == 1


def test_an_endless_title_is_refused(ready, cast):
    with pytest.raises(DomainError, match="Название длиннее"):
        import_draft(cast, "Положение о " + "чате " * 200 + "\n1. Общие положения\n1.1. Чат есть.")
    assert not DocumentVersion.objects.exists()


@pytest.mark.parametrize("person", ["teacher", "parent", "outsider", "stranger"])
def test_only_those_who_prepare_import(ready, cast, person):
    with pytest.raises(PermissionDenied):
        import_draft(cast, "1. Чат создаёт учитель.", by=getattr(cast, person))
    assert not DocumentVersion.objects.exists()


def test_who_imported_stands_in_the_history(ready, cast):
    draft = import_draft(cast, "1. Чат создаёт учитель.")
    row = draft.history.first()
    assert row.history_user == cast.administrator
    assert row.history_change_reason == "Импортирован существующий текст"
