"""The changes that turn one text of an act into another."""

from regulations.amending.applying import branch, lines_of
from regulations.amending.changes import ADD, REPEAL, REWORD, WORDS, Change
from regulations.amending.matching import places_of, with_replaced
from regulations.amending.together import ordered
from regulations.comparing import compare, differences
from regulations.comparing.pieces import CLAUSE, SECTION, SUBCLAUSE
from regulations.comparing.words import INSERTED, SAME, STRUCK, normal, tidy

#: A replacement of more words than these is easier to read as the whole clause.
LONGEST_WORDS = 12


def changes_between(old_title, old_sections, new_title, new_sections):
    """`Change`s in the order of the act: `applying.apply_changes` carries them into the old text.

    A clause that is gone stays as «Утратил силу.», so the numbers of the others stay, too.
    """
    changes = []
    if normal(old_title) != normal(new_title):
        changes.append(_title(old_title, new_title))
    found = _Found(old_sections, new_sections)
    for row in found.rows:
        changes += found.changes_of(row)
    return ordered(changes)


def reworded(number, old_node, new_node):
    """One clause in another wording: a change of words where that is shorter."""
    old_lines, new_lines = lines_of(old_node), lines_of(new_node)
    alone = not old_node["parts"] and not new_node["parts"]
    words = words_change(number, old_node["text"], new_node["text"]) if alone else None
    return words or Change(REWORD, number, old_lines, new_lines, tree=new_node)


def words_change(number, old, new):
    """«слова … заменить словами …», where one short run of words makes the difference."""
    changed = [run for run in differences(old, new) if run.op != SAME]
    struck = [run.text.strip() for run in changed if run.op == STRUCK]
    inserted = [run.text.strip() for run in changed if run.op == INSERTED]
    if len(struck) != 1 or len(inserted) > 1:
        return None
    was, becomes = struck[0].rstrip(".;"), (inserted or [""])[0].rstrip(".;")
    short = max(len(was.split()), len(becomes.split())) <= LONGEST_WORDS
    plain = tidy(old)
    if not was or not short or places_of(was, plain) != 1 or not becomes:
        return None
    if normal(with_replaced(plain, was, becomes)) != normal(new):
        return None
    return Change(WORDS, number, (plain,), (tidy(new),), was=was, becomes=becomes)


def _title(old, new):
    change = words_change("", old, new)
    return change or Change(REWORD, "", (tidy(old),), (tidy(new),))


class _Found:
    def __init__(self, old_sections, new_sections):
        self.old, self.new = old_sections, new_sections
        self.rows = compare(old_sections, new_sections).rows
        self.rows_below = {}
        for row in self.rows:
            for piece in (row.old, row.new):
                if piece and piece.level == SUBCLAUSE:
                    key = (piece is row.old, piece.number.rpartition(".")[0])
                    self.rows_below.setdefault(key, []).append(row)
        self.places = self._final_places()

    def _gone(self, row):
        """Gone, or moved away: at its former place it is repealed."""
        return row.old is not None and (row.new is None or row.moved)

    def _come(self, row):
        return row.new is not None and (row.old is None or row.moved)

    def changes_of(self, row):
        piece = row.piece
        if piece.level == SUBCLAUSE:
            return []
        if piece.level == SECTION:
            return list(self._of_section(row))
        found = []
        if self._gone(row) and not self._below_repealed(row):
            found.append(self._repealed(row.old.number))
        if self._come(row) and not self._below_added(row):
            node = branch(self.new, row.new.number)
            number = self.places[row.new.number]
            found.append(Change(ADD, number, (), lines_of(node), tree=node))
        if not found and row.old and row.new:
            found += self._of_clause(row)
        return found

    def _of_section(self, row):
        if self._gone(row):
            yield self._repealed(row.old.number)
        if self._come(row):
            node = branch(self.new, row.new.number)
            yield Change(ADD, self.places[row.new.number], (), lines_of(node), tree=node)
        elif row.is_changed:
            node = branch(self.old, row.old.number)
            yield words_change(row.old.number, row.old.text, row.new.text) or Change(
                REWORD,
                row.old.number,
                (row.old.text,),
                (row.new.text,),
                tree=node | {"text": row.new.text},
            )

    def _of_clause(self, row):
        below = [
            each
            for each in {
                id(one): one
                for key in ((True, row.old.number), (False, row.new.number))
                for one in self.rows_below.get(key, ())
            }.values()
            if not each.is_same or self._crossed(each, row)
        ]
        old, new = branch(self.old, row.old.number), branch(self.new, row.new.number)
        marks = {old["marks"], new["marks"]}
        if not row.is_changed and not below and len(marks) == 1:
            return []
        whole = (row.is_changed and below) or len(marks) > 1
        if whole or any(self._crossed(each, row) or each.moved for each in below):
            return [Change(REWORD, row.old.number, lines_of(old), lines_of(new), tree=new)]
        return [self._text(each) for each in ([row] if row.is_changed else below)]

    def _crossed(self, sub, row):
        """Whether a sub-clause came from or went to another clause, or is new or gone."""
        return (
            sub.old is None
            or sub.new is None
            or sub.old.number.rpartition(".")[0] != row.old.number
            or sub.new.number.rpartition(".")[0] != row.new.number
        )

    def _text(self, row):
        number = row.old.number
        words = words_change(number, row.old.text, row.new.text)
        if words:
            return words
        node = branch(self.old, number) | {"text": row.new.text}
        return Change(REWORD, number, (row.old.text,), (row.new.text,), tree=node)

    def _repealed(self, number):
        return Change(REPEAL, number, lines_of(branch(self.old, number)))

    def _section_row(self, number, which):
        for row in self.rows:
            piece = getattr(row, which)
            if piece and piece.level == SECTION and piece.number == number:
                return row
        raise LookupError(number)

    def _below_repealed(self, row):
        return self._gone(self._section_row(row.old.number.partition(".")[0], "old"))

    def _below_added(self, row):
        return self._come(self._section_row(row.new.number.partition(".")[0], "new"))

    def _final_places(self):
        """New number → the number that an added part gets beside the repealed ones."""
        sections = self._level(SECTION)
        places = self._family("", sections, sections)
        clauses = self._level(CLAUSE)
        for row in sections:
            if row.old and row.new and not row.moved:
                old = [r for r in clauses if r.old and _section_of(r.old) == row.old.number]
                new = [r for r in clauses if r.new and _section_of(r.new) == row.new.number]
                places |= self._family(f"{row.old.number}.", old, new)
        return places

    def _level(self, level):
        return [row for row in self.rows if row.piece.level == level]

    def _family(self, prefix, old_rows, new_rows):
        """Each added part stands after the one that it follows in the new text."""
        old_rows = sorted((r for r in old_rows if r.old), key=lambda r: _place(r.old))
        order = [("old", row.old.number) for row in old_rows]
        previous = None
        for row in sorted((r for r in new_rows if r.new), key=lambda r: _place(r.new)):
            if self._come(row):
                here = ("new", row.new.number)
                order.insert(order.index(previous) + 1 if previous else 0, here)
            else:
                here = ("old", row.old.number)
            previous = here
        return {
            number: f"{prefix}{n}" for n, (side, number) in enumerate(order, 1) if side == "new"
        }


def _section_of(piece):
    return piece.number.partition(".")[0]


def _place(piece):
    return [int(part) for part in piece.number.split(".")]
