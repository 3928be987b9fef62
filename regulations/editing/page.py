"""What the editor's page shows of a draft: finished texts by their numbers, one clause in hand."""

from dataclasses import dataclass, field

from regulations import library
from regulations.editing import journal
from regulations.editing.outline import CLAUSE, SECTION, SUBCLAUSE
from regulations.editing.wording import first_reference
from regulations.facts import question_of
from regulations.importing.doubts import open_doubts
from regulations.models import Clause

RECENT = 10
REWORDED = "ваша редакция"


@dataclass(frozen=True)
class Line:
    """A section, a clause or a sub-clause; ``made`` are the lines of a list of facts."""

    pk: int
    label: str  # «2.4.1.», «а)»; empty where the clause does not stand
    text: str
    level: int
    own: str  # «ваша редакция», «ваш пункт», «проверьте»
    fault: str
    parts: tuple["Line", ...] = ()
    made: tuple[library.Clause, ...] = ()

    @property
    def place(self):
        """Where the paper beside opens: its place in the file (`documents.Clause.place`)."""
        return f"p{self.label}" if self.label[:1].isdigit() else ""


@dataclass(frozen=True)
class InHand:
    """The clause that is being edited."""

    pk: int
    label: str
    text: str
    base: str
    level: int
    may: dict[str, bool]
    sections: list[tuple[int, str]]
    inserts: list[tuple[str, str]]
    references: list[dict]
    is_list: bool
    marks: list[tuple[str, str, bool]]  # the kinds of its list: value, name, whether it is this
    doubts: list[str]  # why to look at it, of an imported text


@dataclass
class EditorPage:
    """``adding`` says where a new clause is being written: {"target": pk or None, "place": …}."""

    sections: list[Line]
    in_hand: InHand | None = None
    adding: dict | None = None
    undo: object = None
    redo: object = None
    questions: list = field(default_factory=list)
    recent: list = field(default_factory=list)
    inserts: list = field(default_factory=list)
    references: list = field(default_factory=list)
    known: str = ""  # `Wording.references`, posted with what is typed

    @property
    def first_reference(self):
        return first_reference(self.in_hand.text)


def page_of(desk, *, clause=None, adding=None, typed=None, base=None):
    """The page with the clause of this number in hand; ``typed`` keeps what was not saved."""
    written = _Texts(desk)
    page = EditorPage([written.line(node) for node in desk.outline.root.parts if shows(desk, node)])
    node = desk.outline.nodes.get(clause)
    if node is not None:
        page.in_hand = _in_hand(desk, node, typed, base)
    if adding is not None:
        page.adding = adding
        page.inserts, page.references = desk.wording.inserts, _references(desk)
    page.known = desk.wording.references
    version = desk.version
    page.undo, page.redo = journal.last(version), journal.next_undone(version)
    page.recent = list(version.edits.select_related("made_by")[:RECENT])
    page.questions = [_with_row(desk, fault) for fault in desk.written.faults]
    return page


def shows(desk, node):
    """What the library keeps for other conditions is not shown in the text."""
    return desk.outline.stands(node)


class _Texts:
    """The finished texts of a draft by its rows."""

    def __init__(self, desk):
        self.desk = desk
        self.finished = {}
        for section in desk.written.sections:
            self.finished["section", section.key] = section
            for clause in section.clauses:
                for part in (clause, *clause.subclauses):
                    self.finished["clause", part.key] = part
        self.faulty = {fault.key for fault in desk.written.faults if fault.kind != "empty"}

    def line(self, node):
        finished = self.finished.get((node.namespace, node.row.key))
        if node.level == SECTION:
            text = finished.title if finished else self.desk.shown(node)
        else:
            text = finished.text if finished else self.desk.shown(node)
        return Line(
            pk=node.row.pk,
            label=_label(finished, node),
            text=text,
            level=node.level,
            own=_own(self.desk, node),
            fault=node.row.key in self.faulty,
            parts=tuple(self.line(part) for part in node.parts if shows(self.desk, part)),
            made=finished.subclauses if finished and node.row.each else (),
        )


def _label(finished, node):
    if finished is None:
        return ""
    return f"{finished.number}." if node.level == SECTION else finished.label


def _own(desk, node):
    if open_doubts(desk.version, node.row):
        return "проверьте"
    text = desk.library_text(node)
    if text is None:
        return "" if desk.version.begun_from == desk.version.Source.IMPORT else "ваш пункт"
    return "" if text == node.row.text else REWORDED


def _in_hand(desk, node, typed, base):
    outline = desk.outline
    before = outline.neighbour(node, -1)
    after = outline.neighbour(node, 1)
    shown = desk.shown(node)
    beyond = node.level == CLAUSE
    is_part = node.level == SUBCLAUSE
    may = {
        "up": bool(before or (beyond and outline.neighbour(node.above, -1))),
        "down": bool(after or (beyond and outline.neighbour(node.above, 1))),
        "in": bool(beyond and before and not (node.parts or node.row.each or before.row.each)),
        "out": is_part,
        "join": _may_join(node, before or (node.above if is_part else None)),
        "restore": _own(desk, node) == REWORDED,
        "inside": node.level != SUBCLAUSE and not node.row.each,
    }
    sections = [
        (part.row.pk, f"{desk.number(part)} {desk.shown(part)}".strip()[:60])
        for part in outline.root.parts
        if node.level != SECTION and part is not node.above and shows(desk, part)
    ]
    return InHand(
        pk=node.row.pk,
        label=desk.label(node),
        text=desk.wording.plain(shown if typed is None else typed),
        base=shown if base is None else base,
        level=node.level,
        may=may,
        sections=sections,
        inserts=desk.wording.inserts,
        references=_references(desk, but=node),
        is_list=bool(node.row.each),
        marks=_marks(node),
        doubts=open_doubts(desk.version, node.row),
    )


def _marks(node):
    """Also of the list that a sub-clause is part of; empty where there is none."""
    above = node.above if node.level == SUBCLAUSE else node
    if above.level != CLAUSE or above.row.each or not above.parts:
        return []
    return [(value, label, value == above.row.marks) for value, label in Clause.Marks.choices]


def _may_join(node, before):
    if node.level == SECTION or before is None or node.row.each or before.row.each:
        return False
    return not before.parts or before is node.above


def _references(desk, but=None):
    """All that has a number: what stands in braces, with its key and without, and its words."""
    found = []
    for node in desk.outline.all():
        number = desk.number(node)
        if not number or node is but:
            continue
        mark = "раздел:" if node.level == SECTION else ""
        name = f"{{{number}#{mark}{node.row.key}}}"
        label = f"раздел {number}" if mark else f"п. {number}"
        says = desk.wording.plain(desk.shown(node))[:70]
        found.append({"name": name, "put": desk.wording.plain(name), "label": label, "says": says})
    return found


def _with_row(desk, fault):
    """The question with the number of the row to correct."""
    namespace = "section" if fault.kind == "empty" else None
    for node in desk.outline.all():
        if node.row.key == fault.key and namespace in (None, node.namespace):
            return {"text": question_of(fault).text, "pk": node.row.pk}
    return {"text": question_of(fault).text, "pk": None}
