"""A child's account on a link for parents: told so, and refused whatever is sent."""

import pytest
from django.contrib.auth import SESSION_KEY

from invitations import services
from memberships.models import JoinRequest
from memberships.roles import Role
from sferum_portal.lib.errors import DomainError
from tests import factories as make

CHILD = {"child_surname": "Новиков", "child_given_name": "Яков"}


def a_learner_of(cast, which):
    """Whose account is a child's: a learner here or elsewhere, or who has only asked to be one."""
    if which == "here":
        return cast.learner
    if which == "here, and staff":
        make.make_member(cast.ours, Role.STAFF, user=cast.learner)
        return cast.learner
    if which == "elsewhere":
        return make.make_learner(cast.theirs.units.exclude(kind="staff").get()).user
    _, token = make.make_invitation(cast.unit, Role.LEARNER)
    make.join_through(token, cast.stranger)
    return cast.stranger


@pytest.mark.parametrize("which", ["here", "here, and staff", "elsewhere", "asked"])
def test_a_learner_is_told_whose_link_it_is_and_asks_nothing(cast, client, which):
    person = a_learner_of(cast, which)
    _, token = make.make_invitation(cast.unit)
    client.force_login(person)
    answer = client.get(f"/i/{token}/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert person.full_name in page
    assert "Эта ссылка — для родителей" in page
    assert f'name="next" value="/i/{token}/"' in page
    assert f'name="next" value="/accounts/sign-in/?next=/i/{token}/"' in page
    assert "/join/" not in page
    requests = JoinRequest.objects.count()
    assert client.post(f"/i/{token}/join/", CHILD).status_code == 409
    with pytest.raises(DomainError, match="учётная запись — ребёнка"):
        services.redeem(invitation=services.find_invitation(token), user=person, **CHILD)
    assert JoinRequest.objects.count() == requests


def test_a_personal_link_of_a_child_is_no_way_round(cast):
    _, token = make.make_invitation(cast.unit, child=cast.learner, max_uses=2)
    with pytest.raises(DomainError, match="учётная запись — ребёнка"):
        make.join_through(token, cast.learner)


@pytest.mark.parametrize("person", ["parent", "teacher", "stranger"])
def test_adults_are_asked_nothing_more(cast, client, person):
    _, token = make.make_invitation(cast.unit)
    client.force_login(getattr(cast, person))
    assert "Попросить о вступлении" in client.get(f"/i/{token}/").content.decode()
    assert "Заявка получена" in client.post(f"/i/{token}/join/", CHILD).content.decode()


def test_a_teacher_who_learns_elsewhere_is_no_child(cast):
    make.make_learner(cast.theirs.units.exclude(kind="staff").get(), user=cast.teacher)
    _, token = make.make_invitation(cast.unit)
    assert make.join_through(token, cast.teacher, **CHILD).role == Role.PARENT


def test_signing_out_keeps_the_link_and_leads_nowhere_else(cast, client):
    _, token = make.make_invitation(cast.unit)
    wanted = {
        f"/i/{token}/": f"/i/{token}/",
        f"/accounts/sign-in/?next=/i/{token}/": f"/accounts/sign-in/?next=/i/{token}/",
        "https://evil.example/": "/",
        "//evil.example/": "/",
        "home": "/",
        "": "/",
    }
    for wish, place in wanted.items():
        client.force_login(cast.learner)
        assert client.post("/accounts/sign-out/", {"next": wish})["Location"] == place
        assert SESSION_KEY not in client.session
