"""«Ознакомлен(а)»: everybody ticks for themselves; what was signed on paper is noted afterwards."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from regulations.acknowledging.people import lines_of_unit
from regulations.models import Acknowledgement, DocumentVersion
from sferum_portal.lib.access import require
from sferum_portal.lib.codes import make_code
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

READ, KEEP = "organizations.read_regulation", "organizations.keep_acknowledgements"
Means = Acknowledgement.Means


@transaction.atomic
def acknowledge(*, version, by):
    """The person's own tick for the version in force; a second press finds the first.

    Raises DomainError for a version that is not in force: another one is to be read then.
    """
    require(by, READ, version.organization)
    version = DocumentVersion.objects.select_related("organization").get(pk=version.pk)
    if not version.is_in_force:
        raise DomainError("Эта редакция сейчас не действует: откройте ту, что действует.")
    own = Acknowledgement.objects.of_version(version).own()
    if found := own.filter(user=by).first():
        return found
    row = Acknowledgement(
        organization_id=version.organization_id,
        version=version,
        user=by,
        means=Means.PORTAL,
        made_on=timezone.localdate(),
        key=make_code(),
        recorded_by=by,
    )
    try:
        with transaction.atomic():
            return record(row, by=by, reason=f"Ознакомлен(а): {version}")
    except IntegrityError:
        # The same person has pressed twice at once.
        return own.get(user=by)


@transaction.atomic
def mark_on_paper(*, version, unit, by, people, signed_on):
    """Note who of the unit's sheet has signed on paper, with the day that stands there.

    ``people``: ids of the asked (`acknowledging.people.Line`). Whoever is no longer asked or has
    ticked meanwhile is passed over; returns the rows that were made. A tick of the child is no
    answer of its family, and does not stand in its way. Raises DomainError for a day before the
    order or to come, and when nobody is left.
    """
    require(by, KEEP, unit)
    if version.is_draft:
        raise DomainError("С проектом не знакомят: сначала утвердите его.")
    if not version.order_date <= signed_on <= timezone.localdate():
        raise DomainError(
            f"Подпись на листе ставят от дня приказа ({version.order_date:%d.%m.%Y}) до сегодня."
        )
    # One sheet at a time: two who type it in together would meet at the unique row.
    type(unit).objects.select_for_update().get(pk=unit.pk)
    open_lines = {line.user_id: line for line in lines_of_unit(version, unit) if not line.done}
    chosen = [open_lines[pk] for pk in dict.fromkeys(people) if pk in open_lines]
    reason = f"Подпись на листе от {signed_on:%d.%m.%Y}"
    rows = []
    for line in chosen:
        row = Acknowledgement(
            organization_id=version.organization_id,
            version=version,
            user_id=line.user_id,
            means=Means.PAPER,
            made_on=signed_on,
            for_family=line.is_family,
            unit=unit,
            key=make_code(),
            recorded_by=by,
        )
        try:
            with transaction.atomic():
                rows.append(record(row, by=by, reason=reason))
        except IntegrityError:
            # The person has a tick of the own, maybe of this very moment: that one stays.
            continue
    if not rows:
        raise DomainError("Отметьте тех, кто расписался. Уже отмеченных второй раз не вносят.")
    return rows


@transaction.atomic
def take_back_paper_mark(*, acknowledgement, by, reason):
    """Take a mark of paper back that was made by mistake; the history keeps it.

    What a person has ticked nobody takes back.
    """
    if not acknowledgement.is_on_paper:
        require(by, READ, acknowledgement.organization)
        raise DomainError("Отметку, которую человек поставил сам, снять нельзя.")
    require(by, KEEP, acknowledgement.unit)
    reason = " ".join(reason.split())
    if not reason:
        raise DomainError("Напишите, почему отметку снимают.")
    rows = Acknowledgement.objects.select_for_update()
    acknowledgement = rows.filter(pk=acknowledgement.pk).first()
    if acknowledgement is None:
        raise DomainError("Эта отметка уже снята.")
    acknowledgement._history_user = by
    acknowledgement._change_reason = reason[:300]
    acknowledgement.delete()
