"""The marks of lists that are not everybody's: in two brackets, in small Roman digits."""

import pytest

from regulations.importing.drafting import draft_entries
from tests.regulations.importing.test_suspects import as_docx, read

TEXT = """Положение о школьных чатах

1. Общие положения
1.1. Куратор:
{}
1.2. Чат закрыт.
"""
ENTRIES = ["создаёт чат;", "приглашает семьи;", "отвечает на вопросы;", "закрывает чат."]
by_format = pytest.mark.parametrize("made", [str, as_docx], ids=["text", "docx"])


def listed(marks, entries=ENTRIES):
    return "\n".join(f"{mark} {entry}" for mark, entry in zip(marks, entries, strict=True))


@by_format
@pytest.mark.parametrize(
    ("given", "marks", "kind"),
    [
        ("(а) (б) (в) (г)", "а) б) в) г)", "letters"),
        ("(1) (2) (3) (4)", "1) 2) 3) 4)", ""),
        ("i) ii) iii) iv)", "i) ii) iii) iv)", "letters"),
        ("(i) (ii) (iii) (iv)", "i) ii) iii) iv)", "letters"),
        ("a) b) c) d)", "а) b) с) d)", "letters"),
    ],
)
def test_a_mark_is_no_part_of_the_entry(given, marks, kind, made):
    found = read(made(TEXT.format(listed(given.split()))))
    items = found.clauses[0].items
    assert [item.text for item in items] == ENTRIES
    assert [item.mark for item in items] == marks.split()
    assert [doubt.why for doubt in found.notes.doubts if doubt.where == "п. 1.1"] == []
    assert draft_entries(found)[0]["clauses"][0]["marks"] == kind


def test_small_roman_digits_below_letters():
    inner = "а) закрывает чат:\ni) летом;\nii) по просьбе;\nб) отвечает."
    items = read(TEXT.format(inner)).clauses[0].items
    assert [(item.mark, item.level) for item in items] == [
        ("а)", 1), ("i)", 2), ("ii)", 2), ("б)", 1),
    ]  # fmt: skip


def test_a_latin_letter_may_be_a_digit_too():
    marks = [f"{letter})" for letter in "abcdefghij"]
    found = read(TEXT.format(listed(marks, [f"задача № {n};" for n in range(10)])))
    assert [item.level for item in found.clauses[0].items] == [1] * 10
    assert not found.notes.doubts


def test_a_digit_that_is_passed_over_is_doubted():
    found = read(TEXT.format(listed("i) ii) iv) v)".split())))
    assert any("сбилась" in doubt.why for doubt in found.notes.doubts)
