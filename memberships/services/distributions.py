"""The head approves who leads which unit (norm STR-3)."""

from django.db import transaction
from django.utils import timezone

from memberships.distribution import fingerprint, lines_of
from memberships.models import Distribution
from memberships.services.rows import insert_once
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError


@transaction.atomic
def approve_distribution(*, organization, school_year, by, order_number, order_date, shown):
    """Freeze the present distribution under an order; ``shown`` is its `fingerprint`.

    Raises DomainError when it has changed since it was shown, when there is nothing to distribute,
    and for an order that is not dated yet or was entered already.
    """
    require(by, "organizations.approve_distribution", organization)
    if school_year.organization_id != organization.pk:
        raise DomainError("Учебный год относится к другой организации.")
    number = order_number.strip()
    if not number:
        raise DomainError("Укажите номер приказа.")
    if order_date > timezone.localdate():
        raise DomainError("Дата приказа ещё не наступила.")
    lines = lines_of(school_year)
    if not any(names for _, names in lines):
        raise DomainError("Пока никто никем не руководит: утверждать нечего.")
    if fingerprint(lines) != shown:
        raise DomainError("Пока вы читали, распределение изменилось. Проверьте его ещё раз.")
    row = Distribution(
        organization=organization,
        school_year=school_year,
        order_number=number,
        order_date=order_date,
        lines=lines,
        approved_by=by,
    )
    taken = "Распределение по этому приказу уже утверждено."
    return insert_once(row, by=by, reason=f"Утверждено: {row}", taken=taken)
