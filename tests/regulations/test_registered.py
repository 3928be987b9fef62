"""Papers name the administrator as the portal knows them (`regulations.papers.registered`)."""

import pytest
from django.urls import reverse

from memberships.models import Membership
from memberships.roles import Role
from regulations import services
from regulations.papers.registered import mismatches_of
from regulations.services import papers
from tests.facts import today
from tests.regulations.making import url
from tests.regulations.papers_making import make_drafts

pytestmark = pytest.mark.django_db
OTHER_PHONE = "+79131112233"


@pytest.fixture
def registered(cast, monkeypatch):
    """Order and application are frozen; their pictures do not matter here."""
    monkeypatch.setattr(papers, "render_paper", lambda *_, **__: b"%PDF-1.7")
    drafts = make_drafts(cast)
    order = ("protocol_extract", "usage_order", "administrator_order", "registration_letter")
    for kind in order:
        services.approve_paper(version=drafts[kind], by=cast.head)
    cast.administrator.refresh_from_db()
    return cast


def lines(cast):
    said = [line for each in mismatches_of(cast.ours) for line in each.lines]
    return [line.replace("\xa0", " ").replace("\N{NON-BREAKING HYPHEN}", "-") for line in said]


def change(person, **fields):
    for name, value in fields.items():
        setattr(person, name, value)
    person.save()


def test_nothing_is_said_while_papers_and_accounts_agree(registered):
    assert mismatches_of(registered.ours) == []
    assert mismatches_of(registered.theirs) == []


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("phone", OTHER_PHONE, "телефон в документе — +7 913 123-45-67, на портале — +7 913 111-"),
        ("phone", None, "на портале — не указан."),
        ("email", "new@school.example", "на портале — new@school.example."),
        ("surname", "Иванова", "имя в документе — Петрова Анна Сергеевна, на портале — Иванова"),
    ],
)
def test_what_differs_is_said_of_the_order_and_of_the_application(
    registered, field, value, sentence
):
    change(registered.administrator, **{field: value})
    said = lines(registered)
    assert len(said) == 2
    assert all(sentence in line for line in said), said


def test_another_administrator_on_the_portal_is_named(registered):
    for row in Membership.objects.filter(organization=registered.ours, role=Role.ADMINISTRATOR):
        row.ends_on = today()
        row.save()
    assert (
        lines(registered)
        == ["Администратор: в документе — Петрова А.С., на портале — не назначен."] * 2
    )


def test_a_new_order_ends_the_difference_with_the_order(registered):
    change(registered.administrator, phone=OTHER_PHONE)
    for kind, number in (("administrator_order", "104-од"), ("registration_letter", "56")):
        facts = {"number": number, "date": today().isoformat()}
        draft = services.prepare_paper(
            organization=registered.ours, kind=kind, by=registered.head, facts=facts
        )
        assert len(lines(registered)) == (2 if kind == "administrator_order" else 1)
        services.approve_paper(version=draft, by=registered.head)
    assert lines(registered) == []


def test_the_documents_home_and_the_start_page_warn_those_who_read_such_papers(registered, at):
    change(registered.administrator, phone=OTHER_PHONE)
    warning = "Данные администратора платформы расходятся"
    home = reverse("organization_home", args=[registered.ours.slug])
    for person in ("head", "administrator"):
        client = at(person)
        page = client.get(url("document_list", registered.ours)).text
        assert warning in page
        assert "Подготовить новый документ" in page
        assert url("document_list", registered.ours) in client.get(home).text
        assert warning in client.get(home).text
    for person in ("teacher", "parent"):
        client = at(person)
        assert warning not in client.get(url("document_list", registered.ours)).text
        assert warning not in client.get(home).text


def test_it_costs_a_fixed_number_of_queries(registered, django_assert_num_queries):
    change(registered.administrator, phone=OTHER_PHONE)
    with django_assert_num_queries(4):
        assert len(mismatches_of(registered.ours)) == 2
