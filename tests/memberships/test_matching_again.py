"""Requests are compared with the roster again, when it changes and as they are decided."""

import pytest

from memberships import services
from memberships.models import JoinRequest, Membership, RosterEntry
from memberships.roles import Role
from memberships.services import matching
from memberships.services.matching import match_again
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.facts import today
from tests.memberships import test_undo
from tests.memberships.test_undo import Pile, ask, decide, undo

#: The same fixture: a child of the roster.
child = test_undo.child


def test_twins_are_never_matched_by_the_name_alone(cast, child):
    """The second one has the same name in the same class, and nothing tells them apart."""
    user = make.PersonFactory(surname="Лебедев", given_name="Яков", account=False, patronymic="")
    make.make_roster_entry(make.make_learner(cast.unit, user=user))
    request = ask(cast, Role.PARENT, cast.unit)
    assert request.pile != Pile.MATCHED
    with pytest.raises(DomainError, match="выберите"):
        decide(cast, request)


def test_requests_are_compared_again_when_the_roster_changes(cast):
    request = ask(cast, Role.PARENT, cast.unit)
    assert (request.pile, request.match_reasons) == ("", [])
    user = make.PersonFactory(surname="Лебедев", given_name="Яков", patronymic="", account=False)
    entry = make.make_roster_entry(make.make_learner(cast.unit, user=user))
    make.make_roster_entry(
        organization=cast.ours,
        role=Role.PARENT,
        child=entry,
        surname="Лебедева",
        given_name="Анна",
        patronymic="Петровна",
    )
    history = request.history.count()
    assert match_again(organization=cast.ours) == 1
    request.refresh_from_db()
    assert request.pile == Pile.MATCHED
    assert request.history.count() == history
    assert match_again(organization=cast.ours) == 0


@pytest.mark.parametrize("verb", ["reject", "withdraw"])
def test_what_is_decided_while_requests_are_compared_stays_so(cast, child, monkeypatch, verb):
    """The comparison takes seconds; the roster it read may know less than the decision."""
    decided, waits = ask(cast, Role.PARENT, cast.unit), ask(cast, Role.PARENT, cast.unit)
    assert (decided.pile, waits.pile) == (Pile.SIMILAR, Pile.SIMILAR)
    child.missing_since = today()
    child.save()
    make.make_roster_entry(
        organization=cast.ours, role=Role.LEARNER, unit=cast.unit, surname="Щукин", given_name="Лев"
    )
    compare = matching.match_with_roster

    def compare_slowly(row, roster=None):
        compare(row, roster)
        if row.pk != decided.pk:
            return
        if verb == "reject":
            services.reject_join_request(join_request=decided, by=cast.operator, reason="Нет.")
        else:
            services.withdraw_join_request(join_request=decided, by=decided.applicant)

    monkeypatch.setattr(matching, "match_with_roster", compare_slowly)
    assert match_again(organization=cast.ours) == 1
    for row, pile in ((decided, Pile.SIMILAR), (waits, Pile.NONE)):
        now = JoinRequest.objects.get(pk=row.pk)
        assert (now.pile, now.entry_id) == (pile, child.pk if pile == Pile.SIMILAR else None)
    assert not JoinRequest.objects.get(pk=decided.pk).is_pending


def test_what_the_roster_expects_of_a_teacher_begins_with_the_acceptance(cast):
    entry = make.make_roster_entry(
        organization=cast.ours,
        role=Role.STAFF,
        surname="Новикова",
        given_name="Ольга",
        patronymic="Юрьевна",
        phone="+79130005566",
    )
    entry.duties.create(organization=cast.ours, unit=cast.other_unit)
    applicant = make.PersonFactory(
        surname="Новикова", given_name="Ольга", patronymic="Юрьевна", phone="+79130005566"
    )
    request = services.request_to_join(
        organization=cast.ours,
        applicant=applicant,
        role=Role.TEACHER,
        unit=make.staff_unit(cast.ours),
        post="учитель",
    )
    assert request.pile == Pile.MATCHED
    decide(cast, request)
    membership = Membership.objects.get(user=applicant)
    assert membership.leaderships.current().get().unit == cast.other_unit
    undo(cast, request)
    assert not membership.leaderships.current().exists()
    assert RosterEntry.objects.get(pk=entry.pk).user is None
