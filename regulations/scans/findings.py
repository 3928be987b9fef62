"""What is right and what is wrong with the sheets of a scan, sheet by sheet. No database here."""

from dataclasses import dataclass

LEFT_OUT = 0  # the person's answer «не входит в документ»


@dataclass(frozen=True)
class Finding:
    """One sheet: the page that it is, and a sentence where there is something to say.

    ``page`` is None while it is open, `LEFT_OUT` for a sheet that is not taken. ``choices`` are the
    pages that a person may say it is, besides leaving it out; empty where there is no choice.
    """

    sheet: int
    page: int | None
    sentence: str = ""
    is_open: bool = False
    choices: tuple[int, ...] = ()

    @property
    def is_a_question(self):
        """Whether there is, or was, something to answer; a sheet that says its page is none."""
        return bool(self.choices) and (self.is_open or bool(self.sentence) or len(self.choices) > 1)


@dataclass(frozen=True)
class Findings:
    sheets: tuple[Finding, ...]
    missing: tuple[int, ...]

    @property
    def open_sheets(self):
        return [finding for finding in self.sheets if finding.is_open]

    @property
    def is_complete(self):
        """Whether every page is there exactly once."""
        return not self.missing and not self.open_sheets

    @property
    def plan(self):
        """Indexes of the sheets that count, by their pages."""
        pages = {one.page: one.sheet - 1 for one in self.sheets if one.page}
        return [pages[page] for page in sorted(pages)]

    @property
    def missing_line(self):
        """«Не хватает страниц 3 и 5»"""
        if not self.missing:
            return ""
        *others, last = map(str, self.missing)
        if not others:
            return f"Не хватает страницы {last}."
        return f"Не хватает страниц {', '.join(others)} и {last}."


def as_rows(sheets, names):
    """Sheets as they are stored; ``names`` says which of the codes are known, ``{code: name}``.

    A page of a version that the organization does not have is simply another document's.
    """
    return [
        {
            "code": sheet.said.code if sheet.said else "",
            "page": sheet.said.number if sheet.said else None,
            "of": names.get(sheet.said.code, "") if sheet.said else "",
            "turn": sheet.turn,
            "blank": sheet.blank,
            "answer": None,
        }
        for sheet in sheets
    ]


def of_scan(rows, *, code, pages):
    """The `Findings` for the document with this code and so many pages."""
    taken = _taken(rows, code, pages)
    found = tuple(
        _finding(sheet, row, code, pages, taken) for sheet, row in enumerate(rows, start=1)
    )
    missing = tuple(page for page in range(1, pages + 1) if page not in taken)
    return Findings(found, missing)


def _taken(rows, code, pages):
    """``{page: [numbers of the sheets that are it]}``"""
    taken = {}
    for sheet, row in enumerate(rows, start=1):
        if page := _page(row, code, pages):
            taken.setdefault(page, []).append(sheet)
    return taken


def _page(row, code, pages):
    """The page that a sheet is, None where nobody knows, LEFT_OUT where it is none."""
    if row["answer"] is not None:
        return row["answer"]
    if row["code"] == code:
        return row["page"] if row["page"] <= pages else LEFT_OUT
    return LEFT_OUT if row["code"] or row["blank"] else None


def _finding(sheet, row, code, pages, taken):
    page = _page(row, code, pages)
    if row["code"] and (row["code"] != code or row["page"] > pages):
        return Finding(sheet, LEFT_OUT, _foreign(row, code))
    choices = (row["page"],) if row["code"] else tuple(range(1, pages + 1))
    if page is None:
        sentence = "не читается код — укажите номер страницы вручную"
        return Finding(sheet, None, sentence, is_open=True, choices=choices)
    if page == LEFT_OUT:
        blank = row["blank"] and row["answer"] is None
        sentence = "пустой, не войдёт в документ" if blank else "не войдёт в документ"
        return Finding(sheet, page, sentence, choices=choices)
    if others := [other for other in taken[page] if other != sheet]:
        where = "листе" if len(others) == 1 else "листах"
        sentence = (
            f"страница {page} есть ещё на {where} {', '.join(map(str, others))} — оставьте один"
        )
        return Finding(sheet, page, sentence, is_open=True, choices=choices)
    return Finding(sheet, page, choices=choices)


def _foreign(row, code):
    if row["code"] == code:
        return f"страница {row['page']}, такой в документе нет; лист не войдёт"
    if row["of"]:
        return f"страница {row['page']} другой редакции ({row['of']}); лист не войдёт"
    return "лист другого документа, не войдёт"
