"""The one way in: the bytes of a file, or a pasted text → :class:`Imported`."""

import re

from regulations.importing.cleaning.debris import without_debris
from regulations.importing.cleaning.hyphens import Hyphens
from regulations.importing.cleaning.lettered import with_letters
from regulations.importing.cleaning.letters import corrected
from regulations.importing.cleaning.stops import with_stops
from regulations.importing.cleaning.suspects import doubt_suspects, footers, lone_numbers
from regulations.importing.heads.approvals import doubt_decisions
from regulations.importing.heads.head import Head
from regulations.importing.heads.tail import take_tail
from regulations.importing.heads.told import told_approvals
from regulations.importing.meaning.bases import bases_in
from regulations.importing.meaning.norms import carried
from regulations.importing.meaning.references import doubt_references
from regulations.importing.result import Imported, Notes
from regulations.importing.sources.bars import without_bars
from regulations.importing.sources.docx import read_docx
from regulations.importing.sources.errors import UnreadableFileError
from regulations.importing.sources.guards import is_document, with_bounds
from regulations.importing.sources.plain import read_text, text_source
from regulations.importing.sources.rows import doubt_tables
from regulations.importing.sources.source import Line, Source
from regulations.importing.structure.outline import Outline
from regulations.importing.structure.paragraphs import Joiner
from regulations.importing.structure.splitting import split_labels

#: Signs that a printed line cannot have; a tabulator is a gap.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def read_source(data):
    """The lines of a file; UnreadableFileError where it gives no text."""
    return with_bounds(read_docx(data) if is_document(data) else read_text(data))


def pasted_source(text):
    """The lines of a pasted text."""
    return with_bounds(text_source(text))


def import_regulation(source):
    """The structure of a :class:`Source`. Every sign of it is in the result, see `Notes`."""
    notes = Notes()
    lines = [_with_russian_letters(line, notes) for line in source.lines]
    lines = without_bars(lines, notes)
    lone_numbers(lines, notes)
    lines = with_stops(without_debris(lines, notes), notes)
    lines = with_letters(lines, notes)
    hyphens = Hyphens([line.text for line, *_ in lines], notes)
    head = Head(lines, notes, hyphens)
    body, approvals = take_tail(lines[head.end :], notes)
    paragraphs = split_labels(Joiner([*head.preamble, *body], notes, hyphens).join())
    sections = Outline(_without_torn(paragraphs, head, notes), notes).build()
    imported = Imported(head.title, [*head.approvals, *approvals], [], sections, [], notes)
    imported.approvals += told_approvals(imported)
    imported.bases = bases_in(_texts(imported))
    imported.norms = carried(imported)
    doubt_decisions(imported)
    doubt_references(imported)
    doubt_tables(imported, [line for line, *_ in body])
    doubt_suspects(imported, footers(lines[head.end :]))
    if not imported.title:
        notes.doubt("название", "", "Название документа не найдено.")
    return imported


def _with_russian_letters(line, notes):
    notes.mark("".join(_CONTROL.findall(line.text)))
    text, changes = corrected(_CONTROL.sub("", line.text))
    notes.corrections.update(changes)
    return Line(**(vars(line) | {"text": text}))


def _without_torn(paragraphs, head, notes):
    """Leaves what stands before the first number of a text without a head: its end is lost."""
    if head.is_found:
        return paragraphs
    first = next((n for n, each in enumerate(paragraphs) if _is_numbered(each)), 0)
    torn = paragraphs[:first]
    begins = torn and (torn[0].label is not None or torn[0].text[:1].islower())
    if not begins:
        return paragraphs
    for each in torn:
        mark = each.label.mark if each.label else ""
        notes.leave(f"{mark} {each.text}")
    notes.doubt("начало", torn[0].text, "Текст начинается с обрывка: его начала в файле нет.")
    return paragraphs[first:]


def _is_numbered(each):
    return each.label is not None and not each.label.is_item


def _texts(imported):
    for clause in imported.clauses:
        yield clause.text
        for item in clause.items:
            yield item.text
    yield from imported.notes.leftovers


__all__ = ["Source", "UnreadableFileError", "import_regulation", "pasted_source", "read_source"]
