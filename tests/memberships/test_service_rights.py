"""Who may do what with people: every service × the whole cast, as one literal table."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from memberships import services
from memberships.roles import Role
from tests import factories as make
from tests.cast import PEOPLE
from tests.verbs import COMPOSED, OF_ONESELF, VERBS

ADMINISTRATORS = {"administrator", "operator"}
#: The unit of the table is theirs; another leader's confirmation still lacks.
LEADERS = ADMINISTRATORS | {"leader"}
#: Verb → who may. All others are refused by their right, before anything else is looked at.
MAY = {
    "memberships.choose_child": ADMINISTRATORS,
    "memberships.approve_join_request": ADMINISTRATORS,
    "memberships.approve_with_child": ADMINISTRATORS,
    "memberships.approve_with_new_child": ADMINISTRATORS,
    "memberships.reject_join_request": ADMINISTRATORS,
    "memberships.undo_decision": ADMINISTRATORS,
    "memberships.defer_join_request": ADMINISTRATORS,
    "memberships.add_refusal_reason": ADMINISTRATORS,
    "memberships.change_refusal_reason": ADMINISTRATORS,
    "memberships.move_refusal_reason": ADMINISTRATORS,
    "memberships.end_refusal_reason": ADMINISTRATORS,
    "memberships.restore_refusal_reason": ADMINISTRATORS,
    "memberships.look_at_request": ADMINISTRATORS,
    "memberships.hold_requests": ADMINISTRATORS | {"leader"},
    "memberships.release_requests": ADMINISTRATORS | {"leader"},
    "memberships.add_member": ADMINISTRATORS,
    "memberships.appoint_administrator": ADMINISTRATORS,
    "memberships.name_substitute": ADMINISTRATORS | {"head"},
    "memberships.end_substitution": ADMINISTRATORS | {"head"},
    "memberships.approve_distribution": {"head", "operator"},
    "memberships.add_learner": ADMINISTRATORS,
    "memberships.verify_membership": ADMINISTRATORS,
    "memberships.set_activist": ADMINISTRATORS,
    "memberships.end_membership": ADMINISTRATORS,
    "memberships.assign_leader": ADMINISTRATORS,
    "memberships.assign_teaching": ADMINISTRATORS,
    "memberships.end_leadership": ADMINISTRATORS,
    "memberships.end_teaching": ADMINISTRATORS,
    "memberships.link_family": ADMINISTRATORS,
    "memberships.end_family_link": ADMINISTRATORS,
    "memberships.restrict_family_link": ADMINISTRATORS,
    "memberships.lift_restriction": ADMINISTRATORS,
    "memberships.issue_cards": LEADERS,
    "memberships.revoke_card": LEADERS,
    "grants.give": ADMINISTRATORS,
    "grants.take_back": ADMINISTRATORS,
}


def may(verb, cast, person):
    """Whether the service lets the person do it; what it did is undone."""
    try:
        with transaction.atomic():
            VERBS[verb](cast, person)
            transaction.set_rollback(True)
    except PermissionDenied:
        return False
    return True


def test_the_services_of_people_follow_the_table(cast):
    unverified = make.make_member(cast.ours, Role.ADMINISTRATOR, verified=False).user
    wrong = [
        (verb, person)
        for verb, allowed in MAY.items()
        for person in [*PEOPLE, "operator"]
        if may(verb, cast, getattr(cast, person)) != (person in allowed)
    ]
    wrong += [(verb, "unverified") for verb in MAY if may(verb, cast, unverified)]
    assert wrong == []


def test_the_table_has_every_verb_that_asks_a_right():
    verbs = {f"memberships.{name}" for name in services.__all__ if name[0].islower()}
    own = {name for name in OF_ONESELF if name.startswith("memberships.")}
    listed = set(MAY) - {"grants.give", "grants.take_back"}
    assert listed == verbs - own - COMPOSED


def test_nobody_decides_a_request_of_their_own(cast):
    own = make.JoinRequestFactory(
        organization=cast.ours, applicant=cast.administrator, role=Role.HEAD
    )
    for verb in (services.approve_join_request, services.reject_join_request):
        with pytest.raises(PermissionDenied):
            verb(join_request=own, by=cast.administrator, **_reason(verb))
    ((_, refusal),) = services.approve_many(join_requests=[own], by=cast.administrator)
    assert refusal == "У вас нет права решать эту заявку."
    own.refresh_from_db()
    assert own.is_pending


def _reason(verb):
    return {"reason": "Нет"} if verb is services.reject_join_request else {}


@pytest.mark.parametrize("person", PEOPLE)
def test_only_the_applicant_withdraws(cast, person):
    join_request = make.JoinRequestFactory(organization=cast.ours)
    with pytest.raises(PermissionDenied):
        services.withdraw_join_request(join_request=join_request, by=getattr(cast, person))
    services.withdraw_join_request(join_request=join_request, by=join_request.applicant)
    join_request.refresh_from_db()
    assert join_request.status == "withdrawn"
