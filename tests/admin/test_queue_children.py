"""The queue of join requests: a parent's child is chosen from the list, or enters it."""

from memberships.models import FamilyLink, Membership
from memberships.roles import Role
from tests import factories as make
from tests.admin.test_queue import QUEUE, ask_as_parent, said, state, url


def test_a_parent_is_accepted_by_choosing_the_child(cast, admin):
    child = make.make_learner(cast.unit, user=make.PersonFactory(surname="Петрова"))
    elsewhere = make.make_learner(cast.other_unit)
    stranger = make.make_learner(make.make_unit(cast.theirs, "7Я"))
    row = ask_as_parent(cast)
    assert "Ребёнок «Петров Вячеслав» не найден" in said(
        admin.post(url("approve", row), follow=True)
    )
    for other in (elsewhere, stranger):
        assert admin.post(url("child", row), {"child": other.user_id}).status_code == 422
    assert state(row) == "pending"
    assert admin.post(url("child", row), {"child": child.user_id}).url == QUEUE
    assert state(row) == "approved"
    assert FamilyLink.objects.filter(parent=row.applicant, child=child.user).exists()


def test_children_with_similar_names_stand_first(cast, admin):
    for surname in ("Абрамова", "Измайлова", "Яковлева"):
        make.make_learner(cast.unit, user=make.PersonFactory(surname=surname, given_name="Ася"))
    row = ask_as_parent(cast, surname="Измойлова", given_name="Ася")
    page = admin.get(url("child", row)).content.decode()
    assert page.index("Измайлова") < page.index("Абрамова") < page.index("Яковлева")


def test_a_missing_child_enters_the_list_with_the_same_press(cast, admin):
    row = ask_as_parent(cast)
    form = admin.get(url("enter_child", row)).content.decode()
    assert 'value="Петров"' in form
    admin.post(url("enter_child", row), {"surname": "Петров", "given_name": "Вячеслав"})
    row.refresh_from_db()
    assert row.status == "approved"
    assert row.child.full_name == "Петров Вячеслав"
    assert Membership.objects.filter(user=row.child, unit=cast.unit, role=Role.LEARNER).exists()


def test_a_child_is_not_entered_for_a_request_that_is_decided(cast, admin):
    row = ask_as_parent(cast)
    admin.post(url("reject", row), {"reason": "Нет"})
    names = {"surname": "Петров", "given_name": "Вячеслав"}
    assert admin.post(url("enter_child", row), names).status_code == 409
    assert not Membership.objects.filter(user__surname="Петров").exists()
