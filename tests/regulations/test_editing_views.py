"""The editor's page and its verbs as they are pressed, with a script and without."""

import json
import re

import pytest
from django.urls import reverse

from regulations.documents import regulation_html
from regulations.models import Clause
from regulations.printing import printable_draft
from tests.helpers import queries_of
from tests.regulations.making import decide, make_approved, url
from tests.regulations.pressing import clause_of, press, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]

SCRIPT = {"HX-Request": "true"}
SAVING = SCRIPT | {"X-Autosave": "1"}


def test_the_page_is_the_finished_text_and_one_clause_in_hand(at, draft, cast):
    client = at("administrator")
    page = client.get(url("draft_edit", cast.ours)).content.decode()
    assert cast.ours.full_name in page
    assert "<textarea" not in page
    assert "{full_name}" not in page
    clause = clause_of(draft, "use")
    page = client.get(f"{url('draft_edit', cast.ours)}?clause={clause.pk}").content.decode()
    assert page.count("<textarea") == 1
    assert "{полное наименование} (далее — Школа)" in page


def test_a_form_without_a_script_leads_back_to_its_clause(at, draft):
    client, clause = at("head"), clause_of(draft, "conduct")
    base = shown(client, draft, clause)
    answer = press(client, "write", draft, clause.pk, text="Иначе.", base=base)
    assert answer.url == f"{url('draft_edit', draft.organization)}#c{clause.pk}"
    assert "Иначе." in client.get(answer.url).content.decode()
    assert "ваша редакция" in client.get(answer.url).content.decode()
    answer = press(client, "restore", draft, clause.pk)
    assert "ваша редакция" not in client.get(answer.url).content.decode()


def test_a_script_gets_the_editor_alone(at, draft):
    client, clause = at("head"), clause_of(draft, "conduct")
    base = shown(client, draft, clause)
    form = {"text": "Иначе.", "base": base}
    answer = press(client, "write", draft, clause.pk, headers=SCRIPT, **form)
    page = answer.content.decode()
    assert page.lstrip().startswith('<div id="editor"')
    assert "<html" not in page


def test_what_is_being_typed_is_saved_in_json(at, draft):
    client, clause = at("head"), clause_of(draft, "conduct")
    base = shown(client, draft, clause)
    form = {"text": "Иначе.", "base": base}
    answer = press(client, "write", draft, clause.pk, headers=SAVING, **form)
    assert json.loads(answer.content)["base"] == "Иначе."
    assert "Сохранено в" in json.loads(answer.content)["state"]
    form = {"text": "Иначе {.", "base": "Иначе."}
    answer = press(client, "write", draft, clause.pk, headers=SAVING, **form)
    assert answer.status_code == 422
    assert "без пары" in json.loads(answer.content)["error"]
    form = {"text": "Третье.", "base": base}
    answer = press(client, "write", draft, clause.pk, headers=SAVING, **form)
    assert answer.status_code == 409
    assert "Третье." in answer.content.decode()


WRONG = [
    ("", "Пустого пункта не бывает"),
    ("ё" * 10_000, "10000 знаков"),
    ("Пункт\x00", "служебные знаки"),
    ("Пункт {нет такого}", "Выберите её из списка"),
    ("п. {9.9#nowhere}", "Пункта, на который ссылается"),
]


@pytest.mark.parametrize(("text", "sentence"), WRONG)
def test_a_refusal_keeps_what_was_typed(at, draft, text, sentence):
    client, clause = at("head"), clause_of(draft, "conduct")
    base = shown(client, draft, clause)
    answer = press(client, "write", draft, clause.pk, text=text, base=base)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert answer.context["page"].in_hand.text == text
    assert answer.context["page"].in_hand.base == base
    answer = press(client, "add", draft, add=f"after:{clause.pk}", text=text)
    assert answer.status_code == 422
    assert answer.context["typed"] == text


def test_a_script_in_a_text_is_shown_as_text(at, draft):
    client, clause = at("head"), clause_of(draft, "conduct")
    base = shown(client, draft, clause)
    evil = "<script>alert(1)</script> & <b>жирно</b>"
    press(client, "write", draft, clause.pk, text=evil, base=base)
    for address in (
        url("draft_edit", draft.organization),
        f"{url('draft_edit', draft.organization)}?clause={clause.pk}",
        url("version_text", draft.organization, draft.number),
    ):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_a_button_keeps_what_was_typed_before_it_moves(at, draft):
    client, clause = at("head"), clause_of(draft, "polls")
    base = shown(client, draft, clause)
    press(client, "move", draft, clause.pk, text="Иначе.", base=base, where="in")
    clause.refresh_from_db()
    assert (clause.text, clause.parent.key) == ("Иначе.", "calls")
    section = draft.clauses.get(parent=None, key="final")
    press(client, "move", draft, clause.pk, where="section", section=section.pk)
    clause.refresh_from_db()
    assert clause.parent == section


def test_a_second_editor_is_shown_both_texts(at, draft):
    clause = clause_of(draft, "conduct")
    base = shown(at("head"), draft, clause)
    press(at("administrator"), "write", draft, clause.pk, text="Их слова.", base=base)
    answer = press(at("head"), "write", draft, clause.pk, text="Мои слова.", base=base)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "тем временем изменил" in page
    assert "Мои слова." in page
    clause.refresh_from_db()
    assert clause.text == "Их слова."
    press(at("head"), "write", draft, clause.pk, text="Мои слова.", base="Их слова.")
    clause.refresh_from_db()
    assert clause.text == "Мои слова."


def test_the_text_for_a_deleted_clause_is_not_lost(at, draft):
    client, clause = at("head"), clause_of(draft, "conduct")
    base = shown(client, draft, clause)
    press(client, "delete", draft, clause.pk, base=base)
    answer = press(client, "write", draft, clause.pk, text="Мои слова.", base=base)
    assert answer.status_code == 409
    assert "Мои слова." in answer.content.decode()
    section = draft.clauses.get(parent=None, key="final")
    press(client, "add", draft, add=f"inside:{section.pk}", text="Мои слова.")
    assert Clause.objects.get(text="Мои слова.").parent == section


def test_undo_and_redo_by_a_press(at, draft):
    client, clause = at("head"), clause_of(draft, "conduct")
    press(client, "delete", draft, clause.pk, base=shown(client, draft, clause))
    page = client.get(url("draft_edit", draft.organization)).context["page"]
    assert press(client, "undo", draft, page.undo.pk).status_code == 302
    assert Clause.objects.filter(pk=clause.pk).exists()
    page = client.get(url("draft_edit", draft.organization)).context["page"]
    press(client, "redo", draft, page.redo.pk)
    assert not Clause.objects.filter(pk=clause.pk).exists()
    assert press(client, "undo", draft, 999_999).status_code == 422


def test_a_reference_that_leads_nowhere_is_told_and_stops_the_approval(at, draft, cast):
    client = at("head")
    clause = clause_of(draft, "chat_matrix")
    press(client, "delete", draft, clause.pk, base=shown(client, draft, clause))
    page = client.get(url("draft_edit", cast.ours)).content.decode()
    assert "В п. 2.4.1 ссылка на пункт, которого в документе нет" in page
    decide(draft)
    page = client.get(url("draft_approve", cast.ours)).content.decode()
    assert "В п. 2.4.1 ссылка" in page
    assert 'name="order_number"' not in page


# --- Costs ----------------------------------------------------------------------------------------


def test_queries_do_not_grow_with_clauses(at, draft, cast):
    client, address = at("head"), url("draft_edit", cast.ours)
    client.get(address)
    few = queries_of(client, address)
    clause = clause_of(draft, "conduct")
    text = "\n".join(f"Пункт {number}." for number in range(200))
    press(client, "add", draft, add=f"after:{clause.pk}", text=text)
    # One for the journal's author, who was not there before.
    assert queries_of(client, address) <= few + 1
    assert queries_of(client, f"{address}?clause={clause.pk}") <= few + 1


def test_addresses_that_mean_nothing_show_the_page(at, draft, cast):
    client, address = at("head"), url("draft_edit", cast.ours)
    for query in ("clause=x", "clause=99999999999999999999", "add=after", "add=:5", "add=no:1"):
        assert client.get(f"{address}?{query}").status_code == 200, query


def test_without_a_draft_there_is_nothing_to_edit(at, ready):
    make_approved(ready)
    answer = at("head").get(url("draft_edit", ready))
    assert answer.status_code == 409
    assert "Проекта положения сейчас нет" in answer.content.decode()


def test_a_stranger_and_a_teacher_edit_nothing(at, draft, cast):
    clause = clause_of(draft, "conduct")
    for person, status in (("outsider", 404), ("teacher", 403)):
        for verb in ("write", "move", "join", "delete", "restore"):
            form = {"text": "Чужое.", "base": "", "where": "up"}
            assert press(at(person), verb, draft, clause.pk, **form).status_code == status
    clause.refresh_from_db()
    assert clause.text != "Чужое."
    assert reverse("regulations:draft_edit", args=[cast.ours.slug]).endswith("/draft/edit/")


def test_the_clause_in_hand_names_its_place_on_paper(at, draft, cast):
    clause = clause_of(draft, "conduct")
    page = at("head").get(f"{url('draft_edit', cast.ours)}?clause={clause.pk}").content.decode()
    place = re.search(r'data-place="(p[\d.]+)"', page).group(1)
    assert f'id="{place}"' in regulation_html(printable_draft(draft))
