"""The register of acts: the library's own, those that the operator adds, and their checks."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from organizations import kinds as kinds_of_organization
from regulations import library
from regulations.importing.meaning.acts import comparable
from regulations.models import LegalBasis
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

#: How the keys of acts begin that the operator has added.
OWN = "own_"
TAKEN = ("issuer", "date", "number", "title", "edition", "status", "checked_on", "kinds")


@transaction.atomic
def load_legal_bases(*, by=None):
    """Add the library's acts that the register lacks, and bring the others up to date.

    Safe to repeat. An act that somebody has checked later than the library did stays as it is.
    One that the operator has added becomes the library's. Returns how many rows changed.
    """
    known = {row.key: row for row in LegalBasis.objects.all()}
    acts = library.legal_bases()
    added = {_identity(row): row for row in known.values() if row.key.startswith(OWN)}
    changed = set()
    # An act that took another's place must be there before the other names it.
    for key in sorted(acts, key=lambda key: bool(acts[key].replaced_by)):
        row = known.get(key) or added.get(_identity(acts[key]))
        if row and row.key != key:
            row.key = key
            known[key] = record(row, by=by, reason="Есть в библиотеке портала", fields=["key"])
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


def _identity(act):
    return comparable(act.number), act.date


@transaction.atomic
def add_act(*, by, act_kind, issuer, date, number, title, status, checked_on, kinds, **more):
    """Bring an act into the register that the library lacks; the operator's business.

    ``kinds`` are the codes of the kinds of organization whose new regulations list it, ``more`` may
    have ``edition`` and ``replaced_by``. Raises DomainError for an act that is there already, and
    for a day to come.
    """
    if not by.is_superuser:
        raise PermissionDenied
    act = LegalBasis(
        act_kind=" ".join(act_kind.split()),
        issuer=" ".join(issuer.split()),
        date=date,
        number=number.strip().removeprefix("№").strip(),
        title=_bare_title(title),
        status=status,
        checked_on=checked_on,
        kinds=_kinds(kinds),
        **more,
    )
    if not act.number:
        raise DomainError("Укажите номер акта.")
    if max(date, checked_on) > timezone.localdate():
        raise DomainError("Дата акта и дата проверки не могут быть позже сегодняшней.")
    register = list(LegalBasis.objects.select_for_update())
    if same := next((row for row in register if _identity(row) == _identity(act)), None):
        raise DomainError(f"Такой акт в перечне уже есть: {same}.")
    act.position = max((row.position for row in register), default=0) + 1
    act.key = f"{OWN}{date:%Y%m%d}_{act.position}"
    return record(act, by=by, reason="Внесён в перечень")


def _kinds(codes):
    known = [kind.code for kind in kinds_of_organization.all()]
    if set(codes) - set(known):
        raise DomainError("Такого вида организаций на портале нет.")
    return "all" if set(codes) == set(known) else [code for code in known if code in codes]


def _bare_title(title):
    """Without the quotation marks around it: the line of the act sets its own."""
    title = " ".join(title.split()).rstrip(".")
    return title[1:-1] if title[:1] in '«"' and title[-1:] in '»"' else title


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
