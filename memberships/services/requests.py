"""A join request from the wish to the decision (norm JOIN-3)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from memberships import letters
from memberships.models import JoinRequest, Membership
from memberships.queries import is_learner, learners_named
from memberships.roles import STAFF_ROLES, Role
from memberships.services.codes import LettersSpent, give_code, needs_parent, write_to_parent
from memberships.services.letter_quota import may_send_receipt
from memberships.services.matching import match_with_roster
from memberships.services.rows import insert_once
from organizations.models import Unit
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

#: The columns that a decision writes.
DECISION = (
    "status reason next_step decided_by decided_at membership family_link made deferred_until "
    "is_silent"
).split()

RECEIPT_UNSENT = (
    "Письмо об этой заявке не отправлено: отсюда за час ушло слишком много писем. Заявка принята, "
    "сохраните её код."
)
LEARNER_IS_NO_PARENT = (
    "Эта учётная запись — ребёнка, а заявка — родителя. Выйдите; пусть родитель войдёт под своим "
    "именем или зарегистрируется."
)


class AlreadyDecided(DomainError):
    """Somebody else was faster."""


@transaction.atomic
def request_to_join(
    *,
    organization,
    applicant,
    role,
    unit,
    invited_by=None,
    post="",
    child_surname="",
    child_given_name="",
    child=None,
    chats=(),
    parent_email="",
    previous=None,
    named_entry=None,
):
    """Ask to join. A parent's child is found by name among the unit's learners, if it is only one;
    with ``child`` (a user, from a personal link) nobody needs to be found. ``chats`` are numbers of
    those into which the link leads besides the unit (`memberships.link_chats`); ``named_entry`` is
    whom a personal link names in the roster: the request is compared with that entry.

    Called by the way in: a link was redeemed, or `services.applicants`. The request comes back with
    its private ``code``, which is stored nowhere, and with ``unsent``, a sentence where a letter
    could not leave now. A pupil of the first grades needs
    ``parent_email``, to which a code goes (norm JOIN-6); ``previous`` is the refused request that
    is made again. Raises DomainError when role and unit do not suit one another, a learner asks to
    be a parent, the person holds that role there already, or the same request waits.
    """
    _check_place(organization, role, unit)
    if role == Role.PARENT and is_learner(applicant, organization):
        raise DomainError(organization.words.format(LEARNER_IS_NO_PARENT))
    if child is not None:
        child_surname, child_given_name = child.surname, child.given_name
    if role == Role.PARENT and not (child_surname.strip() and child_given_name.strip()):
        raise DomainError("Укажите фамилию и имя ребёнка.")
    if role != Role.PARENT:
        child_surname = child_given_name = ""
        held = Membership.objects.current().filter(
            organization=organization, user=applicant, role=role, unit=unit
        )
        if held.exists():
            raise DomainError("Вы уже состоите здесь в этой роли.")
    join_request = JoinRequest(
        organization=organization,
        applicant=applicant,
        role=role,
        unit=unit,
        invited_by=invited_by,
        post=post.strip(),
        child_surname=child_surname.strip(),
        child_given_name=child_given_name.strip(),
        chats=list(chats),
        named_entry=named_entry,
        child_is_given=child is not None,
    )
    if role == Role.PARENT:
        found = [] if child else learners_named(unit, join_request.child_typed)
        join_request.child = child or (found[0].user if len(found) == 1 else None)
    if previous is not None:
        # Nobody slips out of a check by asking again.
        join_request.held_at, join_request.held_reason = previous.held_at, previous.held_reason
    _name_parent(join_request, parent_email, previous)
    match_with_roster(join_request)
    code = give_code(join_request)
    insert_once(
        join_request,
        by=applicant,
        reason="Заявка подана снова" if previous else "Заявка подана",
        taken="Такая заявка уже подана и ждёт решения.",
    )
    join_request.code, join_request.unsent = code, _write(join_request, code)
    return join_request


def _write(join_request, code):
    """The letters of a new request; returns why one of them could not leave now, mostly nothing.

    That is no reason to lose the request: its page says so, and offers the code later.
    """
    unsent = ""
    if join_request.is_unconfirmed:
        try:
            write_to_parent(join_request, join_request.applicant)
        except LettersSpent as refusal:
            unsent = str(refusal)
    letter = letters.tell_of_receipt
    if may_send_receipt(join_request.applicant):
        transaction.on_commit(lambda: letter.delay(join_request.pk, code), robust=True)
    else:
        unsent = unsent or RECEIPT_UNSENT
    return unsent


def _name_parent(join_request, parent_email, previous):
    """A pupil of the first grades is answered for by a parent, who said so once or will."""
    join_request.previous = previous
    if not needs_parent(join_request.role, join_request.unit):
        return
    if not parent_email:
        raise DomainError("Укажите почту родителя: на неё придёт код.")
    join_request.parent_email = parent_email
    if previous is not None and previous.parent_email == parent_email:
        join_request.parent_confirmed_at = previous.parent_confirmed_at


def _check_place(organization, role, unit):
    if unit.organization_id != organization.pk:
        raise DomainError("Подразделение относится к другой организации.")
    unit.require_not_over()
    if (role in STAFF_ROLES) != (unit.kind == Unit.STAFF):
        raise DomainError("Роль и подразделение не подходят друг другу.")
    if role == Role.LEARNER and "learner_accounts" not in organization.profile.features:
        raise DomainError("У детей в этой организации нет учётных записей.")


@transaction.atomic
def choose_child(*, join_request, child, by):
    """Name the learner whom a parent's request is about."""
    join_request = lock_pending(join_request, by)
    if join_request.role != Role.PARENT:
        raise DomainError("Ребёнка указывают только в заявке родителя.")
    learner = Membership.objects.current().filter(
        organization_id=join_request.organization_id,
        unit_id=join_request.unit_id,
        role=Role.LEARNER,
        user=child,
    )
    if not learner.exists():
        raise DomainError("Этот ребёнок не числится в выбранном подразделении.")
    # What the link said was wrong, then: asked again, the child is typed.
    join_request.child, join_request.child_is_given = child, False
    return record(join_request, by=by, reason="Указан ребёнок", fields=["child", "child_is_given"])


@transaction.atomic
def withdraw_join_request(*, join_request, by):
    """The applicant changes their mind while nobody has decided."""
    if join_request.applicant_id != by.pk:
        raise PermissionDenied("Отозвать можно только собственную заявку.")
    join_request = still_pending(join_request)
    return decided(join_request, JoinRequest.Status.WITHDRAWN, by)


def lock_pending(join_request, by):
    require(by, "memberships.decide_joinrequest", join_request)
    return still_pending(join_request)


def still_pending(join_request):
    # Two administrators may press the button at once: look again under the lock.
    (join_request,) = lock_many([join_request.pk])
    require_undecided(join_request)
    return join_request


def lock_many(numbers):
    """The rows of these numbers, locked in one order, with what a decision looks at."""
    rows = JoinRequest.objects.filter(pk__in=numbers).order_by("pk")
    known = rows.select_related("organization", "applicant", "unit__school_year")
    # Whoever decided it while we waited for the lock would be missing in a join: read afterwards.
    return list(known.prefetch_related("decided_by").select_for_update(of=("self",)))


def require_undecided(join_request):
    """Raises AlreadyDecided with who was faster, when, and what is now."""
    if join_request.is_pending:
        return
    when = timezone.localtime(join_request.decided_at)
    same_day = when.date() == timezone.localdate()
    moment = f"{when:%H:%M}" if same_day else f"{when:%d.%m.%Y в %H:%M}"
    raise AlreadyDecided(
        f"Уже решено: {join_request.decided_by.short_name}, {moment}. "
        f"Заявка {join_request.get_status_display().lower()}."
    )


def decided(join_request, status, by, reason=""):
    join_request.status, join_request.reason = status, reason
    join_request.decided_by, join_request.decided_at = by, timezone.now()
    record(
        join_request,
        by=by,
        reason=reason or join_request.get_status_display(),
        fields=DECISION,
    )
    if status != JoinRequest.Status.WITHDRAWN and not join_request.is_silent:
        letters.tell_after_commit([join_request.pk])
    return join_request
