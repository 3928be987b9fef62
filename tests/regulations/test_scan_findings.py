"""What is said of the sheets of a scan: one table of scans, sheet by sheet."""

import pytest

from regulations.page_codes import PageCode
from regulations.scans.findings import as_rows, of_scan
from regulations.scans.reading import Sheet

OURS, OTHER, STRANGE = "K7MP-3XQ9-TT4D", "AAAA-BBBB-CCCC", "ZZZZ-ZZZZ-ZZZZ"
NAMES = {OURS: "редакция 2", OTHER: "редакция 1, приказ от 1.09.25 № 7"}


def page(number, code=OURS):
    return Sheet(PageCode(code, number))


UNREAD, EMPTY = Sheet(None), Sheet(None, blank=True)


def found(sheets, answers=None):
    rows = as_rows(sheets, NAMES)
    for sheet, answer in (answers or {}).items():
        rows[sheet - 1]["answer"] = answer
    return of_scan(rows, code=OURS, pages=3)


@pytest.mark.parametrize(
    ("sheets", "answers", "plan"),
    [
        ([page(1), page(2), page(3)], {}, [0, 1, 2]),
        ([page(3), page(1), page(2)], {}, [1, 2, 0]),
        ([page(1), EMPTY, page(2), EMPTY, page(3), EMPTY], {}, [0, 2, 4]),
        ([page(1), page(2), page(3), page(1, OTHER)], {}, [0, 1, 2]),
        ([page(1), UNREAD, page(3)], {2: 2}, [0, 1, 2]),
        ([UNREAD, UNREAD, UNREAD], {1: 3, 2: 2, 3: 1}, [2, 1, 0]),
        ([page(1), page(2), page(2), page(3)], {2: 0}, [0, 2, 3]),
        ([page(1), EMPTY, page(3)], {2: 2}, [0, 1, 2]),
        ([page(1), page(2), page(3), UNREAD], {4: 0}, [0, 1, 2]),
    ],
)
def test_what_is_complete(sheets, answers, plan):
    result = found(sheets, answers)
    assert result.is_complete
    assert result.plan == plan
    assert result.missing_line == ""


@pytest.mark.parametrize(
    ("sheets", "sentences", "missing"),
    [
        ([page(1), page(3)], {}, "Не хватает страницы 2."),
        ([page(1)], {}, "Не хватает страниц 2 и 3."),
        ([EMPTY], {1: "пустой, не войдёт в документ"}, "Не хватает страниц 1, 2 и 3."),
        (
            [page(1), page(2), UNREAD],
            {3: "не читается код — укажите номер страницы вручную"},
            "Не хватает страницы 3.",
        ),
        (
            [page(1), page(2), page(3), page(2)],
            {
                2: "страница 2 есть ещё на листе 4 — оставьте один",
                4: "страница 2 есть ещё на листе 2 — оставьте один",
            },
            "",
        ),
        (
            [page(1), page(2, OTHER), page(3)],
            {2: "страница 2 другой редакции (редакция 1, приказ от 1.09.25 № 7); лист не войдёт"},
            "Не хватает страницы 2.",
        ),
        # Of another organization: the same answer as for a code that nobody knows.
        (
            [page(1), page(2, STRANGE), page(3)],
            {2: "лист другого документа, не войдёт"},
            "Не хватает страницы 2.",
        ),
        (
            [page(1), page(2), page(3), page(4)],
            {4: "страница 4, такой в документе нет; лист не войдёт"},
            "",
        ),
    ],
)
def test_what_is_said(sheets, sentences, missing):
    result = found(sheets)
    assert {one.sheet: one.sentence for one in result.sheets if one.sentence} == sentences
    assert result.missing_line == missing


def test_an_unreadable_sheet_may_be_any_page_and_a_read_one_only_its_own():
    result = found([page(1), UNREAD, page(2, OTHER), EMPTY])
    assert [one.choices for one in result.sheets] == [(1,), (1, 2, 3), (), (1, 2, 3)]
    assert [one.is_open for one in result.sheets] == [False, True, False, False]


def test_an_answer_that_repeats_a_page_opens_both():
    result = found([page(1), UNREAD, page(3)], {2: 1})
    assert [one.sheet for one in result.open_sheets] == [1, 2]
    assert result.missing == (2,)
