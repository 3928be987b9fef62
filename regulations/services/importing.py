"""An imported regulation becomes the draft."""

from django.db import transaction

from organizations.models import Organization
from regulations import contents
from regulations.bases import by_number, doubt_dates, known_act
from regulations.importing.drafting import doubts_of, draft_entries
from regulations.law import load_legal_bases
from regulations.models import DocumentVersion, VersionBasis
from regulations.services.common import PREPARE, TITLE, locked_draft
from regulations.services.drafts import open_draft
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record, record_many

LONGEST_TITLE = 500


@transaction.atomic
def import_draft(*, organization, by, imported, file_name=""):
    """A new draft of an `Imported` text; DomainError while a draft exists.

    Acts that the register knows become the draft's bases. The others stay words of its clauses, and
    the person is told of them until the register has them (`bases.unknown_acts`).
    The decisions of the source belong to the old paper: like its leftovers they are kept with the
    draft (``data["imported"]``) and shown, but decide nothing about the new version.
    """
    require(by, PREPARE, organization)
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    load_legal_bases()
    register = by_number()
    doubt_dates(imported, register)
    entries = draft_entries(imported)
    if not entries:
        raise DomainError("В тексте не нашлось ни одного пункта: проект из него не составить.")
    if len(imported.title) > LONGEST_TITLE:
        raise DomainError(f"Название длиннее {LONGEST_TITLE} знаков. Проверьте, где оно кончается.")
    source = DocumentVersion.Source.IMPORT
    version = open_draft(organization, by, reason="Импортирован существующий текст", source=source)
    version.data = {"imported": imported.as_json() | {"file_name": file_name}}
    if doubts := doubts_of(entries):
        version.data["doubts"] = doubts
    version.data["title"] = imported.title or TITLE.format(act=version.get_act_display())
    record(version, by=by, fields=["data"], reason="Импортирован существующий текст")
    contents.fill(version, entries, by=by)
    record_many(VersionBasis, _known_bases(version, imported.bases, register), by=by)
    return version


@transaction.atomic
def settle_doubt(*, version, by, clause):
    """Somebody has looked at a place of which the reader of the imported text was not sure.

    ``clause`` is the id of its row; DomainError where it is not in the draft any more.
    """
    require(by, PREPARE, version.organization)
    version = locked_draft(version)
    row = version.clauses.filter(pk=clause).first()
    if row is None:
        raise DomainError("Этого пункта в проекте уже нет.")
    doubts = dict(version.data.get("doubts", {}))
    if doubts.pop(row.key, None) is None:
        return version
    version.data = version.data | {"doubts": doubts}
    return record(version, by=by, fields=["data"], reason="Проверено место импортированного текста")


def _known_bases(version, bases, register):
    """The acts of the register that the text names, in its order, each once."""
    named = (known_act(register, basis) for basis in bases)
    found = {act.pk: act for act in named if act}
    return [
        VersionBasis(
            organization_id=version.organization_id, version=version, basis=act, position=position
        )
        for position, act in enumerate(found.values(), start=1)
    ]
