"""The confirmation of a role: on what it rests, where it shows, and what is closed without it."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from chats.services import create_standard_chat
from memberships import services
from memberships.basis import BasisKind, basis_text
from memberships.roles import Role
from tests import factories as make
from tests.facts import membership_of, today

DAY = dt.date(2026, 9, 1)
BADGE = "роль подтверждена"


@pytest.mark.parametrize(
    ("kind", "role", "parts", "text"),
    [
        (
            BasisKind.ORDER,
            Role.TEACHER,
            {"number": "15-к", "date": DAY},
            "приказ о приёме на работу от 01.09.2026 № 15-к",
        ),
        (
            BasisKind.ORDER,
            Role.LEARNER,
            {"number": "8", "date": DAY},
            "приказ о зачислении от 01.09.2026 № 8",
        ),
        (
            BasisKind.DOCUMENT,
            Role.STAFF,
            {"document": "служебное удостоверение"},
            "предъявлен документ: служебное удостоверение",
        ),
        (
            BasisKind.DOCUMENT,
            Role.PARENT,
            {"document": "свидетельство о рождении", "date": DAY},
            "предъявлен документ: свидетельство о рождении от 01.09.2026",
        ),
        (BasisKind.DECISION, Role.STAFF, {"date": DAY}, "решение руководителя от 01.09.2026"),
        (
            BasisKind.DECISION,
            Role.STAFF,
            {"date": DAY, "number": "3"},
            "решение руководителя от 01.09.2026 № 3",
        ),
        (BasisKind.OTHER, Role.STAFF, {"document": "договор ГПХ"}, "договор ГПХ"),
        # What does not belong to the kind is passed over.
        (
            BasisKind.DECISION,
            Role.STAFF,
            {"date": DAY, "document": "паспорт"},
            "решение руководителя от 01.09.2026",
        ),
    ],
)
def test_the_basis_in_words(kind, role, parts, text):
    assert basis_text(kind, role=role, **parts) == text


def as_(user):
    client = Client()
    client.force_login(user)
    return client


def page(cast, name, *args):
    return reverse(name, args=[cast.ours.slug, *args])


def verify(membership):
    return reverse("admin:memberships_membership_verify", args=[membership.pk])


@pytest.mark.parametrize(
    ("form", "complaint"),
    [
        ({}, "Проверьте отмеченные поля"),
        ({"kind": "order", "date": "2026-09-01"}, "Укажите номер приказа"),
        ({"kind": "order", "number": "15"}, "Укажите дату"),
        ({"kind": "decision"}, "Укажите дату"),
        ({"kind": "document"}, "Назовите документ"),
        ({"kind": "other", "document": " "}, "Назовите документ"),
        ({"kind": "other", "document": "договор \u0007"}, "без служебных знаков"),
        ({"kind": "order", "number": "15", "date": "32.13.2026"}, "Введите правильную дату"),
        ({"kind": "order", "number": "1" * 51, "date": "2026-09-01"}, "не более 50"),
        ({"kind": "oath", "number": "15", "date": "2026-09-01"}, "oath"),
    ],
)
def test_an_incomplete_basis_is_refused_and_nothing_typed_is_lost(cast, form, complaint):
    row = membership_of(cast.unverified_leader)
    answer = as_(cast.administrator).post(verify(row), form)
    assert answer.status_code == 422
    assert complaint in answer.text
    if form.get("number"):
        assert f'value="{form["number"]}"' in answer.text
    row.refresh_from_db()
    assert not row.is_verified


def test_a_parent_is_confirmed_by_a_document_and_not_by_an_order(cast):
    row = membership_of(cast.parent)
    client = as_(cast.administrator)
    assert 'value="order"' not in client.get(verify(row)).text
    order = {"kind": "order", "number": "15", "date": "2026-09-01"}
    assert client.post(verify(row), order).status_code == 422
    document = {"kind": "document", "document": "свидетельство о рождении"}
    assert client.post(verify(row), document).status_code == 302
    row.refresh_from_db()
    assert row.verification_basis == "предъявлен документ: свидетельство о рождении"


# --- The badge ------------------------------------------------------------------------------------


@pytest.fixture
def people(cast):
    chat, _ = create_standard_chat(kind="unit_parents", place=cast.unit, by=cast.leader)
    return page(cast, "chats:people", chat.pk)


def test_colleagues_see_what_the_badge_rests_on_families_only_the_badge(cast, people):
    for who in (cast.leader, cast.unverified_leader):
        text = as_(who).get(people).text
        assert BADGE in text
        assert 'title="Приказ № 1"' in text
    text = as_(cast.parent).get(people).text
    assert BADGE in text
    assert "Приказ" not in text


def test_the_badge_is_only_on_the_confirmed(cast, people):
    # Two leaders take part; one of them is not confirmed.
    assert as_(cast.parent).get(people).text.count(BADGE) == 1
    services.verify_membership(
        membership=membership_of(cast.unverified_leader), by=cast.administrator, basis="приказ № 2"
    )
    assert as_(cast.parent).get(people).text.count(BADGE) == 2


def test_a_confirmed_parent_carries_no_badge_before_other_families(cast, people):
    services.verify_membership(
        membership=membership_of(cast.parent), by=cast.administrator, basis="предъявлен документ"
    )
    assert as_(cast.parent).get(people).text.count(BADGE) == 1


def test_the_badge_ends_with_the_employment(cast, people):
    make.make_learner(cast.unit)
    assert BADGE in as_(cast.parent).get(people).text
    membership = membership_of(cast.leader)
    services.end_membership(membership=membership, by=cast.administrator, reason="Уволилась")
    assert BADGE not in as_(cast.parent).get(people).text
    # Taken on again: a new role, which is confirmed anew.
    services.add_member(
        organization=cast.ours, user=cast.leader, role=Role.TEACHER, by=cast.administrator
    )
    assert BADGE not in as_(cast.leader).get(reverse("accounts:profile")).text


def test_one_reads_in_the_profile_what_the_own_role_rests_on(cast):
    text = as_(cast.leader).get(reverse("accounts:profile")).text
    assert (BADGE in text, "Основание: Приказ № 1" in text) == (True, True)
    text = as_(cast.unverified_leader).get(reverse("accounts:profile")).text
    assert BADGE not in text


def test_the_page_of_families_names_the_leaders_with_their_confirmation(cast):
    text = as_(cast.leader).get(page(cast, "memberships:family_list", cast.unit.pk)).text
    assert "Основание: Приказ № 1" in text
    assert "роль не подтверждена" in text


# --- What is closed without it --------------------------------------------------------------------


@pytest.mark.parametrize("place", ["start page", "kinds of chat", "unit page", "refusal"])
def test_who_is_not_confirmed_reads_why_and_who_confirms(cast, place):
    address = {
        "start page": page(cast, "organization_home"),
        "kinds of chat": page(cast, "chats:kind_list"),
        "unit page": page(cast, "chats:unit", cast.unit.pk),
        "refusal": page(cast, "chats:create", "unit_parents", "unit", cast.unit.pk),
    }[place]
    answer = as_(cast.unverified_leader).get(address)
    assert answer.status_code == (403 if place == "refusal" else 200)
    assert "Ваша роль ещё не подтверждена. Её подтверждает администратор" in answer.text
    # Who is confirmed reads nothing of it.
    assert "Её подтверждает" not in as_(cast.leader).get(address).text


def test_who_leads_with_a_confirmed_role_that_ended_reads_it_too(cast):
    membership = membership_of(cast.leader)
    membership.ends_on = today()
    membership.save()
    services.add_member(
        organization=cast.ours, user=cast.leader, role=Role.TEACHER, by=cast.administrator
    )
    assert "Её подтверждает" in as_(cast.leader).get(page(cast, "organization_home")).text
