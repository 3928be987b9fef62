"""What the text of a draft follows: the library's clauses, the word for the act, features."""

from django.db import transaction

from regulations import library
from regulations.editing import journal
from regulations.editing.desk import Desk, library_entries
from regulations.editing.taking import take
from regulations.models import DocumentVersion, Edit
from regulations.services.common import PREPARE, locked_draft
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record


@transaction.atomic
def take_clause(*, version, key, by):
    """Take a clause of the library into the draft, at its place there; returns its row's number.

    One that is there, but does not stand, gets rid of its conditions. DomainError for one that
    stands already, or that the library lacks.
    """
    require(by, PREPARE, version.organization)
    desk = Desk(locked_draft(version))
    if ("clause", key) not in library_entries():
        raise DomainError("В библиотеке портала такого пункта нет.")
    node = take(desk.outline, key)
    what = f"из библиотеки: {desk.wording.shown(node.row.text)}"[:200]
    journal.save(desk.outline, by=by, verb=Edit.Verb.TAKE, what=what)
    return node.row.pk


@transaction.atomic
def choose_form(*, version, act, features, by):
    """Whether it is a «Положение» or a «Порядок», and which features of the kind hold here."""
    require(by, PREPARE, version.organization)
    version = locked_draft(version)
    if act not in DocumentVersion.Act.values:
        raise DomainError("Выберите, как называется документ.")
    known = library.document()["features"].keys() & version.organization.profile.features
    if set(features) - known:
        raise DomainError("Такой особенности у организации нет.")
    version.act, version.features = act, {name: bool(features[name]) for name in sorted(features)}
    return record(version, by=by, reason="Вид документа", fields=["act", "features"])
