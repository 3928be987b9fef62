"""A restriction between a parent and a child: what it shuts out, and who sees that it is there."""

import pytest
from django.test import Client
from django.urls import reverse

from chats.candidates import candidates
from chats.models import Chat
from chats.services import create_chosen_chat, create_standard_chat
from memberships import services
from memberships.models import FamilyLink, Membership
from memberships.queries import families_of_units
from memberships.roles import Role
from memberships.standing import Standing
from sferum_portal.lib.errors import DomainError
from tests import factories as make

BASIS = "решение суда № 2-415/2026"


def restrict(cast, parent=None, child=None, basis=BASIS):
    link = FamilyLink.objects.get(parent=parent or cast.parent, child=child or cast.learner)
    return services.restrict_family_link(link=link, by=cast.administrator, basis=basis)


def as_(user):
    client = Client()
    client.force_login(user)
    return client


def page(cast, name, *args):
    return reverse(name, args=[cast.ours.slug, *args])


# --- What still reaches the parent: one literal table ---------------------------------------------


def parents_chat(cast):
    return create_standard_chat(kind="unit_parents", place=cast.unit, by=cast.leader)[0]


def chosen_of_unit(cast):
    return create_chosen_chat(
        kind="education_other", place=cast.unit, by=cast.leader, title="Поход", people=[cast.parent]
    )


def chosen_of_organization(cast):
    # By who leads the unit of the parent's child.
    return create_chosen_chat(
        kind="education_other", place=cast.ours, by=cast.leader, title="Театр", people=[cast.parent]
    )


def community(cast):
    return Chat.objects.get(organization=cast.ours, kind="community_channel")


def activists(cast):
    membership = Membership.objects.get(user=cast.parent, role=Role.PARENT)
    services.set_activist(membership=membership, by=cast.administrator, is_activist=True)
    return create_standard_chat(kind="head_parent_activists", place=cast.ours, by=cast.head)[0]


def in_chat(make_chat):
    def prepare(cast):
        chat = make_chat(cast)
        address = page(cast, "chats:chat", chat.pk)

        def takes_part():
            listed = cast.parent in chat.people()
            # Both directions of the rules agree, and so does the page.
            assert chat.includes(Standing(cast.parent, cast.ours)) == listed
            assert (as_(cast.parent).get(address).status_code == 200) == listed
            return listed

        return takes_part

    prepare.__name__ = make_chat.__name__
    return prepare


def own_page(name):
    def prepare(cast):
        return lambda: as_(cast.parent).get(page(cast, name)).status_code == 200

    prepare.__name__ = name
    return prepare


def unit_page(cast):
    return lambda: as_(cast.parent).get(page(cast, "chats:unit", cast.unit.pk)).status_code == 200


def child_on_the_start_page(cast):
    home = page(cast, "organization_home")
    return lambda: cast.learner.full_name in as_(cast.parent).get(home).text


def counted_among_the_families(cast):
    return lambda: families_of_units(cast.ours, [cast.unit.pk])[cast.unit.pk] != (0, 0)


def candidate_for_the_unit(cast):
    return lambda: cast.parent in candidates("education_other", cast.unit, cast.leader)


def candidate_for_the_organization(cast):
    return lambda: cast.parent in candidates("education_other", cast.ours, cast.leader)


def preview_of_a_chat(cast):
    address = page(cast, "chats:create", "unit_parents", "unit", cast.unit.pk)
    return lambda: cast.parent.full_name in as_(cast.leader).get(address).text


def profile(cast):
    return lambda: as_(cast.parent).get(reverse("accounts:profile")).status_code == 200


#: What reaches a parent: restricted from the only child here, and with another child in 5Б.
REACH = {
    in_chat(parents_chat): (False, False),
    in_chat(chosen_of_unit): (False, False),
    # Of the whole organization: with another child here it may be for that one.
    in_chat(chosen_of_organization): (False, True),
    in_chat(community): (False, True),
    in_chat(activists): (False, True),
    unit_page: (False, False),
    child_on_the_start_page: (False, False),
    counted_among_the_families: (False, False),
    candidate_for_the_unit: (False, False),
    candidate_for_the_organization: (False, False),
    preview_of_a_chat: (False, False),
    own_page("organization_home"): (True, True),
    own_page("chats:chat_list"): (True, True),
    own_page("regulations:regulation"): (True, True),
    profile: (True, True),
}


@pytest.mark.parametrize("prepare", REACH, ids=lambda prepare: prepare.__name__)
@pytest.mark.parametrize("has_another", [False, True], ids=["only child", "another child"])
def test_what_still_reaches_a_restricted_parent(cast, prepare, has_another):
    reaches = prepare(cast)
    assert reaches()
    link = restrict(cast)
    if has_another:
        make.make_parent(make.make_learner(cast.other_unit), user=cast.parent)
    assert reaches() == REACH[prepare][has_another]
    services.lift_restriction(link=link, by=cast.administrator, basis="решение суда отменено")
    assert reaches()


def test_the_other_parent_notices_nothing(cast):
    other = make.make_parent(Membership.objects.get(user=cast.learner)).user
    chat = parents_chat(cast)
    restrict(cast)
    assert other in chat.people()
    assert cast.learner.full_name in as_(other).get(page(cast, "organization_home")).text
    assert families_of_units(cast.ours, [cast.unit.pk])[cast.unit.pk] == (1, 1)


def test_another_organization_is_not_concerned(cast):
    link = FamilyLink.objects.get(parent=cast.parent)
    theirs = make.make_unit(cast.theirs, "3В")
    make.make_parent(make.make_learner(theirs, user=cast.learner), user=cast.parent)
    services.restrict_family_link(link=link, by=cast.administrator, basis=BASIS)
    assert Standing(cast.parent, cast.theirs).children_units == {theirs.pk}
    assert Standing(cast.parent, cast.ours).children_units == set()


# --- Setting and lifting --------------------------------------------------------------------------


def test_a_restriction_needs_a_basis_and_is_set_and_lifted_once(cast):
    link = FamilyLink.objects.get(parent=cast.parent)
    for basis in (" ", "\n"):
        with pytest.raises(DomainError, match="Укажите основание"):
            services.restrict_family_link(link=link, by=cast.administrator, basis=basis)
    with pytest.raises(DomainError, match="не длиннее"):
        services.restrict_family_link(link=link, by=cast.administrator, basis="а" * 301)
    with pytest.raises(DomainError, match="Ограничения здесь нет"):
        services.lift_restriction(link=link, by=cast.administrator, basis="Отменено")
    link = restrict(cast)
    with pytest.raises(DomainError, match="уже ограничена"):
        restrict(cast)
    with pytest.raises(DomainError, match="Укажите основание"):
        services.lift_restriction(link=link, by=cast.administrator, basis="")
    services.lift_restriction(link=link, by=cast.administrator, basis="Отменено")
    reasons = link.history.values_list("history_change_reason", "restriction_basis")[:2]
    assert list(reasons) == [("Ограничение снято: Отменено", ""), (f"Ограничение: {BASIS}", BASIS)]


def test_nobody_lifts_a_restriction_of_their_own(cast):
    make.make_member(cast.ours, Role.ADMINISTRATOR, user=cast.parent)
    link = restrict(cast)
    with pytest.raises(DomainError, match="другой администратор"):
        services.lift_restriction(link=link, by=cast.parent, basis="Ошибка")


def test_the_administrator_reads_what_will_happen_before_pressing(cast):
    link = FamilyLink.objects.get(parent=cast.parent)
    client = as_(cast.administrator)
    address = reverse("admin:memberships_familylink_restrict", args=[link.pk])
    asked = client.get(address).text
    assert "Родитель сохранит учётную запись" in asked
    assert "из всех чатов организации" in asked
    assert client.post(address, {"basis": ""}).status_code == 422
    assert client.post(address, {"basis": BASIS}).status_code == 302
    row = reverse("admin:memberships_familylink_change", args=[link.pk])
    for who in (cast.administrator, cast.head):
        assert BASIS in as_(who).get(row).text
    lift = reverse("admin:memberships_familylink_lift", args=[link.pk])
    assert client.post(lift, {"basis": "решение отменено"}).status_code == 302
    history = client.get(reverse("admin:memberships_familylink_history", args=[link.pk])).text
    assert BASIS in history


def test_the_leader_sees_a_mark_without_the_basis_and_families_see_nothing(cast):
    chat = parents_chat(cast)
    make.make_parent(make.make_learner(cast.unit), user=cast.parent)
    restrict(cast)
    mark = "есть ограничение, см. администратора"
    families = page(cast, "memberships:family_list", cast.unit.pk)
    people = page(cast, "chats:people", chat.pk)
    for who, address in [
        (cast.leader, families),
        (cast.leader, people),
        (cast.head, families),
        (cast.administrator, families),
    ]:
        text = as_(who).get(address).text
        assert (mark in text, BASIS in text) == (True, False), who
    other = make.make_parent(make.make_learner(cast.unit)).user
    text = as_(other).get(people).text
    assert cast.parent.full_name in text
    assert "ограничение" not in text


def test_the_parent_is_sent_to_the_administrator(cast):
    home = page(cast, "organization_home")
    assert "не показываются" not in as_(cast.parent).get(home).text
    restrict(cast)
    text = as_(cast.parent).get(home).text
    assert "Почему — скажет администратор" in text
    assert BASIS not in text
