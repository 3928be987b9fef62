"""A parent comes in through the child: found by name, chosen by hand, never somebody else's."""

import pytest

from chats.services import create_standard_chat
from memberships import services
from memberships.models import FamilyLink, JoinRequest, Membership
from memberships.roles import Role
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.facts import parents_request


def make_child(unit, surname, given_name="Пётр", patronymic="", **fields):
    person = make.PersonFactory(surname=surname, given_name=given_name, patronymic=patronymic)
    return make.make_learner(unit, user=person, **fields).user


def ask(cast, surname, given_name="Пётр", **fields):
    defaults = {"organization": cast.ours, "applicant": cast.stranger, "role": Role.PARENT}
    return services.request_to_join(
        **(defaults | {"unit": cast.unit} | fields),
        child_surname=surname,
        child_given_name=given_name,
    )


@pytest.mark.parametrize(
    ("surname", "given_name"),
    [("Семёнов", "Пётр"), ("семенов", "ПЕТР"), (" Семенов ", "Пётр Ильич"), ("Пётр", "Семёнов")],
)
def test_a_child_is_found_by_name_whatever_its_case_and_its_yo(cast, surname, given_name):
    child = make_child(cast.unit, "Семёнов", patronymic="Ильич")
    make_child(cast.unit, "Семёновых", patronymic="Ильич")
    make_child(cast.other_unit, "Семёнов", patronymic="Ильич")
    make_child(cast.unit, "Семёнов", patronymic="Ильич", ends_on=make.days_ago(1))
    assert ask(cast, surname, given_name).child == child


@pytest.mark.parametrize("surname", ["Семен", "Семёнова", "%", "Иной"])
def test_part_of_a_name_finds_no_child(cast, surname):
    make_child(cast.unit, "Семёнов")
    request = ask(cast, surname)
    assert request.child is None
    assert request.lacks_child


def test_of_two_children_of_one_name_none_is_taken(cast):
    for _ in range(2):
        make_child(cast.unit, "Семёнов")
    assert ask(cast, "Семёнов").child is None


@pytest.mark.parametrize("names", [("", "Пётр"), ("Семёнов", " "), ("  ", "")])
def test_a_parent_names_the_child(cast, names):
    with pytest.raises(DomainError, match="имя ребёнка"):
        ask(cast, *names)


def test_an_approved_parent_is_a_member_linked_to_the_child(cast):
    child = make_child(cast.unit, "Семёнов")
    chat, _ = create_standard_chat(kind="unit_parents", place=cast.unit, by=cast.leader)
    request = ask(cast, "Семёнов")
    services.approve_join_request(join_request=request, by=cast.administrator)
    link = FamilyLink.objects.get(parent=cast.stranger)
    assert link.child == child
    assert link.history.get().history_user == cast.administrator
    membership = Membership.objects.get(user=cast.stranger)
    assert (membership.role, membership.unit) == (Role.PARENT, None)
    assert cast.stranger in chat.people()


def test_a_parent_whose_child_is_unknown_is_not_let_in_until_somebody_chooses(cast):
    child = make_child(cast.unit, "Семёнов")
    request = ask(cast, "Симёнов")
    with pytest.raises(DomainError, match="«Симёнов Пётр» не найден"):
        services.approve_join_request(join_request=request, by=cast.administrator)
    assert not Membership.objects.filter(user=cast.stranger).exists()
    services.choose_child(join_request=request, child=child, by=cast.administrator)
    services.approve_join_request(join_request=request, by=cast.administrator)
    assert FamilyLink.objects.get(parent=cast.stranger).child == child


def foreign_children(cast):
    their_unit = cast.theirs.units.exclude(kind="staff").get()
    return {
        "of another organization": make_child(their_unit, "Чужих"),
        "of another unit": make_child(cast.other_unit, "Соседов"),
        "who left": make_child(cast.unit, "Бывших", ends_on=make.days_ago(1)),
        "no learner": cast.teacher,
        "the parent": cast.stranger,
    }


def test_only_a_learner_of_the_unit_can_be_chosen(cast):
    request = ask(cast, "Неизвестный")
    for child in foreign_children(cast).values():
        with pytest.raises(DomainError, match="не числится"):
            services.choose_child(join_request=request, child=child, by=cast.administrator)
    request.refresh_from_db()
    assert request.child is None
    teacher = make.JoinRequestFactory(organization=cast.ours)
    with pytest.raises(DomainError, match="только в заявке родителя"):
        services.choose_child(join_request=teacher, child=cast.learner, by=cast.administrator)


def test_a_child_who_left_in_the_meantime_lets_nobody_in(cast):
    child = make_child(cast.unit, "Семёнов")
    request = ask(cast, "Семёнов")
    services.end_membership(
        membership=Membership.objects.get(user=child), by=cast.administrator, reason="Выбыл"
    )
    with pytest.raises(DomainError, match="больше не числится"):
        services.approve_join_request(join_request=request, by=cast.administrator)
    assert not Membership.objects.filter(user=cast.stranger).exists()


def test_nobody_is_let_in_as_a_parent_of_themselves(cast):
    names = {"child_surname": cast.learner.surname, "child_given_name": cast.learner.given_name}
    with pytest.raises(DomainError, match="учётная запись — ребёнка"):
        ask(cast, *names.values(), applicant=cast.learner)
    # Nor where the request is of a day on which nobody asked about that.
    request = parents_request(cast, applicant=cast.learner, child=cast.learner, **names)
    with pytest.raises(DomainError, match="самому себе"):
        services.approve_join_request(join_request=request, by=cast.administrator)


def test_a_second_child_gives_a_second_link_and_no_second_role(cast):
    second = make_child(cast.other_unit, "Семёнов")
    request = ask(cast, "Семёнов", applicant=cast.parent, unit=cast.other_unit)
    services.approve_join_request(join_request=request, by=cast.administrator)
    assert Membership.objects.filter(user=cast.parent).count() == 1
    children = FamilyLink.objects.filter(parent=cast.parent).values_list("child", flat=True)
    assert set(children) == {cast.learner.pk, second.pk}


def test_two_children_may_be_asked_for_at_once_the_same_child_may_not(cast):
    ask(cast, "Семёнов")
    ask(cast, "Семёнов", "Яков")
    with pytest.raises(DomainError, match="уже подана"):
        ask(cast, "СЕМЕНОВ", "петр")
    assert JoinRequest.objects.count() == 2


def test_a_link_that_exists_is_approved_again_without_a_second_row(cast):
    request = ask(cast, cast.learner.surname, cast.learner.given_name, applicant=cast.parent)
    services.approve_join_request(join_request=request, by=cast.administrator)
    assert FamilyLink.objects.filter(parent=cast.parent).count() == 1


def test_a_link_needs_a_parent_and_a_learner_of_this_organization(cast):
    def link(parent, child):
        return services.link_family(
            organization=cast.ours, parent=parent, child=child, by=cast.administrator
        )

    for child in foreign_children(cast).values():
        if not Membership.objects.current().filter(
            user=child, organization=cast.ours, role=Role.LEARNER
        ):
            with pytest.raises(DomainError, match="не числится"):
                link(cast.parent, child)
    for parent in (cast.teacher, cast.outsider, cast.stranger):
        with pytest.raises(DomainError, match="вступить в роли родителя"):
            link(parent, cast.learner)
    make.make_member(cast.ours, Role.PARENT, user=cast.learner)
    with pytest.raises(DomainError, match="самому себе"):
        link(cast.learner, cast.learner)
    existing = link(cast.parent, cast.learner)
    assert FamilyLink.objects.get(parent=cast.parent) == existing


def test_a_link_ends_once_with_a_reason_and_opens_nothing_any_more(cast):
    chat, _ = create_standard_chat(kind="unit_parents", place=cast.unit, by=cast.leader)
    link = FamilyLink.objects.get(parent=cast.parent)
    with pytest.raises(DomainError, match="причину"):
        services.end_family_link(link=link, by=cast.administrator, reason=" ")
    assert cast.parent in chat.people()
    services.end_family_link(link=link, by=cast.administrator, reason="Ошибка в списке")
    assert cast.parent not in chat.people()
    assert not cast.parent.has_perm("organizations.view_unit", cast.unit)
    with pytest.raises(DomainError, match="уже закончено"):
        services.end_family_link(link=link, by=cast.administrator, reason="Ещё раз")


def test_the_parents_role_ends_with_the_last_link(cast):
    second = make.make_learner(cast.other_unit).user
    links = [
        FamilyLink.objects.get(parent=cast.parent),
        services.link_family(
            organization=cast.ours, parent=cast.parent, child=second, by=cast.administrator
        ),
    ]
    roles = Membership.objects.current().filter(user=cast.parent, role=Role.PARENT)
    services.end_family_link(link=links[0], by=cast.administrator, reason="Ошибка")
    assert roles.exists()
    services.end_family_link(link=links[1], by=cast.administrator, reason="Ошибка")
    assert not roles.exists()
