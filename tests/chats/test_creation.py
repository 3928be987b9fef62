"""Creating chats: the matrix against the service and a direct POST, and the same chat twice."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from chats import services
from chats.models import Chat
from memberships.roles import Role
from organizations.chat_kinds import Ruling
from organizations.services import set_ruling
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.cast import PEOPLE
from tests.chat_matrix import MATRIX, place_of


def attempt(cast, chat_kind, place, person):
    """Whether the service lets this person create; whatever it made is rolled back by the test."""
    try:
        if place.organization.profile.chats[chat_kind].chosen:
            services.create_chosen_chat(
                kind=chat_kind, place=place, by=person, title="Проба", **choice(place, chat_kind)
            )
        else:
            services.create_standard_chat(kind=chat_kind, place=place, by=person)
    except (PermissionDenied, DomainError):
        return False
    return True


def choice(place, chat_kind):
    """Somebody whom every creator may choose."""
    if chat_kind == "other_channel":
        unit = {"unit": place}.get(place._meta.model_name)
        code = "unit_parents" if unit else "staff"
        return {"audiences": [(code, unit.pk if unit else None, None)]}
    return {"people": [make.make_member(place.organization, Role.STAFF).user]}


@pytest.mark.parametrize("kind", MATRIX)
def test_the_service_follows_the_matrix(cast_of, kind):
    cast = cast_of(kind)
    wrong = []
    for (chat_kind, scope), allowed in MATRIX[kind].items():
        if chat_kind not in cast.ours.profile.chats:
            continue
        for person in PEOPLE:
            got = attempt(cast, chat_kind, place_of(cast, scope), getattr(cast, person))
            if got != (person in allowed):
                wrong.append((chat_kind, scope, person, got))
    assert wrong == []


@pytest.mark.parametrize("kind", MATRIX)
def test_a_direct_post_follows_the_matrix(cast_of, client, kind):
    """403 for members without the right, 404 for others; a kind that is not there is refused."""
    cast = cast_of(kind)
    strangers = {"former", "outsider", "outsider_leader", "stranger"}
    wrong = []
    for person in PEOPLE:
        client.force_login(getattr(cast, person))
        for (chat_kind, scope), allowed in MATRIX[kind].items():
            place = place_of(cast, scope)
            url = reverse("chats:create", args=[cast.ours.slug, chat_kind, scope, place.pk])
            data = {"create": "1", "title": "Проба"}
            status = client.post(url, data).status_code
            if person in strangers:
                expected = {404}
            elif chat_kind not in cast.ours.profile.chats:
                expected = {409}
            elif person not in allowed:
                expected = {403}
            else:
                # Nobody was chosen: the right is there, the form is not complete.
                expected = {422} if cast.ours.profile.chats[chat_kind].chosen else {302}
            if status not in expected:
                wrong.append((person, chat_kind, scope, status))
    assert wrong == []


def test_pressing_again_opens_the_same_chat(cast, client):
    client.force_login(cast.leader)
    url = reverse("chats:create", args=[cast.ours.slug, "unit_parents", "unit", cast.unit.pk])
    assert client.get(url).status_code == 200
    first = client.post(url, follow=True)
    assert first.redirect_chain[-1][0] == client.post(url, follow=True).redirect_chain[-1][0]
    assert client.get(url).status_code == 302
    assert Chat.objects.filter(kind="unit_parents").count() == 1
    assert "Родители 5А" in first.content.decode()


def test_the_preview_names_the_exact_people_and_no_contacts(cast, client):
    make.make_parent(make.make_learner(cast.unit), user=None)
    client.force_login(cast.leader)
    url = reverse("chats:create", args=[cast.ours.slug, "unit_parents", "unit", cast.unit.pk])
    page = client.get(url).content.decode()
    assert "2\xa0родителя из 2\xa0семей" in page
    assert cast.parent.full_name in page
    assert cast.parent.email not in page


def test_an_allowed_stranger_to_the_unit_is_still_refused_for_another_unit(cast):
    assert not cast.leader.has_perm("organizations.create_parents_chat", cast.other_unit)
    with pytest.raises(PermissionDenied):
        services.create_standard_chat(kind="unit_parents", place=cast.other_unit, by=cast.leader)


def test_the_strategy_changes_who_may(cast):
    def may(person):
        return person.has_perm("organizations.create_parents_chat", cast.unit)

    change = {"organization": cast.ours, "by": cast.administrator, "chat_kind": "unit_parents"}
    set_ruling(**change, creator="deputy", ruling=Ruling.ALLOWED)
    set_ruling(**change, creator="leader", ruling=Ruling.DENIED)
    assert may(cast.deputy)
    assert not may(cast.leader)
    set_ruling(**change, creator="leader", ruling=Ruling.ALLOWED)
    assert may(cast.leader)
    assert cast.ours.chat_rules.count() == 1


def test_learners_and_parents_are_no_creators_of_any_strategy(cast):
    with pytest.raises(DomainError):
        set_ruling(
            organization=cast.ours,
            by=cast.administrator,
            chat_kind="unit_parents",
            creator="parent",
            ruling=Ruling.ALLOWED,
        )


@pytest.mark.parametrize("kind", ["staff_channel", "community_channel"])
def test_system_channels_exist_by_themselves_and_nobody_creates_them(cast, kind):
    assert Chat.objects.filter(organization=cast.ours, kind=kind).count() == 1
    with pytest.raises(DomainError):
        services.create_standard_chat(kind=kind, place=cast.ours, by=cast.head)


def test_a_teacher_chooses_only_colleagues_and_those_whom_they_teach_or_lead(cast):
    stranger_child = make.make_learner(cast.other_unit).user
    with pytest.raises(PermissionDenied):
        services.create_chosen_chat(
            kind="education_other",
            place=cast.ours,
            by=cast.leader,
            title="Кружок",
            people=[stranger_child],
        )
    chat = services.create_chosen_chat(
        kind="education_other",
        place=cast.ours,
        by=cast.leader,
        title="Кружок",
        people=[cast.learner, cast.parent, cast.teacher],
    )
    assert set(chat.people()) == {cast.leader, cast.learner, cast.parent, cast.teacher}


def test_a_unit_of_another_organization_cannot_be_named(cast):
    with pytest.raises(DomainError):
        services.create_chosen_chat(
            kind="other_channel",
            place=cast.unit,
            by=cast.leader,
            title="Канал",
            audiences=[("unit_parents", cast.other_unit.pk, None)],
        )
