"""Every verb of the editor."""

import pytest

from organizations.services import change_facts
from regulations import services
from regulations.editing.desk import Desk
from sferum_portal.lib.errors import DomainError
from tests.regulations.making import approve, decide, make_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


# --- Writing --------------------------------------------------------------------------------------


def test_a_text_is_shown_in_plain_words_and_stays_alive(editor, cast):
    shown = editor.shown("use")
    assert shown.startswith("{полное наименование} (далее — Школа) использует")
    assert "«{приложение}»" in shown
    editor.write("use", shown.replace("использует", "применяет"))
    assert editor.printed()["use"][1].startswith(f"{cast.ours.full_name} (далее — Школа) применяет")
    change_facts(organization=cast.ours, by=cast.head, full_name="Лицей № 5")
    assert editor.printed()["use"][1].startswith("Лицей № 5 (далее — Школа) применяет")


def test_what_is_not_changed_stays_the_librarys(editor):
    before = editor.row("conduct").text
    assert editor.write("conduct", editor.shown("conduct")) is None
    shown = editor.shown("leaders")
    editor.write("leaders", "Совсем иначе.")
    editor.write("leaders", f"  {shown}\n")
    assert editor.row("leaders").text.startswith("{Leader} прикрепляется")
    assert editor.row("conduct").text == before


def test_every_text_of_the_library_survives_being_shown_and_read_back(ready_of):
    for kind in ("school", "kindergarten", "college"):
        cast = ready_of(kind)
        desk = Desk(make_draft(cast.ours))
        texts = {}
        for node in desk.outline.all():
            shown = desk.shown(node)
            texts[node.row.pk] = desk.wording.values.format(node.row.text)
            template = desk.wording.template(shown, known=node.row.text)
            assert desk.wording.shown(template) == shown
            assert desk.wording.values.format(template) == texts[node.row.pk], node.row.key


def test_lines_become_clauses_of_their_own(editor):
    editor.write("polls", "Первый.\n\n Второй. \r\nТретий.")
    section = editor.row("chats", section=True)
    texts = list(section.parts.values_list("text", flat=True))
    place = texts.index("Первый.")
    assert texts[place : place + 3] == ["Первый.", "Второй.", "Третий."]
    assert editor.row("polls").norms == ["COMM-3"]


def test_a_split_clause_hands_its_list_on(editor):
    parts = list(editor.row("head").parts.values_list("pk", flat=True))
    editor.write("head", "{Кто принимает} решает.\nДиректор:")
    assert not editor.row("head").parts.exists()
    heir = editor.draft.clauses.get(text="Директор:")
    assert list(heir.parts.values_list("pk", flat=True)) == parts


def test_typing_on_is_one_edit(editor):
    shown = editor.shown("conduct")
    for text in ("Один.", "Один, два.", "Один, два, три."):
        editor.write("conduct", text)
    assert editor.draft.edits.count() == 1
    editor.undo()
    assert editor.shown("conduct") == shown


WRONG_TEXTS = [
    ("", "Пустого пункта не бывает"),
    (" \n \t", "Пустого пункта не бывает"),
    ("ё" * 10_000, "В пункте 10000 знаков"),
    ("Пункт\x00", "служебные знаки"),
    ("Пункт 🎉", "нельзя напечатать"),
    ("Пункт {неведомое}", "нет. Выберите её из списка"),
    ("{full_name.__class__}", "нет. Выберите её из списка"),
    ("{platform!r:>99999}", "нет. Выберите её из списка"),
    ("{0}", "нет. Выберите её из списка"),
    ("{ Пункт", "без пары"),
    ("Пункт }", "без пары"),
    ("п. {4.3#нет_такого}", "Пункта, на который ссылается"),
]


@pytest.mark.parametrize(("text", "sentence"), WRONG_TEXTS)
def test_what_cannot_be_printed_is_refused(editor, text, sentence):
    before = editor.rows()
    with pytest.raises(DomainError, match=sentence):
        editor.write("conduct", text)
    with pytest.raises(DomainError):
        editor.add(text, "conduct")
    assert editor.rows() == before


def test_signs_that_nobody_sees_are_dropped_and_braces_are_kept(editor):
    editor.write("conduct", "Мяг\u00adкий\u200b пере\ufeffнос и {{скобки}}.")
    assert editor.printed()["conduct"][1] == "Мягкий перенос и {скобки}."
    assert editor.shown("conduct") == "Мягкий перенос и {{скобки}}."


def test_a_long_title_is_refused(editor):
    with pytest.raises(DomainError, match="В названии раздела"):
        editor.write("chats", "я" * 301, section=True)
    with pytest.raises(DomainError, match="В названии раздела"):
        editor.add("я" * 301)


# --- Adding, moving, joining, deleting ------------------------------------------------------------


def test_adding_gives_numbers_and_keys(editor):
    (number,) = editor.numbers("conduct")
    added = editor.add("Новый пункт.", "polls")
    polls, own, conduct = editor.numbers("polls", added.key, "conduct")
    assert int(own.split(".")[1]) == int(polls.split(".")[1]) + 1
    assert int(conduct.split(".")[1]) == int(number.split(".")[1]) + 1
    part = editor.add("создаёт опросы", "head", "inside")
    assert part.parent.key == "head"
    section = editor.add("Новый раздел")
    assert section.parent_id is None
    assert f"section {section.key}" not in editor.printed(), "a title alone is no section"
    services.add_clause(
        version=editor.draft, by=editor.by, text="Пункт.", target=section.pk, place="inside"
    )
    assert editor.numbers(f"section {section.key}") == ["9"]


def test_a_list_after_a_colon_gets_its_marks_whatever_was_typed(editor):
    for text in ("первое;", "второе.", "третье и т. д.", "четвёртое,"):
        editor.add(text, "head", "inside")
    texts = [text for _, text in editor.printed().values()]
    assert {"первое;", "второе;", "третье и т. д.;", "четвёртое."} <= set(texts)


def test_moving_up_and_down_passes_what_does_not_stand(editor):
    # `adoption` stands beside, for organizations where nobody agrees.
    first, second = editor.numbers("adoption_with_agreement", "terms")
    editor.move("terms", "up")
    assert editor.numbers("terms") == [first]
    editor.move("terms", "down")
    assert editor.numbers("adoption_with_agreement", "terms") == [first, second]


def test_a_clause_goes_on_into_the_next_section(editor):
    last = editor.row("chats", section=True).parts.order_by("-position").first()
    editor.move(last.key, "down")
    assert editor.numbers(last.key) == ["5.1"]
    editor.move(last.key, "up")
    assert editor.row(last.key).parent.key == "chats"


def test_into_a_list_and_out_of_it(editor):
    editor.move("polls", "in")
    assert editor.row("polls").parent.key == "calls"
    editor.move("polls", "out")
    calls, polls = editor.numbers("calls", "polls")
    assert int(polls.split(".")[1]) == int(calls.split(".")[1]) + 1


def test_to_another_section(editor):
    target = editor.row("final", section=True)
    editor.move("polls", str(target.pk))
    assert editor.row("polls").parent == target
    assert editor.numbers("polls")[0].startswith("8.")


IMPOSSIBLE = [
    ("use", "up", "Дальше двигать некуда"),
    ("electronic_signature", "down", "Дальше двигать некуда"),
    ("use", "in", "Перед этим пунктом"),
    ("head", "in", "свои подпункты"),
    ("system_channels", "in", "портал составляет сам"),
    ("head_order", "in", "Глубже подпункта"),
    ("use", "out", "самостоятельный пункт"),
    ("use", "никуда", "Выберите раздел"),
    ("use", "999999999", "больше нет"),
]


@pytest.mark.parametrize(("key", "where", "sentence"), IMPOSSIBLE)
def test_impossible_moves_are_refused(editor, key, where, sentence):
    before = editor.rows()
    with pytest.raises(DomainError, match=sentence):
        editor.move(key, where)
    assert editor.rows() == before


def test_joining_puts_texts_norms_and_references_together(editor):
    editor.write("conduct", "См. п. {0#polls}.")
    kept = editor.join("polls")
    assert kept == editor.row("calls").pk
    text = editor.row("calls").text
    assert text.endswith("Опрос не заменяет решений коллегиальных органов.")
    assert editor.row("calls").norms == ["COMM-2", "COMM-3"]
    (number,) = editor.numbers("calls")
    assert editor.printed()["conduct"][1] == f"См. п. {number}."


def test_the_first_part_of_a_list_joins_the_clause_above(editor):
    editor.join("head_order")
    assert editor.row("head").text == "{Head}: издаёт приказ об использовании ИКОП «Сферум» и " + (
        "учебного профиля"
    )


@pytest.mark.parametrize(
    ("key", "sentence"),
    [("use", "объединять не с чем"), ("system_channels", "портал составляет"), ("leader", "есть")],
)
def test_impossible_joins_are_refused(editor, key, sentence):
    with pytest.raises(DomainError, match=sentence):
        editor.join(key)


def test_deleting_takes_the_parts_along_and_closes_the_gap(editor):
    leader, teacher = editor.numbers("leader", "teacher")
    editor.delete("leader")
    assert "leader_chats" not in editor.printed()
    assert editor.numbers("teacher") == [leader]
    assert teacher != leader


def test_deleting_what_somebody_has_just_changed_asks_first(editor, cast):
    seen = editor.shown("conduct")
    editor.write("conduct", "Важное дополнение.", by=cast.administrator)
    row = editor.row("conduct")
    with pytest.raises(services.EditConflict):
        services.delete_clause(version=editor.draft, clause=row.pk, base=seen, by=cast.head)
    assert editor.row("conduct").text == "Важное дополнение."


# --- References -----------------------------------------------------------------------------------


def test_references_follow_the_numbers(editor):
    assert "{4.3#chat_matrix}" in editor.shown("leader_chats")
    editor.add("Пункт.", "exchange")
    assert "в соответствии с п. 4.4 и" in editor.printed()["leader_chats"][1]
    assert "{4.4#chat_matrix}" in editor.shown("leader_chats")
    editor.write("conduct", "См. п. {4.4#chat_matrix} и раздел {5#раздел:families}.")
    assert editor.row("conduct").text == (
        "См. п. {clause.chat_matrix} и раздел {section.families}."
    )


def test_what_was_open_before_a_renumbering_still_names_the_same_clause(editor):
    seen = editor.shown("leader_chats")
    editor.add("Пункт.", "exchange")
    editor.write("leader_chats", seen.replace("создаёт", "заводит"), base=seen)
    assert "{clause.chat_matrix}" in editor.row("leader_chats").text


def test_a_reference_to_a_sub_clause(editor):
    editor.write("conduct", "См. п. {2.2.3#administrator_information}.")
    assert editor.printed()["conduct"][1] == "См. п. 2.2.3."


def test_a_reference_that_leads_nowhere_is_no_blank(editor):
    editor.delete("chat_matrix")
    faults = Desk(editor.draft).written.faults
    assert {(fault.kind, fault.name) for fault in faults} == {("reference", "clause.chat_matrix")}
    assert "[нет такого пункта]" in editor.printed()["leader_chats"][1]
    shown = editor.shown("leader_chats")
    assert "{?#chat_matrix}" in shown
    # The rest of the sentence can be worked on all the same.
    editor.write("leader_chats", shown.replace("создаёт", "заводит"))
    with pytest.raises(DomainError, match=r"п\. 2\.4\.1"):
        approve(decide(editor.draft))
