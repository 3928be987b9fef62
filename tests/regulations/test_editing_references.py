"""References as the writer sees them: «п. {4.3}», whatever other people do meanwhile."""

import json

import pytest

from tests.regulations.editor import Editor
from tests.regulations.making import url
from tests.regulations.pressing import clause_of, press

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]

WRITTEN = "См. п. {4.3#chat_matrix} и раздел {5#раздел:families}."
STORED = "См. п. {clause.chat_matrix} и раздел {section.families}."


@pytest.fixture
def editor(draft, cast):
    editor = Editor(draft, cast.administrator)
    editor.write("conduct", WRITTEN)
    return editor


def opened(client, clause, draft):
    answer = client.get(f"{url('draft_edit', draft.organization)}?clause={clause.pk}")
    return answer, form_of(answer)


def form_of(answer):
    page = answer.context["page"]
    return {"text": page.in_hand.text, "base": page.in_hand.base, "references": page.known}


def test_the_writer_sees_numbers_and_a_hint(at, draft, editor):
    answer, form = opened(at("head"), clause_of(draft, "conduct"), draft)
    assert form["text"] == "См. п. {4.3} и раздел {5}."
    hint = "{4.3} — ссылка: номер обновится сам, удалять скобки не нужно."
    assert hint in answer.text
    assert '<span class="chip">п. 4.3</span>' in answer.text
    assert '<span class="chip">раздел 5</span>' in answer.text
    # Nor do the latest changes tell of keys.
    assert "#раздел" not in answer.text.split("Последние правки")[1]
    assert "См. п. 4.3 и раздел 5." in answer.text.split("Последние правки")[1]


def test_what_was_only_opened_is_as_it_was(at, draft, editor):
    client, clause = at("head"), clause_of(draft, "conduct")
    _, form = opened(client, clause, draft)
    press(client, "write", draft, clause.pk, **form)
    clause.refresh_from_db()
    assert clause.text == STORED


def test_a_number_leads_where_it_led_when_the_page_was_opened(at, draft, editor):
    client, clause = at("head"), clause_of(draft, "conduct")
    _, form = opened(client, clause, draft)
    editor.add("Новый пункт перед матрицей.", "chat_matrix")
    editor.move("chat_matrix", "down")
    assert editor.shown("conduct") == "См. п. {4.4#chat_matrix} и раздел {5#раздел:families}."
    form["text"] += " И ещё п. {4.3}."
    saved = press(
        client, "write", draft, clause.pk, headers={"HX-Request": "true", "X-Autosave": "1"}, **form
    )
    clause.refresh_from_db()
    assert clause.text == f"{STORED} И ещё п. {{clause.chat_matrix}}."
    # The page still stands with the numbers of its opening, and goes on writing.
    form |= {"base": json.loads(saved.content)["base"], "text": f"{form['text']} Конец."}
    press(client, "write", draft, clause.pk, **form)
    clause.refresh_from_db()
    assert clause.text == f"{STORED} И ещё п. {{clause.chat_matrix}}. Конец."


def test_a_refused_text_comes_back_with_the_numbers_of_today(at, draft, editor):
    client, clause = at("head"), clause_of(draft, "conduct")
    _, form = opened(client, clause, draft)
    editor.add("Новый пункт перед матрицей.", "chat_matrix")
    editor.move("chat_matrix", "down")
    refused = press(client, "write", draft, clause.pk, **form | {"text": f"{form['text']} {{а"})
    assert refused.status_code == 422
    again = form_of(refused)
    assert again["text"] == "См. п. {4.4} и раздел {5}. {а"
    press(client, "write", draft, clause.pk, **again | {"text": again["text"][:-3]})
    clause.refresh_from_db()
    assert clause.text == STORED


def test_in_a_conflict_nothing_leads_elsewhere(at, draft, editor):
    client, clause = at("head"), clause_of(draft, "conduct")
    _, form = opened(client, clause, draft)
    editor.write("conduct", f"Сначала. {WRITTEN}")
    editor.add("Новый пункт перед матрицей.", "chat_matrix")
    editor.move("chat_matrix", "down")
    mine = form["text"].replace("См.", "Смотрите")
    conflict = press(client, "write", draft, clause.pk, **form | {"text": mine})
    assert conflict.status_code == 409
    assert f'name="references" value="{form["references"]}"' in conflict.text
    found = conflict.context["conflict"]
    for pieces in (found.their_changes, found.my_changes):
        text = "".join(piece.text for piece in pieces)
        assert "п. 4." in text
        assert "#" not in text
    # A script puts into the form what was typed last.
    theirs = conflict.context["conflict"].theirs
    press(client, "write", draft, clause.pk, **form | {"text": mine, "base": theirs})
    clause.refresh_from_db()
    assert clause.text == STORED.replace("См.", "Смотрите")


def test_braces_that_print_and_lost_references_stay(at, draft, editor):
    editor.write("conduct", "Скобки {{4.3}}, {{{{4.3}} и п. {4.3#chat_matrix}.")
    client, clause = at("head"), clause_of(draft, "conduct")
    stored = clause_of(draft, "conduct").text
    _, form = opened(client, clause, draft)
    press(client, "write", draft, clause.pk, **form | {"text": f"{form['text']} Да."})
    clause.refresh_from_db()
    assert clause.text == f"{stored} Да."
    editor.delete("chat_matrix")
    _, form = opened(client, clause, draft)
    assert "{?#chat_matrix}" in form["text"]


def test_a_new_clause_may_refer_by_a_number(at, draft, editor):
    client = at("head")
    page = client.get(f"{url('draft_edit', draft.organization)}?add=end").context["page"]
    press(client, "add", draft, add="end:", text="Разное\nСм. п. {4.3}.", references=page.known)
    assert draft.clauses.filter(text="См. п. {clause.chat_matrix}.").exists()
