"""The way in for files of strangers: read in a process of its own, within limits.

Whatever a file or a text makes the readers do, it ends in a sentence and the portal goes on. What
comes back is made of known classes only (`_Known`): the other process can send nothing else.
"""

import base64
import collections
import datetime
import io
import pickle
import tempfile
from pathlib import Path

from regulations.importing import result
from regulations.importing.reading import import_regulation, pasted_source, read_source
from regulations.importing.sources import source
from regulations.importing.sources.errors import UnreadableFileError
from sferum_portal.lib import confined

SECONDS = 18
WORK = "regulations.importing.confined.work"
TOO_HARD = (
    "Текст не удалось разобрать за отведённое время: он слишком сложно устроен. Скопируйте из него "
    "сам текст без таблиц и рисунков, вставьте в новый документ и загрузите снова."
)
#: Class → by what name it may come; nothing else is made of what comes.
KNOWN = {
    (each.__module__, each.__name__): each
    for each in (
        *(result.Approval, result.Basis, result.Clause, result.Doubt, result.Imported),
        *(result.Item, result.Notes, result.Section, source.Line, source.Source),
        *(collections.Counter, datetime.date),
    )
}


def read_uploaded(data):
    """The `Source` of a file, UnreadableFileError where it gives none or takes too long."""
    return _run("read", data)


def read_pasted(text):
    return _run("paste", text.encode())


def imported_from(found):
    """The `Imported` of a `Source`."""
    return _run("structure", pickle.dumps(found))


def work(folder, step):
    """For the confined process."""
    data = (folder / "given").read_bytes()
    try:
        yield {"found": base64.b64encode(pickle.dumps(STEPS[step](data))).decode()}
    except UnreadableFileError as error:
        yield {"refusal": str(error)}


#: Our own pickle: the portal has made it of what it holds.
STEPS = {
    "read": read_source,
    "paste": lambda data: pasted_source(data.decode()),
    "structure": lambda data: import_regulation(_Known(io.BytesIO(data)).load()),
}


def _run(step, data):
    with tempfile.TemporaryDirectory(prefix="import.") as name:
        folder = Path(name)
        (folder / "given").write_bytes(data)
        said = confined.run(WORK, folder, step, seconds=SECONDS).said
    if not said:
        raise UnreadableFileError(TOO_HARD)
    if refusal := said[0].get("refusal"):
        raise UnreadableFileError(refusal)
    return _Known(io.BytesIO(base64.b64decode(said[0]["found"]))).load()


class _Known(pickle.Unpickler):
    """Makes plain values and `KNOWN` classes, whatever it is asked for."""

    def find_class(self, module, name):
        try:
            return KNOWN[module, name]
        except KeyError as error:
            raise UnreadableFileError(TOO_HARD) from error
