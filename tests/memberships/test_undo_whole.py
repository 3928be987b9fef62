"""What goes with a decision that is taken back, and what was built on it and hinders that."""

import pytest

from memberships import services
from memberships.models import FamilyLink, JoinRequest, Membership
from memberships.roles import Role
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.facts import membership_of, parents_request, today
from tests.memberships.test_undo import ask, child, decide, mother, undo  # noqa: F401

Status, Pile = JoinRequest.Status, JoinRequest.Pile


def test_a_parent_whose_last_request_is_taken_back_is_none_any_more(cast):
    """The first request made the role, the second only its link."""
    parent = make.PersonFactory()
    requests = [
        parents_request(
            cast, applicant=parent, child=make.make_learner(cast.unit).user, child_given_name=name
        )
        for name in ("Пётр", "Мария")
    ]
    for request in requests:
        decide(cast, request)
    for request in requests:
        undo(cast, request)
    assert not FamilyLink.objects.current().filter(parent=parent).exists()
    assert not Membership.objects.current().filter(user=parent).exists()


def child_of(request):
    request.refresh_from_db()
    return request.child


def test_the_child_that_was_chosen_by_mistake_is_not_named_any_more(cast):
    request = ask(cast, Role.PARENT, cast.unit, child="Неизвестный Пётр")
    wrong = make.make_learner(cast.unit).user
    services.approve_with_child(join_request=request, child=wrong, by=cast.administrator)
    assert child_of(request) == wrong
    undo(cast, request)
    assert child_of(request) is None
    with pytest.raises(DomainError, match="не найден"):
        decide(cast, request)
    services.choose_child(join_request=request, child=cast.learner, by=cast.administrator)
    services.approve_with_child(join_request=request, child=wrong, by=cast.administrator)
    undo(cast, request)
    assert child_of(request) == cast.learner


def test_the_child_that_only_the_roster_named_is_not_named_any_more(cast, mother):  # noqa: F811
    request = ask(cast, Role.PARENT, cast.unit, child="Лебедев Яша")
    request.child, request.entry, request.pile = None, mother, Pile.MATCHED
    request.save()
    decide(cast, request)
    assert child_of(request) == mother.child.user
    undo(cast, request)
    assert child_of(request) is None


def enter_child(cast):
    request = ask(cast, Role.PARENT, cast.unit, child="Новиков Лев")
    return services.approve_with_new_child(
        join_request=request, by=cast.administrator, surname="Новиков", given_name="Лев"
    )


def test_a_child_entered_for_the_request_leaves_the_list_with_it(cast):
    request = enter_child(cast)
    learner = Membership.objects.current().get(user=child_of(request))
    undo(cast, request)
    assert child_of(request) is None
    assert not Membership.objects.current().filter(pk=learner.pk).exists()


def test_a_child_on_whom_something_rests_stays_in_the_list(cast):
    request = enter_child(cast)
    entered = child_of(request)
    other = parents_request(cast, child=entered)
    undo(cast, request)
    assert Membership.objects.current().filter(user=entered, role=Role.LEARNER).exists()
    decide(cast, other)


def appoint(cast, user):
    """What `appoint_administrator` refuses to nobody who has joined as staff."""
    services.appoint_administrator(
        organization=cast.ours,
        user=user,
        by=cast.administrator,
        order_number="12",
        order_date=today(),
    )


def stand_in(cast, user):
    role = Membership.objects.current().get(user=user)
    services.verify_membership(membership=role, by=cast.administrator, basis="Приказ № 4")
    services.name_substitute(
        administrator=membership_of(cast.administrator),
        substitute=Membership.objects.get(pk=role.pk),
        by=cast.head,
        starts_on=today(5),
        ends_on=today(9),
    )


def lead(cast, user):
    services.assign_leader(
        membership=Membership.objects.current().get(user=user),
        unit=cast.other_unit,
        by=cast.administrator,
    )


def be_named_in_an_order(cast, user):
    role = Membership.objects.current().get(user=user)
    services.verify_membership(membership=role, by=cast.administrator, basis="Приказ № 4")
    services.appoint_administrator(
        organization=cast.ours,
        user=cast.deputy,
        by=cast.administrator,
        order_number="12",
        order_date=today(),
        substitute=Membership.objects.get(pk=role.pk),
    )


@pytest.mark.parametrize(
    ("build", "says"),
    [
        (appoint, "назначен администратором"),
        (stand_in, "назначен замещать"),
        (lead, "уже поручено: "),
        (be_named_in_an_order, "опирается приказ"),
    ],
)
def test_what_something_was_built_on_is_not_taken_back(cast, build, says):
    request = ask(cast, Role.TEACHER, make.staff_unit(cast.ours))
    decide(cast, request)
    build(cast, request.applicant)
    with pytest.raises(DomainError, match=says):
        undo(cast, request)
    request.refresh_from_db()
    assert request.status == Status.APPROVED
    assert Membership.objects.current().filter(user=request.applicant, role=Role.TEACHER).exists()


def test_what_was_built_and_has_ended_hinders_nobody(cast):
    request = ask(cast, Role.TEACHER, make.staff_unit(cast.ours))
    decide(cast, request)
    lead(cast, request.applicant)
    row = Membership.objects.get(user=request.applicant).leaderships.get()
    services.end_leadership(leadership=row, by=cast.administrator, reason="Ошибка")
    undo(cast, request)
    assert not Membership.objects.current().filter(user=request.applicant).exists()
