"""A decision is taken back whole within a day; the roster's places are taken and left."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from memberships import services
from memberships.models import FamilyLink, JoinRequest, Membership
from memberships.roles import Role
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.facts import today

Status, Pile = JoinRequest.Status, JoinRequest.Pile


@pytest.fixture
def child(cast):
    """A child of the roster, without an account."""
    user = make.PersonFactory(
        surname="Лебедев", given_name="Яков", patronymic="Олегович", account=False
    )
    return make.make_roster_entry(make.make_learner(cast.unit, user=user))


@pytest.fixture
def mother(cast, child):
    return make.make_roster_entry(
        organization=cast.ours,
        role=Role.PARENT,
        child=child,
        surname="Лебедева",
        given_name="Анна",
        patronymic="Петровна",
    )


def ask(cast, role, unit, *, names="Лебедева Анна Петровна", child="Лебедев Яков"):
    surname, given_name, patronymic = names.split()
    applicant = make.PersonFactory(surname=surname, given_name=given_name, patronymic=patronymic)
    child_surname, _, child_given_name = child.partition(" ")
    return services.request_to_join(
        organization=cast.ours,
        applicant=applicant,
        role=role,
        unit=unit,
        child_surname=child_surname if role == Role.PARENT else "",
        child_given_name=child_given_name if role == Role.PARENT else "",
        post="" if role in (Role.PARENT, Role.LEARNER) else "учитель",
    )


def decide(cast, join_request):
    return services.approve_join_request(join_request=join_request, by=cast.administrator)


def undo(cast, join_request):
    return services.undo_decision(join_request=join_request, by=cast.administrator)


def test_a_parent_of_the_roster_matches_is_accepted_and_taken_back(cast, mother):
    request = ask(cast, Role.PARENT, cast.unit)
    assert (request.pile, request.entry) == (Pile.MATCHED, mother)
    assert any("фамилия" in reason for reason in request.match_reasons)
    decide(cast, request)
    mother.refresh_from_db()
    assert mother.user == request.applicant
    assert FamilyLink.objects.current().get(parent=request.applicant).child == mother.child.user
    undo(cast, request)
    request.refresh_from_db()
    mother.refresh_from_db()
    assert (request.status, request.made, request.membership) == (Status.PENDING, [], None)
    assert mother.user is None
    assert not FamilyLink.objects.current().filter(parent=request.applicant).exists()
    assert not request.applicant.has_perm("organizations.view_organization", cast.ours)
    assert "отменено" in request.history.first().history_change_reason
    # And once more the other way.
    decide(cast, request)
    assert request.applicant.has_perm("organizations.view_organization", cast.ours)


def test_a_learner_with_an_account_takes_the_childs_place_and_its_family(cast, child, mother):
    parent = ask(cast, Role.PARENT, cast.unit)
    decide(cast, parent)
    request = ask(cast, Role.LEARNER, cast.unit, names="Лебедев Яков Олегович")
    assert request.pile == Pile.MATCHED
    decide(cast, request)
    former = child.user
    child.refresh_from_db()
    assert child.user == request.applicant
    assert not Membership.objects.current().filter(user=former).exists()
    (link,) = FamilyLink.objects.current().filter(parent=parent.applicant)
    assert link.child == request.applicant
    undo(cast, request)
    child.refresh_from_db()
    assert child.user == former
    assert Membership.objects.current().get(user=former) == child.membership
    (link,) = FamilyLink.objects.current().filter(parent=parent.applicant)
    assert link.child == former


def test_an_end_that_was_planned_is_planned_again(cast, child):
    """The child leaves in a month, with or without an account of its own."""
    learner = child.membership
    link = FamilyLink.objects.get(parent=make.make_parent(learner).user)
    services.end_membership(
        membership=learner, by=cast.administrator, reason="Выбывает", ends_on=today(30)
    )
    link.refresh_from_db()
    assert link.ends_on == today(30)
    request = ask(cast, Role.LEARNER, cast.unit, names="Лебедев Яков Олегович")
    for _ in range(2):
        decide(cast, request)
        learner.refresh_from_db()
        assert learner.ends_on == today()
        undo(cast, request)
        learner.refresh_from_db()
        link.refresh_from_db()
        assert (learner.ends_on, link.ends_on) == (today(30), today(30))


def test_a_role_that_another_child_rests_on_is_left(cast, mother):
    first = ask(cast, Role.PARENT, cast.unit)
    decide(cast, first)
    second = make.make_learner(cast.other_unit).user
    services.link_family(
        organization=cast.ours, parent=first.applicant, child=second, by=cast.administrator
    )
    undo(cast, first)
    assert Membership.objects.current().filter(user=first.applicant, role=Role.PARENT).exists()
    (link,) = FamilyLink.objects.current().filter(parent=first.applicant)
    assert link.child == second


def test_after_a_day_it_is_too_late(cast):
    request = make.JoinRequestFactory(organization=cast.ours)
    decided = services.reject_join_request(
        join_request=request, by=cast.administrator, reason="Нет в списках."
    )
    decided.decided_at -= dt.timedelta(hours=24, minutes=1)
    decided.save()
    with pytest.raises(DomainError, match="в течение суток"):
        undo(cast, decided)


def test_a_refusal_is_taken_back_unless_the_person_has_asked_again(cast):
    request = ask(cast, Role.STAFF, make.staff_unit(cast.ours))
    services.reject_join_request(join_request=request, by=cast.administrator, reason="Нет.")
    undo(cast, request)
    services.reject_join_request(join_request=request, by=cast.administrator, reason="Нет.")
    services.request_to_join(
        organization=cast.ours,
        applicant=request.applicant,
        role=Role.STAFF,
        unit=request.unit,
        post="учитель",
    )
    with pytest.raises(DomainError, match="новая заявка"):
        undo(cast, request)


def test_what_waits_or_was_withdrawn_has_no_decision(cast):
    request = ask(cast, Role.STAFF, make.staff_unit(cast.ours))
    with pytest.raises(DomainError, match="нет решения"):
        undo(cast, request)
    services.withdraw_join_request(join_request=request, by=request.applicant)
    with pytest.raises(DomainError, match="нет решения"):
        undo(cast, request)


def test_the_person_is_told_of_a_decision_taken_back(
    cast, mailoutbox, django_capture_on_commit_callbacks
):
    request = ask(cast, Role.STAFF, make.staff_unit(cast.ours))
    decide(cast, request)
    with django_capture_on_commit_callbacks(execute=True):
        undo(cast, request)
    assert mailoutbox[-1].to == [request.applicant.email]
    assert "снова проверяется" in mailoutbox[-1].body


def test_junk_is_refused_in_silence(cast, mailoutbox, django_capture_on_commit_callbacks):
    request = ask(cast, Role.STAFF, make.staff_unit(cast.ours))
    with django_capture_on_commit_callbacks(execute=True):
        services.reject_join_request(
            join_request=request, by=cast.administrator, reason="Спам", silent=True
        )
    assert mailoutbox == []
    client = Client()
    client.force_login(request.applicant)
    page = client.get(reverse("own_requests")).content.decode()
    assert "отклонена" in page
    assert "Спам" not in page


def test_nobody_hears_that_a_silent_refusal_was_taken_back(
    cast, mailoutbox, django_capture_on_commit_callbacks
):
    request = ask(cast, Role.STAFF, make.staff_unit(cast.ours))
    with django_capture_on_commit_callbacks(execute=True):
        services.reject_join_request(
            join_request=request, by=cast.administrator, reason="Спам", silent=True
        )
        undo(cast, request)
    assert mailoutbox == []
    request.refresh_from_db()
    assert (request.status, request.is_silent) == (Status.PENDING, False)


def test_a_request_is_put_off_to_a_day(cast):
    request = ask(cast, Role.STAFF, make.staff_unit(cast.ours))
    for until in (today(), today(-1), today(100)):
        with pytest.raises(DomainError, match="Отложить"):
            services.defer_join_request(join_request=request, by=cast.administrator, until=until)
    services.defer_join_request(join_request=request, by=cast.administrator, until=today(3))
    assert request.pk not in JoinRequest.objects.waiting().values_list("pk", flat=True)
    assert request.pk in JoinRequest.objects.pending().values_list("pk", flat=True)
    decide(cast, request)
    request.refresh_from_db()
    assert request.deferred_until is None
