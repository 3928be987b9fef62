"""The act of changes as it is printed: its points, then old and new side by side."""

from dataclasses import dataclass, replace
from itertools import groupby

from django.template.loader import render_to_string

from regulations.amending.applying import with_words
from regulations.amending.changes import ADD, REPEAL, REPEALED, WORDS
from regulations.amending.naming import label
from regulations.amending.wording import opening, points
from regulations.comparing.words import differences, tidy
from regulations.documents import (
    Act,
    BodyApproval,
    Entitled,
    HeadApproval,
    verification_qr,
)
from regulations.page_codes import of_version
from sferum_portal.lib.pdf import render_pdf


@dataclass(frozen=True)
class TableRow:
    """One line of the table: the number, the present and the new wording as runs of words."""

    label: str
    old: tuple
    new: tuple


@dataclass(frozen=True, kw_only=True)
class PrintableAmendment(Entitled):
    """All that stands on the paper; a draft alone may lack order, protocols and code."""

    title: str
    organization_full_name: str
    organization_short_name: str
    settlement: str
    year: int
    approval: HeadApproval
    bodies: tuple[BodyApproval, ...]
    opening: str
    points: tuple
    rows: tuple[TableRow, ...]
    code: str | None = None
    verify_url: str | None = None
    draft: bool = False


def paper_of(act, changes, sizes, **printed):
    """A `PrintableAmendment`; ``printed`` is the heading (`amendment_paper` of the services)."""
    return PrintableAmendment(
        opening=opening(act),
        points=tuple(points(changes, sizes)),
        rows=tuple(table_row(change) for change in _whole(changes)),
        **printed,
    )


def head_and_order(post, organization, name, number="", date=None, marks=()):
    order = Act(number=number, date=date) if number else None
    return HeadApproval(
        post=post, organization=organization, name=name, order=order, marks=tuple(marks)
    )


def render_amendment(paper, *, large=False, placed=None):
    """PDF bytes; equal facts give equal bytes. The rest as `documents.render_regulation`."""
    query = "?large" if large else ""
    qr = verification_qr(paper.code, paper.verify_url, query) if paper.code else None
    context = {"paper": paper, "qr": qr, "large": large, "placed": placed}
    html = render_to_string("pdf/amendment.html", context)
    return render_pdf(html, page_code=None if large else of_version(paper.code))


def _whole(changes):
    """Several changes of the words of one clause are one line of the table."""
    for (number, mark, action, old), same in groupby(changes, _clause_in_words):
        first, *others = same
        if action != WORDS or not (others and old):
            yield from (first, *others)
            continue
        new = tidy("\n".join(old))
        for change in (first, *others):
            new = with_words(new, change, f"В п. {label(number, mark)}")
        yield replace(first, new=(new,))


def _clause_in_words(change):
    return change.number, change.mark, change.action, change.old


def table_row(change):
    """What the table shows: what is struck on the left, what is inserted on the right."""
    old, new = "\n".join(change.old), "\n".join(change.new)
    if change.action == REPEAL:
        new = REPEALED
    if change.action == WORDS and not old:
        old, new = f"…{change.was}…", f"…{change.becomes}…" if change.becomes else "…"
    place = label(change.number, change.mark) or "Наименование"
    if change.action == ADD:
        return TableRow(place, (), differences("", _one_line(new)))
    runs = differences(_one_line(old), _one_line(new))
    return TableRow(
        place,
        tuple(run for run in runs if run.op != "inserted"),
        tuple(run for run in runs if run.op != "struck"),
    )


def _one_line(text):
    return " ".join(text.split())
