"""Every paper of every kind of organization as it is printed: its words, cases and layout."""

import json

import pytest

from organizations import kinds
from regulations import services
from regulations.amending.changes import Change
from regulations.amending.papers import render_amendment
from regulations.amendments import paper_of_version
from regulations.files import stored_pdf
from regulations.papers.composing import compose
from regulations.papers.facts import PaperFacts
from regulations.papers.kinds import kinds_of
from regulations.papers.printing import full_title, joined, render_paper
from regulations.papers.samples import sample_papers
from tests.facts import today
from tests.foreign_words import foreign_words
from tests.pdf_reading import body_text, elements, pieces, read
from tests.regulations.making import approve, make_approved, make_draft
from tests.regulations.papers_making import (
    PAPERS,
    make_complete,
    make_drafts,
    make_package,
    texts,
)

pytestmark = pytest.mark.django_db
CODE = "K7MP-3XQ9-TT4D"
KINDS = [kind.code for kind in kinds.all()]
#: What each kind calls those who lead a unit, and whose appointment is approved.
TITLES = {
    "school": "О закреплении классных руководителей за классами на",
    "kindergarten": "О закреплении воспитателей групп за возрастными группами на",
    "college": "О закреплении тьюторов за учебными группами на",
}


@pytest.fixture(params=KINDS)
def papers(request, cast_of):
    """All papers of a complete package that was not yet frozen."""
    cast = cast_of(request.param)
    make_drafts(cast)
    return request.param, sample_papers(cast.ours)


def test_no_paper_has_a_foreign_word_a_brace_or_a_blank(papers):
    kind, found = papers
    assert set(found) <= set(PAPERS)
    assert len(found) == (7 if kind == "college" else 8)
    for code, paper in found.items():
        text = body_text(render_paper(paper)).replace("5А", "").replace("5Б", "")
        assert foreign_words(kind, text) == [], code
        assert "{" not in text, code
        assert "None" not in text, code
        if code != "consent_form" and "extract" not in code:
            assert "______" not in text.replace("«____» ______________ 20___ г.", ""), code


def test_the_words_of_the_kind_stand_in_their_cases(papers):
    kind, found = papers
    assert found["distribution_order"]["title"].replace("\xa0", " ").startswith(TITLES[kind])
    order = " ".join(texts(found["administrator_order"])).replace("\xa0", " ")
    assert "Назначить Петрову Анну Сергеевну, " in order
    post = {
        "kindergarten": "заместителя заведующего по безопасности",
    }.get(kind, "специалиста по информационным ресурсам")
    assert post in order
    heads = {"kindergarten": "заведующему"}
    assert f"статистику использования платформы {heads.get(kind, 'директору')}." in order
    letter = " ".join(texts(found["registration_letter"])).replace("\xa0", " ")
    assert f"возложены на Петрову Анну Сергеевну, {post}" in letter


def test_marks_of_annexes_agree_with_what_they_approve(papers):
    _, found = papers
    assert found["consent_form"]["annex"]["lines"][0] == "УТВЕРЖДЕНА"
    annex = found["distribution_order"]["pages"][1]["annex"]
    assert annex["lines"][0] == "УТВЕРЖДЕНО"
    assert annex["lines"][-1].replace("\xa0", " ").startswith("от ")


def test_consent_is_a_document_of_its_own_for_parents_and_for_adults(papers):
    kind, found = papers
    pages = (" ".join(texts(page)) for page in found["consent_form"]["pages"])
    child, adult = (text.replace("\xa0", " ") for text in pages)
    assert "персональных данных ребёнка" in child
    assert "ребёнка" not in adult
    assert ("образовательных" in adult.split("прекращения")[1]) == (kind != "kindergarten")
    for text in (child, adult):
        assert "152-ФЗ" in text
        assert "отозвать в любое время" in text


def test_each_form_of_consent_is_one_sheet_with_captions_beneath_its_lines(papers):
    form = papers[1]["consent_form"]
    # A name of usual length, as the printed forms bear it.
    short, full = "МДОУ «Детский сад № 9 „Родничок“»", f"Муниципальное учреждение {'слово ' * 12}"
    told = json.dumps(form, ensure_ascii=False).replace(form["full_name"], full)
    form = json.loads(told.replace(form["short_name"], short))
    for draft in (False, True):
        pages = read(render_paper(form, code=None if draft else CODE, draft=draft)).pages
        assert [page.extract_text().count("подпись") for page in pages] == [1, 1]
    for page in pages:
        found = {piece.text.strip(): piece for piece in reversed(pieces(page))}
        person, caption = found["Я,"], found["фамилия, имя, отчество"]
        # Beneath the line and in its middle, while the line itself is free for writing.
        assert 2 < caption.top - person.top < 6
        assert caption.left > 80
        assert found["адрес"].top > caption.top + 5


def test_a_form_that_was_frozen_with_texts_in_its_lines_is_still_printed(papers):
    form = papers[1]["consent_form"]
    for page in form["pages"]:
        (fill,) = (block for block in page["blocks"] if block["type"] == "fill")
        fill["entries"] = ["Я, (фамилия, имя, отчество)"]
    assert "Я, (фамилия, имя, отчество)" in body_text(render_paper(form))


#: What a line to fill in asks for, and how the list of personal data names it (152-ФЗ, article 9).
ASKED = {
    "фамилия, имя, отчество": "фамилия, имя, отчество",
    "фамилия, имя, отчество ребёнка": "фамилия, имя, отчество",
    "адрес": "адрес,",
    "адрес ребёнка": "адрес,",
    "документ, удостоверяющий": "реквизиты документа, удостоверяющего личность",
    "документ о полномочиях": "документа о полномочиях",
}


def test_the_consent_lists_all_data_that_its_lines_ask_for(papers):
    _, found = papers
    for page in found["consent_form"]["pages"]:
        text = " ".join(texts(page)).replace("\xa0", " ")
        listed = text.partition("Перечень персональных данных")[2].partition("Действия с")[0]
        own, _, of_child = listed.partition("ребёнка —")
        (fill,) = (block for block in page["blocks"] if block["type"] == "fill")
        lines = [entry["caption"].replace("\xa0", " ") for entry in fill["entries"]]
        for line in lines:
            (name,) = {ASKED[key] for key in (line, line[:24], line[:22]) if key in ASKED}
            assert name in (of_child if "ребёнка" in line else own), line
        assert bool(of_child) == any("ребёнка" in line for line in lines)
        assert "на платформу не вносятся" in listed


def test_papers_are_tagged_titled_and_numbered_from_page_two(papers):
    _, found = papers
    for code, paper in found.items():
        reader = read(render_paper(paper))
        assert reader.metadata.title.startswith(full_title(paper)), code
        assert elements(reader, "/H1"), code
        assert not any(piece.top < 15 for piece in pieces(reader.pages[0])), code
        for number, page in enumerate(reader.pages[1:], start=2):
            top = [piece.text for piece in pieces(page) if piece.top < 15]
            assert top == [f"стр. {number} из {len(reader.pages)}"], code


def test_equal_papers_give_equal_bytes_and_a_code_stands_on_the_first_page(papers):
    _, found = papers
    paper = found["usage_order"]
    assert render_paper(paper) == render_paper(paper)
    page = read(render_paper(paper, code="K7MP-3XQ9-TT4D")).pages[0]
    assert "K7MP-3XQ9-TT4D" in page.extract_text()


def test_samples_write_nothing_and_need_no_draft(cast):
    organization = make_complete(cast)
    papers = sample_papers(organization, date=today())
    assert list(papers) == [code for code in kinds_of(organization) if code != "regulation"]
    assert not organization.documents.exists()
    files = [render_paper(paper) for paper in papers.values()]
    pages = sum(len(read(file).pages) for file in files)
    assert len(read(joined(files)).pages) == pages


def test_the_regulation_is_an_annex_of_the_order_that_approves_it(cast):
    versions = make_package(cast)
    text = body_text(stored_pdf(versions["regulation"])).replace(" -", "-")
    order = versions["usage_order"]
    assert f"Приложение № 1 к приказу от {order.order_date:%d.%m.%Y} № 101-од" in text
    # By an order that the portal does not hold it is no annex.
    other = approve(make_draft(cast.ours, decided=True), order_number="900")
    assert "Приложение" not in body_text(stored_pdf(other)).split("ПОЛОЖЕНИЕ")[0]


def test_who_is_to_acknowledge_stands_with_the_signature_and_the_last_clause(cast):
    version = make_drafts(cast)["administrator_order"]
    substitute = {
        "substitute": cast.deputy.pk,
        "substitute_post": "Заместитель директора по воспитательной работе",
        "substitute_phone": "+79130000001",
        "substitute_email": "deputy@school.example",
    }
    services.change_paper(version=version, by=cast.head, facts=substitute)
    version.refresh_from_db()
    paper = compose("administrator_order", PaperFacts(cast.ours, own=version)).paper
    pages = [page.extract_text() for page in read(render_paper(paper)).pages]
    (last,) = [text for text in pages if "С приказом ознакомить" in text]
    for words in ("Контроль за исполнением", "М. И. Соколова", "Петрова А. С."):
        assert words in last
    assert "ознакомлен" not in " ".join(pages)


def test_no_cell_of_an_act_of_changes_breaks_a_word_or_a_number(cast, ready):
    make_approved(ready)
    changes = [
        Change("reword", "", ("Положение об использовании",), ("Порядок использования",)),
        Change("words", "3.7", was="сообщает", becomes="в порядке приказа № 150-од"),
    ]
    version = services.create_amendment(organization=ready, by=cast.head, changes=changes)
    page = read(render_amendment(paper_of_version(version))).pages[-1]
    said = page.extract_text().replace("\N{NON-BREAKING HYPHEN}", "-")
    assert "Наименование" in said
    lines = {round(piece.top) for piece in pieces(page) if piece.text in ("150", "-", "од")}
    assert len(lines) <= 1
