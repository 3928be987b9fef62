"""Bringing the library's acts into the register."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from regulations import library
from regulations.models import LegalBasis
from sferum_portal.lib.history import record

TAKEN = ("issuer", "date", "number", "title", "edition", "status", "checked_on", "kinds")


@transaction.atomic
def load_legal_bases(*, by=None):
    """Add the library's acts that the register lacks, and bring the others up to date.

    Safe to repeat. An act that somebody has checked later than the library did stays as it is.
    Returns how many rows changed.
    """
    known = {row.key: row for row in LegalBasis.objects.all()}
    acts = library.legal_bases()
    changed = set()
    # An act that took another's place must be there before the other names it.
    for key in sorted(acts, key=lambda key: bool(acts[key].replaced_by)):
        row = known.get(key)
        if row and row.checked_on > acts[key].checked_on:
            continue
        wanted = _fields(acts[key], list(acts).index(key) + 1, known)
        row = row or LegalBasis(key=key)
        if row.pk and all(getattr(row, name) == value for name, value in wanted.items()):
            continue
        for name, value in wanted.items():
            setattr(row, name, value)
        known[key] = record(row, by=by, reason="Из библиотеки портала")
        changed.add(key)
    return len(changed)


def _fields(act, position, known):
    replaced_by = known[act.replaced_by].pk if act.replaced_by else None
    kinds = act.kinds if act.kinds == "all" else list(act.kinds)
    return {name: getattr(act, name) for name in TAKEN} | {
        "act_kind": act.kind,
        "position": position,
        "kinds": kinds,
        "replaced_by_id": replaced_by,
    }


@transaction.atomic
def record_check(*, basis, by, status, checked_on, edition="", replaced_by=None):
    """What a check of an act has shown; the operator's business, the list is for everybody."""
    if not by.is_superuser:
        raise PermissionDenied
    basis = LegalBasis.objects.select_for_update().get(pk=basis.pk)
    basis.status, basis.replaced_by = status, replaced_by
    basis.edition, basis.checked_on = edition, checked_on
    fields = ["status", "replaced_by", "edition", "checked_on"]
    return record(basis, by=by, reason="Проверка акта", fields=fields)
