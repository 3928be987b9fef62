"""«Семьи»: who of each family is on the portal, whom the roster waits for, how many there are."""

import pytest
from django.test import Client
from django.urls import reverse

from memberships import services
from memberships.models import Membership
from memberships.roles import Role
from tests import factories as make
from tests.helpers import assert_queries_do_not_grow


def page_of(cast):
    return reverse("memberships:family_list", args=[cast.ours.slug, cast.unit.pk])


@pytest.fixture
def client(cast):
    client = Client()
    client.force_login(cast.leader)
    return client


def text_of(answer):
    return " ".join(answer.text.split()).replace("\xa0", " ")


def expected(cast, child, surname):
    """A parent whom the roster names beside the child (a person)."""
    learner = make.make_roster_entry(Membership.objects.get(user=child))
    return make.make_roster_entry(
        organization=cast.ours, role=Role.PARENT, child=learner, surname=surname
    )


def test_the_page_counts_the_families_and_those_without_anybody(cast, client):
    make.make_learner(cast.unit)
    text = text_of(client.get(page_of(cast)))
    assert "В списке 2 ученика, на портале 1 родитель из 1 семьи, ещё без родителей — 1." in text


def test_where_nobody_came_the_page_says_so(cast, client):
    for link in cast.parent.links_to_children.all():
        services.end_family_link(link=link, by=cast.administrator, reason="Ошибка")
    text = text_of(client.get(page_of(cast)))
    assert "В списке 1 ученик, из родителей на портале пока никого." in text
    assert "Родители ещё не вступили" in text


def test_each_family_says_who_has_come_and_whom_the_roster_waits_for(cast, client):
    expected(cast, cast.learner, "Ожидаемова")
    text = text_of(client.get(page_of(cast)))
    assert f"На портале: ученик, {cast.parent.full_name}</p>" in text
    assert "Ещё не на портале: Ожидаемова" in text


def test_whoever_has_taken_the_place_in_the_roster_is_not_waited_for(cast, client):
    entry = expected(cast, cast.learner, "Ожидаемова")
    entry.user = cast.parent
    entry.save()
    assert "Ожидаемова" not in text_of(client.get(page_of(cast)))


def test_a_kindergarten_speaks_of_no_childrens_accounts(cast_of):
    cast = cast_of("kindergarten")
    client = Client()
    client.force_login(cast.leader)
    text = text_of(client.get(page_of(cast)))
    assert f"На портале: {cast.parent.full_name}</p>" in text


def test_the_page_costs_the_same_for_many_families(cast, client):
    def add_family():
        child = make.make_learner(cast.unit)
        make.make_parent(child)
        expected(cast, child.user, "Ожидаемова")

    assert_queries_do_not_grow(client, page_of(cast), add_family)
