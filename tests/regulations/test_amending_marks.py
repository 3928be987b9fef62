"""What has a letter or a dash in the act is named by it: no number that nobody can find."""

from dataclasses import replace

import pytest

from regulations import contents, services
from regulations.amending.applying import CannotApplyError, apply_changes
from regulations.amending.changes import Change
from regulations.amending.choosing import parts_to_choose, present_lines, typed_lines
from regulations.amending.drafting import changes_between
from regulations.amending.naming import with_marks
from regulations.amending.ordinals import ordinal
from regulations.amending.papers import table_row
from regulations.amending.together import conflict_in
from regulations.amending.wording import points
from regulations.amendments import changes_of, paper_of_version
from regulations.library import Clause, Section
from regulations.library.marks import mark_of
from regulations.models import Clause as Row
from regulations.models import DocumentVersion
from tests.regulations.making import approve as approve_draft
from tests.regulations.making import decide, url
from tests.regulations.test_amendments import act

WORDS = ("подключает школу;", "ведёт состав;", "отвечает семьям.")


def paper(marks):
    parts = tuple(
        Clause(f"1.1.{n}", f"p{n}", text, (), mark=mark_of(marks, n))
        for n, text in enumerate(WORDS, start=1)
    )
    return [Section("1", "a", "Роли", (Clause("1.1", "b", "Он:", (), parts, marks=marks),))]


WORDED = {
    ("letters", "слова"): (
        Change("words", "1.1.2", (WORDS[1],), was="состав", becomes="списки"),
        ["1) в подпункте «б» пункта 1.1 слово «состав» заменить словом «списки»."],
    ),
    ("dashes", "слова"): (
        Change("words", "1.1.2", (WORDS[1],), was="состав", becomes="списки"),
        ["1) в абзаце третьем пункта 1.1 слово «состав» заменить словом «списки»."],
    ),
    ("letters", "изложить"): (
        Change("reword", "1.1.2", (WORDS[1],), ("учит;",)),
        ["1) подпункт «б» пункта 1.1 изложить в следующей редакции:", "«б) учит;»."],
    ),
    ("dashes", "изложить"): (
        Change("reword", "1.1.1", (WORDS[0],), ("учит;",)),
        ["1) абзац второй пункта 1.1 изложить в следующей редакции:", "«– учит;»."],
    ),
    ("letters", "утратил силу"): (
        Change("repeal", "1.1.3"),
        ["1) подпункт «в» пункта 1.1 признать утратившим силу."],
    ),
    ("dashes", "утратил силу"): (
        Change("repeal", "1.1.3"),
        ["1) абзац четвёртый пункта 1.1 признать утратившим силу."],
    ),
    ("letters", "дополнить"): (
        Change("add", "1.1.4", (), ("учит.",)),
        ["1) пункт 1.1 дополнить подпунктом «г» следующего содержания:", "«г) учит.»."],
    ),
    ("letters", "дополнить в середине"): (
        Change("add", "1.1.2", (), ("учит;",)),
        [
            "1) пункт 1.1 дополнить подпунктом «б» следующего содержания:",
            "«б) учит;»; подпункты «б»–«в» считать соответственно подпунктами «в»–«г».",
        ],
    ),
    ("dashes", "дополнить в середине"): (
        Change("add", "1.1.2", (), ("учит;",)),
        [
            "1) пункт 1.1 дополнить абзацем третьим следующего содержания:",
            "«– учит;»; абзацы третий–четвёртый считать соответственно абзацами четвёртым–пятым.",
        ],
    ),
    ("dashes", "дополнить перед последним"): (
        Change("add", "1.1.3", (), ("учит;",)),
        [
            "1) пункт 1.1 дополнить абзацем четвёртым следующего содержания:",
            "«– учит;»; абзац четвёртый считать абзацем пятым.",
        ],
    ),
    ("letters", "весь перечень, как его набрали"): (
        Change("reword", "1.1", ("Он:", *WORDS), ("Он:", "учит;", "лечит.")),
        ["1) пункт 1.1 изложить в следующей редакции:", "«1.1. Он:", "а) учит;", "б) лечит.»."],
    ),
    ("letters", "начало перечня"): (
        Change("reword", "1.1", ("Он:",), ("Она:",)),
        ["1) абзац первый пункта 1.1 изложить в следующей редакции:", "«1.1. Она:»."],
    ),
    ("", "слова в начале перечня"): (
        Change("words", "1.1", ("Он:",), was="Он", becomes="Она"),
        ["1) в абзаце первом пункта 1.1 слово «Он» заменить словом «Она»."],
    ),
    ("", "название раздела"): (
        Change("reword", "1", ("Роли",), ("Кто есть кто",)),
        ["1) наименование раздела 1 изложить в следующей редакции:", "«1. Кто есть кто»."],
    ),
    ("", "пункт без перечня впредь"): (
        Change("reword", "1.1", ("Он:", *WORDS), ("Он всё делает.",)),
        ["1) пункт 1.1 изложить в следующей редакции:", "«1.1. Он всё делает.»."],
    ),
}


@pytest.mark.parametrize("case", WORDED)
def test_parts_of_lists_are_named_as_the_act_prints_them(case):
    change, lines = WORDED[case]
    (change,) = with_marks([change], paper(case[0]))
    (point,) = points([change], {"": 1, "1": 1, "1.1": 3})
    assert [point.text, *point.quoted] == lines


@pytest.mark.parametrize(
    ("marks", "place"), [("letters", "1.1 «б»"), ("dashes", "1.1, абзац 3"), ("", "1.1.2")]
)
def test_lists_tables_and_refusals_name_them_alike(marks, place):
    sections = paper(marks)
    change, again = with_marks(
        [Change("words", "1.1.2", (WORDS[1],), was="состав", becomes="списки")] * 2, sections
    )
    assert table_row(change).label == place
    labels = dict(parts_to_choose("Положение", sections)[1][1])
    assert labels["1.1.2"] == f"{place}. ведёт состав;"
    assert conflict_in([change, again]).startswith(f"П. {place}:")
    whole = Change("repeal", "1.1")
    assert f"изменение п. {place}." in conflict_in([whole, change])


def test_the_present_text_has_its_letters_and_is_typed_without_them():
    lines = present_lines("Положение", paper("letters"), "1.1")
    assert [line.printed for line in lines] == ["1.1.", "а)", "б)", "в)"]
    assert typed_lines(lines) == "\n".join(["Он:", *WORDS])
    (line,) = present_lines("Положение", paper("letters"), "1.1.2")
    assert (line.printed, line.text) == ("б)", WORDS[1])


@pytest.mark.parametrize("marks", ["letters", "dashes"])
def test_another_text_of_one_part_is_a_change_of_that_part_alone(marks):
    (section,) = old = paper(marks)
    (clause,) = section.clauses
    first, _, last = clause.subclauses
    second = Clause("1.1.2", "p2", "ведёт списки;", (), mark=clause.subclauses[1].mark)
    new = [replace(section, clauses=(replace(clause, subclauses=(first, second, last)),))]
    (change,) = changes_between("Положение", old, "Положение", new)
    assert (change.action, change.number, change.becomes) == ("words", "1.1.2", "списки")
    _, after = apply_changes("Положение", old, [change])
    assert [part.label for part in after[0].clauses[0].subclauses] == [
        mark_of(marks, n) for n in (1, 2, 3)
    ]
    assert after[0].clauses[0].subclauses[1].text == "ведёт списки;"


def test_marks_are_kept_with_the_change():
    (change,) = with_marks([Change("repeal", "1.1.2")], paper("letters"))
    assert Change.from_data(change.as_data()) == change
    old = {name: value for name, value in change.as_data().items() if "mark" not in name}
    assert Change.from_data(old).mark == ""


@pytest.mark.parametrize(
    ("number", "cases"),
    [
        (1, ("первый", "первом", "первым")),
        (3, ("третий", "третьем", "третьим")),
        (6, ("шестой", "шестом", "шестым")),
        (19, ("девятнадцатый", "девятнадцатом", "девятнадцатым")),
        (20, ("двадцатый", "двадцатом", "двадцатым")),
        (23, ("двадцать третий", "двадцать третьем", "двадцать третьим")),
        (40, ("сороковой", "сороковом", "сороковым")),
        (98, ("девяносто восьмой", "девяносто восьмом", "девяносто восьмым")),
        (100, ("100-й", "100-м", "100-м")),
    ],
)
def test_paragraphs_are_counted_in_words(number, cases):
    assert ordinal(number) == cases


@pytest.fixture
def lettered(editor):
    """The clause of the version in force that has a list in letters."""
    row = editor.add("Администратор делает следующее:", "polls")
    for text in WORDS:
        services.add_clause(
            version=editor.draft, by=editor.by, text=text, target=row.pk, place="inside"
        )
    letters = Row.Marks.LETTERS
    services.mark_list(version=editor.draft, clause=row.pk, marks=letters, by=editor.by)
    version = approve_draft(decide(DocumentVersion.objects.get(pk=editor.draft.pk)))
    clauses = (clause for section in contents.sections(version) for clause in section.clauses)
    return next(clause for clause in clauses if clause.key == row.key)


@pytest.mark.django_db
@pytest.mark.usefixtures("quick_pdf")
def test_the_act_and_its_pages_name_the_letter(lettered, cast, at):
    number = lettered.subclauses[1].number
    version = act(cast, Change("words", number, was="состав", becomes="списки"))
    assert changes_of(version)[0].mark == "б)"
    point = paper_of_version(version).points[0]
    assert point.text.startswith(f"1) в подпункте «б» пункта {lettered.number} слово «состав»")
    client = at("head")
    page = client.get(url("change_add", cast.ours, version.pk)).text
    assert f"{lettered.number} «б». ведёт состав" in page
    page = client.get(
        url("change_add", cast.ours, version.pk), {"action": "words", "number": number}
    ).text
    assert f"Подпункт «б» пункта {lettered.number}" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert number not in page.partition("<form")[0].partition("Как сейчас")[2]
    with pytest.raises(CannotApplyError, match=f"В п. {lettered.number} «б» нет слов «зебра»"):
        services.set_change(
            version=version,
            by=cast.head,
            change=Change("words", number, was="зебра", becomes="я"),
            place=1,
        )
