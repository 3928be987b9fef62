"""The verbs of the editor by keys of clauses: short to read in tests."""

from regulations import services
from regulations.editing import journal
from regulations.editing.desk import Desk
from regulations.models import Clause, DocumentVersion
from regulations.printing import draft_sections
from sferum_portal.lib.text import NBSP


class Editor:
    def __init__(self, draft, by):
        self.draft, self.by = draft, by

    def row(self, key, *, section=False):
        return self.draft.clauses.get(key=key, parent__isnull=section)

    def shown(self, key, *, section=False):
        desk = Desk(self.draft)
        return desk.shown(desk.outline.find(self.row(key, section=section).pk))

    def write(self, key, text, *, base=None, by=None, section=False):
        base = self.shown(key, section=section) if base is None else base
        row = self.row(key, section=section)
        return services.write_clause(
            version=self.draft, clause=row.pk, text=text, base=base, by=by or self.by
        )

    def add(self, text, key=None, place="after", *, section=False):
        target = self.row(key, section=section).pk if key else None
        pk = services.add_clause(
            version=self.draft, by=self.by, text=text, target=target, place=place
        )
        return Clause.objects.get(pk=pk)

    def move(self, key, where, *, section=False):
        row = self.row(key, section=section)
        services.move_clause(version=self.draft, clause=row.pk, where=where, by=self.by)

    def join(self, key):
        row = self.row(key)
        return services.join_clause(version=self.draft, clause=row.pk, by=self.by)

    def delete(self, key, *, section=False):
        row = self.row(key, section=section)
        services.delete_clause(version=self.draft, clause=row.pk, by=self.by)

    def undo(self):
        edit = journal.last(self.draft)
        services.undo_edit(version=self.draft, edit=edit.pk, by=self.by)

    def redo(self):
        edit = journal.next_undone(self.draft)
        services.redo_edit(version=self.draft, edit=edit.pk, by=self.by)

    def printed(self):
        """``{key: (number, text)}`` of all that stands, with ordinary spaces."""
        found = {}
        for section in draft_sections(DocumentVersion.objects.get(pk=self.draft.pk)):
            found[f"section {section.key}"] = (section.number, section.title)
            for clause in section.clauses:
                for part in (clause, *clause.subclauses):
                    found[part.key] = (part.number, part.text.replace(NBSP, " "))
        return found

    def numbers(self, *keys):
        printed = self.printed()
        return [printed[key][0] for key in keys]

    def rows(self):
        """The whole draft as values."""
        return sorted(self.draft.clauses.values_list("pk", "parent_id", "position", "key", "text"))
