"""The editor's page and its verbs as they are pressed, with a script and without."""

import json
import re

import pytest
from django.urls import reverse

from regulations.models import Clause, DocumentVersion
from sferum_portal.lib.text import NBSP
from tests.helpers import queries_of
from tests.regulations.making import decide, make_approved, make_draft, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]

SCRIPT = {"HX-Request": "true"}
SAVING = SCRIPT | {"X-Autosave": "1"}


def clause_of(draft, key):
    return draft.clauses.exclude(parent=None).get(key=key)


def press(client, verb, draft, *args, headers=None, **form):
    address = url(f"draft_{verb}", draft.organization, *args)
    return client.post(address, form, headers=headers or {})


def shown(client, draft, clause):
    page = client.get(f"{url('draft_edit', draft.organization)}?clause={clause.pk}")
    return page.context["page"].in_hand.text


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
