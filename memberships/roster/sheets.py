"""Which sheets of a file are read."""

from memberships.roster.dictionary import key_of
from memberships.roster.errors import UnreadableFileError
from memberships.roster.header import find_header, likeliest_titles
from memberships.roster.rows import Note
from memberships.roster.values.units import is_unit

_NO_HEADER = (
    "Не нашлась строка с названиями колонок. Над списком должны стоять названия: "
    "например «ФИО», «Дата рождения», «Телефон»."
)
_NO_LINES = "Файл пуст: в нём нет ни одной заполненной ячейки."
_WHICH_KIND = (
    "По колонкам не понять, кто в списке. Выберите, что вы загружаете: "
    "семьи, сотрудников или кто что ведёт."
)


def chosen_sheets(tables, *, kind=None, mapping=None):
    """``([(table, header), …], notes)``: the sheet with the best header, and those that go with it.

    A workbook may have a sheet for every class: these are read together where their titles of
    columns are the same. Any other sheet may be last year's, so it is only mentioned.
    """
    if not any(table.lines for table in tables):
        raise UnreadableFileError(_NO_LINES)
    found = [
        (table, header)
        for table in tables
        if (header := find_header(table, kind=kind, mapping=mapping))
    ]
    # What the sender does not see is read only where there is nothing else.
    found = [each for each in found if not each[0].hidden] or found
    if not found:
        shown = [table for table in tables if not table.hidden] or tables
        titles = max((likeliest_titles(table) for table in shown), key=len)
        raise UnreadableFileError(_NO_HEADER, titles or None)
    best = max(found, key=lambda each: each[1].score)
    if not best[1].columns.kind:
        columns = best[1].columns
        raise UnreadableFileError(_WHICH_KIND, columns.titles_at(columns.unknown))
    together = [each for each in found if each is best or _go_together(best, each)]
    return together, _notes(tables, together)


def _go_together(best, other):
    (table, header), (other_table, other_header) = best, other
    return (
        is_unit(table.title)
        and is_unit(other_table.title)
        and list(map(key_of, header.columns.titles))
        == list(map(key_of, other_header.columns.titles))
    )


def _notes(tables, together):
    read = {id(table) for table, _ in together}
    left = [table.title for table in tables if table.lines and id(table) not in read]
    if not left:
        return []
    titles = ", ".join(f"«{title}»" for title in left)
    return [Note(f"Прочитан не весь файл. Пропущены листы: {titles}.")]
