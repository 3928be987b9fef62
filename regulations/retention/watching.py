"""The look at all stored files, piece by piece; what is damaged is remembered until it is well."""

from django.db import transaction

from regulations.models import DamagedFile, DocumentVersion
from regulations.stored_files import Damaged, checked, files_of
from sferum_portal.lib.history import record

#: Versions of one piece: a worker reads their files in a few seconds.
PIECE = 50


def pieces(versions=None):
    """Ids of the versions with files, so many at once; ``versions`` limits them."""
    versions = DocumentVersion.objects.all() if versions is None else versions
    ids = list(versions.frozen().order_by("pk").values_list("pk", flat=True))
    return [ids[start : start + PIECE] for start in range(0, len(ids), PIECE)]


def look_at(version_ids):
    """Compare the files of these versions with their sums, and remember what is damaged.

    Returns how many there are, and a list of pairs: the file and its fault.
    """
    versions = DocumentVersion.objects.filter(pk__in=version_ids)
    number, found = 0, []
    for stored in files_of(versions):
        number += 1
        try:
            checked(stored).close()
        except Damaged as damaged:
            found.append((stored, damaged.fault))
    faults = {(file.version_id, file.file.name): (file.what, fault) for file, fault in found}
    _remember(versions, faults)
    return number, found


@transaction.atomic
def _remember(versions, faults):
    """One row for each; a second look at the same time finds it written."""
    organizations = dict(versions.values_list("pk", "organization_id"))
    list(DocumentVersion.objects.select_for_update().filter(pk__in=organizations).order_by("pk"))
    known = {
        (row.version_id, row.name): row
        for row in DamagedFile.objects.filter(version__in=organizations)
    }
    for key, row in known.items():
        if key not in faults:
            row._history_user, row._change_reason = None, "Файл снова тот, который был сохранён"
            row.delete()
    for (version_id, name), (what, fault) in faults.items():
        row = known.get((version_id, name)) or DamagedFile(
            organization_id=organizations[version_id], version_id=version_id, what=what, name=name
        )
        if row.fault != fault:
            row.fault = fault
            record(row, by=None, reason="Найдено проверкой файлов")


def damaged_files(organizations):
    """The rows of these organizations with what their pages say; one query."""
    rows = DamagedFile.objects.filter(organization__in=organizations)
    return rows.select_related("version__document", "version__organization")
