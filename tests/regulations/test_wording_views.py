"""The library's offers, the kind of document, and where a new draft takes its text from."""

import re

import pytest

from regulations.models import DocumentVersion
from sferum_portal.lib.text import NBSP
from tests.regulations.making import make_draft, url
from tests.regulations.papers_making import make_drafts, make_paper, words_of
from tests.regulations.pressing import clause_of, press, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


# --- The library and the kind of document ---------------------------------------------------------


def test_a_clause_of_the_library_takes_its_place(at, draft, cast):
    client = at("head")
    page = client.get(url("draft_library", cast.ours)).content.decode().replace(NBSP, " ")
    assert "в рабочие дни с 8:00 до 20:00" in page
    assert "емонстрацион" not in page
    answer = press(client, "take", draft, key="quiet_hours")
    taken = clause_of(draft, "quiet_hours")
    assert f"#c{taken.pk}" in answer.url
    assert taken.parent.key == "chats"
    assert press(client, "take", draft, key="quiet_hours").status_code == 409
    assert press(client, "take", draft, key="nowhere").status_code == 409


def test_a_deleted_section_comes_back_from_the_library(at, draft, cast):
    client = at("head")
    section = draft.clauses.get(parent=None, key="families")
    press(client, "delete", draft, section.pk)
    press(client, "take", draft, key="families_right")
    titles = list(draft.clauses.filter(parent=None).values_list("key", flat=True))
    assert titles.index("families") == titles.index("chats") + 1


def test_the_order_agrees_everywhere(at, draft, cast):
    client = at("head")
    answer = press(client, "form", draft, act="procedure", primary_school="on")
    assert answer.status_code == 302
    page = client.get(url("version_text", cast.ours, draft.number)).content.decode()
    text = page.replace(NBSP, " ")
    for words in (
        "Порядок об использовании",
        "Настоящий Порядок (далее — Порядок) является",
        "Он определяет",
        "Принятый Порядок согласовывается",
        "пока не принят новый Порядок",
        "Если Порядок подписан",
        "Принят</dt>",
        "Согласован</dt>",
    ):
        assert words in text, words
    article = text.partition("<article")[2].partition("</article>")[0]
    # What other acts are called is not ours to change.
    own = re.sub(r"<p>(?:постановление|приказ|распоряжение) .*?</p>", "", article)
    assert "Положени" not in own
    assert (
        "%D0%9F%D0%BE%D1%80%D1%8F%D0%B4%D0%BE%D0%BA"
        in (client.get(url("version_pdf", cast.ours, draft.number))["Content-Disposition"])
    )


def test_features_decide_on_clauses(at, draft, cast):
    client = at("head")
    page = client.get(url("draft_form", cast.ours)).content.decode()
    assert "Есть начальные классы" in page
    assert "демонстрационные" not in page
    press(client, "form", draft, act="regulation")
    page = client.get(url("draft_edit", cast.ours)).content.decode()
    assert "начальных классов может" not in page
    assert press(client, "form", draft, act="law").status_code == 422


def test_learners_without_accounts_leave_the_text_and_the_papers(at, cast):
    draft, ready = make_drafts(cast)["regulation"], cast.ours
    order = make_paper(ready, "usage_order")
    assert "обучающихся и их родителей" in words_of(order)
    client = at("head")
    page = client.get(url("draft_form", ready)).text
    assert "У обучающихся есть учебные профили" in page
    press(client, "form", draft, act="regulation", primary_school="on")
    text = client.get(url("draft_edit", ready)).text.replace("\xa0", " ")
    assert "Учебные профили обучающихся не создаются" in text
    assert "Класс — обучающиеся" not in text
    order.refresh_from_db()
    assert "обучающихся и их родителей" not in words_of(order)


# --- From the version in force --------------------------------------------------------------------


def test_a_new_draft_goes_on_from_what_people_wrote(at, ready, cast):
    client, draft = at("head"), make_draft(ready, decided=True)
    clause = clause_of(draft, "conduct")
    form = {"text": "Наши правила {{строги}}: см. п. {4.3#chat_matrix}.", "base": ""}
    form["base"] = shown(client, draft, clause)
    press(client, "write", draft, clause.pk, **form)
    press(client, "form", draft, act="procedure")
    order = {"order_number": "1", "order_date": "2026-11-20"}
    client.post(url("draft_approve", ready), order)
    frozen = DocumentVersion.objects.in_force().get()
    assert frozen.document.title.startswith("Порядок")
    page = client.get(url("regulation", ready)).content.decode()
    assert 'value="in_force" checked' in page
    client.post(url("draft_create", ready))
    later = DocumentVersion.objects.drafts().get()
    assert (later.begun_from, later.act) == ("in_force", "procedure")
    clause = clause_of(later, "conduct")
    assert clause.text == "Наши правила {{строги}}: см. п. {clause.chat_matrix}."
    assert clause_of(later, "chat_matrix").each == "chats"
    kept = dict(frozen.clauses.exclude(parent=None).values_list("key", "norms"))
    mine = dict(later.clauses.exclude(parent=None).values_list("key", "norms"))
    assert {key: norms for key, norms in kept.items() if key in mine} == mine
    assert later.bases.count() == frozen.bases.count()
    page = client.get(url("version_text", ready, later.number)).content.decode()
    assert "Наши правила {строги}" in page


def test_the_librarys_own_text_is_taken_anew(at, approved, ready):
    client = at("head")
    page = client.get(url("regulation", ready)).content.decode()
    assert 'value="library" checked' in page
    client.post(url("draft_create", ready), {"source": "in_force"})
    assert DocumentVersion.objects.drafts().get().begun_from == "in_force"


def test_a_source_that_is_not_there_is_refused(at, ready):
    for source in ("in_force", "import", "x"):
        assert at("head").post(url("draft_create", ready), {"source": source}).status_code == 409
    assert not DocumentVersion.objects.exists()
