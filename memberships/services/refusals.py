"""The organization's own list of reasons for a refusal."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from memberships.models import RefusalReason
from organizations.models import Organization
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record, record_many

RIGHT = "organizations.decide_joinrequests"
FIELDS = "text next_step for_parents for_learners for_staff is_silent".split()
#: What an organization begins with; in its own words.
DEFAULTS = (
    {
        "text": "Такого ребёнка в списке нет.",
        "next_step": "Проверьте его фамилию и имя и {unit.acc}, куда подаёте заявку, и подайте "
        "её снова.",
        "for_learners": False,
        "for_staff": False,
    },
    {
        "text": "Не удалось найти вас в списках организации.",
        "next_step": "Проверьте, так ли написаны фамилия, имя и отчество, и подайте заявку снова.",
        "for_parents": False,
    },
    {
        "text": "Ссылка была предназначена для другой роли.",
        "next_step": "Попросите новую ссылку у того, кто вас пригласил.",
    },
    {
        "text": "Вы уже состоите в организации.",
        "next_step": "Войдите на портал: подавать заявку ещё раз не нужно.",
    },
    {"text": "Спам, чужой человек.", "is_silent": True},
)


def add_default_reasons(*, organization, by):
    """Called when an organization comes into being; asks no right, its founder did."""
    words = organization.words
    rows = [
        RefusalReason(
            organization=organization,
            position=position,
            **{key: _worded(words, value) for key, value in reason.items()},
        )
        for position, reason in enumerate(DEFAULTS, 1)
    ]
    return record_many(RefusalReason, rows, by=by, reason="Организация заведена")


def _worded(words, value):
    return words.format(value) if isinstance(value, str) else value


@transaction.atomic
def add_refusal_reason(*, organization, by, text, next_step="", is_silent=False, **suits):
    """A new reason at the end of the list.

    ``suits``: for_parents, for_learners, for_staff; all of them where nothing is said. Raises
    DomainError for a text that the list holds, also among the ended ones.
    """
    require(by, RIGHT, organization)
    rows = _lock(organization)
    reason = RefusalReason(
        organization=organization, position=max((row.position for row in rows), default=0) + 1
    )
    return _save(
        reason,
        by,
        "Внесена в перечень",
        text=text,
        next_step=next_step,
        is_silent=is_silent,
        **suits,
    )


@transaction.atomic
def change_refusal_reason(*, reason, by, **fields):
    """Other words, or for others; what was refused with it keeps the words of that day.

    Raises DomainError for a text that another reason has.
    """
    require(by, RIGHT, reason.organization)
    _lock(reason.organization)
    reason = RefusalReason.objects.get(pk=reason.pk)
    return _save(reason, by, "Изменена", **fields)


@transaction.atomic
def move_refusal_reason(*, reason, by, up):
    """One place up or down among the active ones; raises DomainError at the end of the list."""
    require(by, RIGHT, reason.organization)
    rows = [row for row in _lock(reason.organization) if row.is_active]
    at = next((number for number, row in enumerate(rows) if row.pk == reason.pk), None)
    if at is None:
        raise DomainError("Этой причины в перечне больше нет.")
    other = at - 1 if up else at + 1
    if not 0 <= other < len(rows):
        raise DomainError("Эта причина уже первая." if up else "Эта причина уже последняя.")
    rows[at], rows[other] = rows[other], rows[at]
    for position, row in enumerate(rows, 1):
        if row.position != position:
            row.position = position
            record(row, by=by, reason="Изменён порядок", fields=["position"])
    return RefusalReason.objects.get(pk=reason.pk)


@transaction.atomic
def end_refusal_reason(*, reason, by):
    """Take a reason out of the list; what was refused with it keeps its words."""
    require(by, RIGHT, reason.organization)
    _lock(reason.organization)
    reason = RefusalReason.objects.get(pk=reason.pk)
    if not reason.is_active:
        raise DomainError("Эта причина уже убрана.")
    reason.ended_at = timezone.now()
    return record(reason, by=by, reason="Убрана из перечня", fields=["ended_at"])


@transaction.atomic
def restore_refusal_reason(*, reason, by):
    """Put an ended reason back, at the end of the list."""
    require(by, RIGHT, reason.organization)
    rows = _lock(reason.organization)
    reason = RefusalReason.objects.get(pk=reason.pk)
    if reason.is_active:
        raise DomainError("Эта причина в перечне.")
    reason.ended_at, reason.position = None, max(row.position for row in rows) + 1
    return record(reason, by=by, reason="Возвращена в перечень", fields=["ended_at", "position"])


def _lock(organization):
    """All reasons in their order; two who change the list come one after the other."""
    Organization.objects.select_for_update().get(pk=organization.pk)
    return list(RefusalReason.objects.filter(organization=organization))


def _save(reason, by, why, **fields):
    if unknown := set(fields) - set(FIELDS):
        raise DomainError(f"Этого у причины нет: {', '.join(sorted(unknown))}.")
    for name, value in fields.items():
        setattr(reason, name, " ".join(value.split()) if isinstance(value, str) else value)
    if not reason.text:
        raise DomainError("Напишите причину: её увидит заявитель.")
    if not (reason.for_parents or reason.for_learners or reason.for_staff):
        raise DomainError("Отметьте, кому подходит эта причина.")
    if reason.is_silent and reason.next_step:
        raise DomainError("Отказ без ответа заявитель не читает: уберите «что дальше».")
    try:
        with transaction.atomic():
            return record(reason, by=by, reason=why)
    except IntegrityError as error:
        raise DomainError("Такая причина уже есть, может быть, среди убранных.") from error
