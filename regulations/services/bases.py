"""The legal bases that a draft lists (norm DOC-3): added, left out, put into another order."""

from django.db import transaction

from regulations.models import LegalBasis, VersionBasis
from regulations.services.common import PREPARE, locked_draft
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

GONE = "Этого основания в проекте уже нет."
ONLY = "Это единственное основание: сначала добавьте другое."


@transaction.atomic
def add_basis(*, version, basis, by):
    """List an act of the register as the last one; DomainError for one not in force any more."""
    require(by, PREPARE, version.organization)
    version = locked_draft(version)
    act = LegalBasis.objects.filter(pk=basis).first()
    if act is None:
        raise DomainError("Такого акта в перечне портала нет.")
    if act.status != LegalBasis.Status.IN_FORCE:
        raise DomainError(f"Этот акт больше не действует: {act}.")
    if version.bases.filter(basis=act).exists():
        raise DomainError("Это основание в проекте уже есть.")
    row = VersionBasis(
        organization_id=version.organization_id,
        version=version,
        basis=act,
        position=_last_position(version) + 1,
    )
    return record(row, by=by, reason="Основание добавлено")


@transaction.atomic
def remove_basis(*, version, basis, by):
    """Leave an act out; the last one stays: a regulation rests on something."""
    row, rows = _found(version, basis, by)
    if len(rows) == 1:
        raise DomainError(ONLY)
    row._history_user, row._change_reason = by, "Основание убрано"
    row.delete()


@transaction.atomic
def move_basis(*, version, basis, where, by):
    """Let an act change places with the one above (``up``) or below it (``down``)."""
    row, rows = _found(version, basis, by)
    step = {"up": -1, "down": 1}.get(where)
    place = rows.index(row) + (step or 0)
    if step is None or not 0 <= place < len(rows):
        raise DomainError("Двигать основание дальше некуда.")
    other = rows[place]
    places = other.position, row.position
    # No two lines stand at one place, not even for a moment.
    row.position = _last_position(version) + 1
    row.skip_history_when_saving = True
    row.save(update_fields=["position"])
    del row.skip_history_when_saving
    row.position, other.position = places
    for each in (other, row):
        record(each, by=by, reason="Изменён порядок оснований", fields=["position"])


def _found(version, basis, by):
    require(by, PREPARE, version.organization)
    version = locked_draft(version)
    rows = list(version.bases.select_related("basis").order_by("position"))
    row = next((each for each in rows if each.basis_id == basis), None)
    if row is None:
        raise DomainError(GONE)
    return row, rows


def _last_position(version):
    return version.bases.order_by("-position").values_list("position", flat=True).first() or 0
