"""A decision on a join request is taken back within a day, whole or not at all."""

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from memberships import letters
from memberships.models import (
    Appointment,
    FamilyLink,
    JoinRequest,
    Membership,
    RosterEntry,
    SignInCard,
    Substitution,
    Teaching,
    UnitLeadership,
)
from memberships.roles import STAFF_ROLES, Role
from memberships.services.decisions import ENTERED_CHILD, FORMER_CHILD
from memberships.services.entries import release_entry
from memberships.services.matching import match_with_roster
from memberships.services.rows import close, end_parent_without_children
from memberships.signals import decision_undone, request_waits_again
from memberships.states import can_be_undone
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

#: What a decision may have made, by the name under which ``JoinRequest.made`` keeps it.
MADE = {
    "membership": Membership,
    "family_link": FamilyLink,
    "teaching": Teaching,
    "leadership": UnitLeadership,
    ENTERED_CHILD: Membership,
}
Status = JoinRequest.Status


@transaction.atomic
def undo_decision(*, join_request, by):
    """Take a decision back within 24 hours, with all that it made; the request waits again.

    Raises DomainError when it is too late, or when something was built on what it made: duties,
    an administrator's appointment, a substitution. A refusal that nobody was told of is taken back
    in silence too.
    """
    require(by, "memberships.decide_joinrequest", join_request)
    join_request, was_told = take_back(join_request, by)
    if was_told:
        letter = letters.tell_of_undoing
        transaction.on_commit(lambda: letter.delay(join_request.pk), robust=True)
    return join_request


def take_back(join_request, by, *, matched=True):
    """A part of verbs, which asks no right; returns the request and whether its end was told.

    Without ``matched`` the caller has it compared with the roster (`services.matching`).
    """
    join_request = _locked(join_request)
    if join_request.status not in (Status.APPROVED, Status.REJECTED):
        raise DomainError("Здесь нет решения, которое можно отменить.")
    if not can_be_undone(join_request):
        raise DomainError("Решение можно отменить в течение суток. Закончите роль в реестре ролей.")
    if _another_waits(join_request):
        raise DomainError("От этого человека уже ждёт такая же новая заявка: решите её.")
    _require_nothing_built(join_request)
    reason = f"Отменено решение по заявке № {join_request.pk}"
    was, was_told = join_request.get_status_display().lower(), not join_request.is_silent
    child_before = _child_before(join_request)
    release_entry(join_request=join_request, by=by, reason=reason)
    decision_undone.send(JoinRequest, join_request=join_request, by=by, reason=reason)
    _close_what_was_made(join_request, by, reason)
    _wait_again(join_request, by)
    join_request.child_id = child_before
    if matched:
        match_with_roster(join_request)
    record(join_request, by=by, reason=f"Решение отменено: была {was}"[:300])
    request_waits_again.send(JoinRequest, join_request=join_request, by=by)
    return join_request, was_told


def _locked(join_request):
    """With the person's other requests: what one made may go over to another."""
    rows = JoinRequest.objects.select_for_update().filter(
        organization=join_request.organization_id, applicant=join_request.applicant_id
    )
    return {row.pk: row for row in rows.order_by("pk")}[join_request.pk]


def _wait_again(join_request, by):
    join_request.status, join_request.reason, join_request.made = Status.PENDING, "", []
    join_request.next_step = ""
    join_request.decided_by = join_request.decided_at = None
    join_request.membership = join_request.family_link = None
    join_request.is_silent, join_request.chat_notes = False, []
    join_request.bulk = None
    if join_request.seen_at is None:
        join_request.seen_by, join_request.seen_at = by, timezone.now()


# --- What was made ---


def _close_what_was_made(join_request, by, reason):
    for name, pk in reversed(join_request.made):
        if name not in MADE:  # nothing to close, or an app above has taken it back by now
            continue
        row = MADE[name].objects.current().filter(pk=pk).first()
        if row is None or _still_needed(name, row, join_request):
            continue
        close(row, by=by, reason=reason)
        if isinstance(row, FamilyLink):
            # The role may be another request's, which was taken back before and left it.
            end_parent_without_children(link=row, by=by, reason=reason)


def _still_needed(name, row, join_request):
    """A parent's role on which another child's link has come to rest meanwhile; a child that was
    entered and on which more than this request has."""
    if name == ENTERED_CHILD:
        return _rests_on_child(row, join_request)
    here = {"organization_id": row.organization_id}
    return (
        name == "membership"
        and row.role == Role.PARENT
        and FamilyLink.objects.current().filter(parent_id=row.user_id, **here).exists()
    )


def _rests_on_child(learner, join_request):
    child = learner.user
    rows = (
        FamilyLink.objects.filter(child=child).beyond(timezone.localdate()),
        Membership.objects.filter(user=child).exclude(pk=learner.pk),
        RosterEntry.objects.filter(user=child),
        SignInCard.objects.filter(user=child),
        JoinRequest.objects.filter(child=child).exclude(pk=join_request.pk),
    )
    return child.has_account or any(found.exists() for found in rows)


def _child_before(join_request):
    """The child whom the request named before it was decided; the roster may have named another."""
    for name, pk in join_request.made:
        if name == FORMER_CHILD:
            return pk
    before = join_request.history.filter(status=Status.PENDING).first()
    return before.child_id if before else join_request.child_id


# --- What was built on it ---


def _require_nothing_built(join_request):
    made = {name: pk for name, pk in join_request.made if name == "membership"}
    role = Membership.objects.current().filter(pk=made.get("membership")).first()
    if role is None or role.role not in STAFF_ROLES:
        return
    if built := _built_on(role, join_request.made):
        raise DomainError(f"Решение не отменить: {built}. Сначала закончите это в реестрах.")


def _built_on(role, made):
    """What would hang in the air without this role, in words; nothing where nothing would."""
    today = timezone.localdate()
    later = Membership.objects.filter(
        organization=role.organization_id, user=role.user_id, pk__gt=role.pk
    )
    if later.filter(role=Role.ADMINISTRATOR).beyond(today).exists():
        return "человек уже назначен администратором"
    named = Membership.objects.beyond(today).filter(appointment__substitute=role)
    if Appointment.objects.filter(membership=role).exists() or named.exists():
        return "на эту роль уже опирается приказ о назначении администратора"
    absences = Substitution.objects.beyond(today).exclude(ends_on=F("starts_on"))
    if absences.filter(Q(administrator=role) | Q(substitute=role)).exists():
        return "человек назначен замещать администратора"
    own = {(name, pk) for name, pk in made}
    for name, rows in (("leadership", role.leaderships), ("teaching", role.teachings)):
        for duty in rows.beyond(today):
            if (name, duty.pk) not in own:
                place = duty.unit if name == "leadership" else duty.unit_subject
                return f"человеку уже поручено: {place}"
    return ""


def _another_waits(join_request):
    same = Q(child_search_name=join_request.child_search_name) | Q(previous=join_request)
    return (
        JoinRequest.objects.pending()
        .filter(
            same,
            organization_id=join_request.organization_id,
            applicant_id=join_request.applicant_id,
            role=join_request.role,
            unit_id=join_request.unit_id,
        )
        .exists()
    )
