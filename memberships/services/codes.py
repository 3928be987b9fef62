"""The secrets of a request: its private code, and the code that goes to a parent (norm JOIN-6)."""

import hmac
import secrets
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from memberships.models import JoinRequest, ParentCode
from memberships.roles import Role
from memberships.services.letter_quota import SPENT, code_was_typed, may_send_code
from sferum_portal.lib import background
from sferum_portal.lib.codes import digest, digests, make_code
from sferum_portal.lib.errors import DomainError, TooManyTries
from sferum_portal.lib.history import record
from sferum_portal.lib.throttle import within_limit

#: Letters with a code: of one request, and to one address whoever asks for them.
MOST_LETTERS, MOST_TO_ONE_ADDRESS = 5, 10
DAY = timedelta(days=1)


class LettersSpent(TooManyTries):
    """Too many letters from one visitor wait for somebody to type their codes."""


def needs_parent(role, unit):
    """Whether a parent's code is wanted: a pupil of the first grades (norm JOIN-6)."""
    return role == Role.LEARNER and unit.is_primary


def find_by_code(code):
    """The request of a private code; None for an unknown one."""
    rows = JoinRequest.objects.filter(code_digest__in=digests(code))
    return rows.select_related(
        "organization", "unit__school_year", "applicant", "membership", "successor"
    ).first()


def give_code(join_request):
    """A new private code; returned for the only time, saved by the caller."""
    code = make_code()
    join_request.code_digest = digest(code)
    return code


@transaction.atomic
def renew_code(*, join_request, by):
    """A new private code in place of a lost one, which opens nothing from now on; returns it."""
    join_request = _own(join_request, by)
    code = give_code(join_request)
    record(join_request, by=by, reason="Выдан новый код заявки", fields=["code_digest"])
    return code


# --- The code to a parent -------------------------------------------------------------------------


def write_to_parent(join_request, by):
    """Have a letter with a code sent to the request's address; the letter makes the code.

    Raises DomainError where too many went to that address, LettersSpent where too many left from
    the visitor's (`letter_quota`).
    """
    if not may_send_code(join_request):
        raise LettersSpent(SPENT)
    if not within_limit(
        f"parent code {join_request.parent_email.lower()}", limit=MOST_TO_ONE_ADDRESS, period=DAY
    ):
        raise DomainError("На этот адрес сегодня уже ушло слишком много писем. Попробуйте завтра.")
    row = ParentCode(
        organization_id=join_request.organization_id,
        join_request=join_request,
        email=join_request.parent_email,
    )
    record(row, by=by, reason="Код запрошен")
    background.start("memberships.tasks.send_parent_code", row.pk)
    return row


@transaction.atomic
def ask_for_parent_code(*, join_request, by, email):
    """A new code, possibly to another address: the first was mistyped, or nothing came.

    Raises DomainError after five letters in a day, and when nothing waits for a code.
    """
    join_request = _unconfirmed(join_request, by)
    lately = join_request.parent_codes.filter(created_at__gt=timezone.now() - DAY)
    if lately.count() >= MOST_LETTERS:
        raise DomainError("За сутки отправлено пять писем. Попросите новый код завтра.")
    if email != join_request.parent_email:
        join_request.parent_email = email
        record(join_request, by=by, reason="Исправлена почта родителя", fields=["parent_email"])
    write_to_parent(join_request, by)
    return join_request


@transaction.atomic
def set_parent_code(parent_code):
    """Make the code of a letter that leaves now; None where it is wanted no more."""
    row = ParentCode.objects.select_for_update().get(pk=parent_code.pk)
    join_request = row.join_request
    latest = join_request.parent_codes.order_by("-pk").first()
    if latest != row or not join_request.is_pending or not join_request.is_unconfirmed:
        return None
    code = f"{secrets.randbelow(10**6):06}"
    row.digest, row.sent_at, row.tries = _digest_for(row, code), timezone.now(), 0
    record(row, by=join_request.applicant, reason="Код отправлен")
    return code


def confirm_by_parent(*, join_request, by, code):
    """The parent's code was typed: the request goes to those who decide.

    Raises DomainError for a wrong code, which costs one of five tries, and for one that is spent
    or older than half an hour.
    """
    # The try is counted even though it is refused: outside of the transaction that counts it.
    if refusal := _try(join_request, by, code):
        raise DomainError(refusal)


@transaction.atomic
def _try(join_request, by, code):
    join_request = _unconfirmed(join_request, by)
    row = join_request.parent_codes.select_for_update().order_by("-pk").first()
    if row is None or not row.digest:
        return "Письмо с кодом ещё в пути. Подождите минуту."
    if not row.is_valid:
        return "Этот код больше не действует. Попросите новый."
    if not hmac.compare_digest(row.digest, _digest_for(row, code)):
        row.tries += 1
        record(row, by=by, reason="Неверный код", fields=["tries"])
        left = ParentCode.MOST_TRIES - row.tries
        return (
            f"Код не подошёл. Осталось попыток: {left}."
            if left
            else "Код не подошёл пять раз и больше не действует. Попросите новый."
        )
    join_request.parent_confirmed_at = timezone.now()
    record(join_request, by=by, reason="Родитель подтвердил кодом", fields=["parent_confirmed_at"])
    code_was_typed(join_request)
    return ""


def _digest_for(row, code):
    return digest(f"{row.pk} {code}")


def _unconfirmed(join_request, by):
    join_request = _own(join_request, by)
    if not join_request.is_pending or not join_request.is_unconfirmed:
        raise DomainError("Этой заявке код уже не нужен.")
    return join_request


def _own(join_request, by):
    if join_request.applicant_id != by.pk:
        raise PermissionDenied("Это можно сделать только со своей заявкой.")
    return JoinRequest.objects.select_for_update().get(pk=join_request.pk)
