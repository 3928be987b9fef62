"""Two administrators at once over one roster and one decision; on PostgreSQL."""

import pytest

from memberships import services
from memberships.models import JoinRequest, Membership, RosterEntry, RosterImport
from memberships.roles import Role
from memberships.services import roster
from tests import factories as make
from tests.test_races import approve, at_once, fresh, hesitation, refusals  # noqa: F401

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
TEXT = "ФИО;Класс\nЛебедев Яков;5А\nЩукин Глеб;5А\n"


@pytest.fixture
def second(cast):
    return make.make_member(cast.ours, Role.ADMINISTRATOR).user


def test_a_roster_is_applied_once(cast, second):
    row = make.make_roster_import(cast.ours, TEXT, by=cast.administrator)
    results = at_once(
        *[
            lambda by=by: roster.apply_import(roster_import=fresh(row), by=by)
            for by in (cast.administrator, second)
        ]
    )
    assert len(refusals(results)) == 1
    assert RosterEntry.objects.filter(organization=cast.ours).count() == 2
    assert fresh(row).status == RosterImport.Status.APPLIED


def test_two_files_of_the_same_children_enter_them_once(cast, second):
    rows = [make.make_roster_import(cast.ours, TEXT, by=by) for by in (cast.administrator, second)]
    at_once(
        *[
            lambda row=row: roster.apply_import(roster_import=fresh(row), by=row.created_by)
            for row in rows
        ]
    )
    assert RosterEntry.objects.filter(organization=cast.ours).count() == 2


def test_a_decision_is_taken_back_once(cast, second):
    request = make.JoinRequestFactory(organization=cast.ours)
    approve(request, cast.administrator)
    results = at_once(
        *[
            lambda by=by: services.undo_decision(join_request=fresh(request), by=by)
            for by in (cast.administrator, second)
        ]
    )
    assert len(refusals(results)) == 1
    assert JoinRequest.objects.get(pk=request.pk).is_pending
    assert not Membership.objects.current().filter(user=request.applicant).exists()
