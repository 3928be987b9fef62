"""The whole database as values, for tests that ask what changed, or what is stored at all."""

from django.db import connection

#: Visits leave their trace there, and as a column beside.
OF_VISITS = ("django_session", "axes_accesslog", "axes_accessattempt")
VISITED = "last_login"


def whole_database(*, without=OF_VISITS):
    """``{table: its rows as text}``"""
    content = {}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - set(without)):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 — our own tables' names
            columns = [column[0] for column in cursor.description]
            kept = [number for number, name in enumerate(columns) if name != VISITED]
            rows = cursor.fetchall()
            content[table] = sorted(repr([_plain(row[n]) for n in kept]) for row in rows)
    return content


def changed_tables(before):
    """The tables whose rows are not those of ``before`` (a `whole_database`)."""
    now = whole_database()
    return [table for table in now if now[table] != before[table]]


def _plain(value):
    """PostgreSQL's driver gives files out as views of memory, whose names differ each time."""
    return bytes(value) if isinstance(value, memoryview) else value
