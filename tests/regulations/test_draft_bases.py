"""The page of a draft's legal bases, and its verbs (norm DOC-3)."""

import pytest

from regulations import bases, services
from regulations.models import LegalBasis
from regulations.printing import draft_sections
from sferum_portal.lib.errors import DomainError
from tests.helpers import queries_of
from tests.regulations.making import url

pytestmark = pytest.mark.django_db


def keys(draft):
    return [row.basis.key for row in bases.lines_of(draft)]


def act(key):
    return LegalBasis.objects.get(key=key)


def listed_in_text(draft):
    sections = draft_sections(draft)
    parts = (clause for section in sections for clause in section.clauses)
    return [
        part.text for clause in parts if clause.key == "legal_bases" for part in clause.subclauses
    ]


def test_an_act_is_added_and_stands_in_the_text(draft, cast):
    line = services.add_basis(version=draft, basis=act("letter_423").pk, by=cast.head)
    assert keys(draft)[-1] == "letter_423"
    assert "04-423" in listed_in_text(draft)[-1]
    latest = line.history.get()
    assert (latest.history_user, latest.history_change_reason) == (cast.head, "Основание добавлено")


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("directive_210", "больше не действует"),
        ("fz_149", "в проекте уже есть"),
        (None, "в перечне портала нет"),
    ],
)
def test_what_cannot_be_added(draft, cast, key, sentence):
    before = keys(draft)
    basis = act(key).pk if key else None
    with pytest.raises(DomainError, match=sentence):
        services.add_basis(version=draft, basis=basis, by=cast.head)
    assert keys(draft) == before


def test_acts_change_places(draft, cast):
    first, second, third, *others = keys(draft)
    services.move_basis(version=draft, basis=act(second).pk, where="up", by=cast.head)
    services.move_basis(version=draft, basis=act(first).pk, where="down", by=cast.head)
    assert keys(draft) == [second, third, first, *others]
    row = draft.bases.get(basis__key=first)
    assert row.history.first().history_change_reason == "Изменён порядок оснований"
    # Where a line stood in between is nobody's business.
    assert max(row.history.values_list("position", flat=True)) <= 3
    for key, where in ((second, "up"), (others[-1], "down"), (third, "aside")):
        with pytest.raises(DomainError, match="некуда"):
            services.move_basis(version=draft, basis=act(key).pk, where=where, by=cast.head)


def test_the_last_basis_stays(draft, cast):
    first, *others = keys(draft)
    for key in others:
        services.remove_basis(version=draft, basis=act(key).pk, by=cast.head)
    with pytest.raises(DomainError, match="единственное"):
        services.remove_basis(version=draft, basis=act(first).pk, by=cast.head)
    with pytest.raises(DomainError, match="уже нет"):
        services.remove_basis(version=draft, basis=act(others[0]).pk, by=cast.head)


def test_the_page_shows_state_order_and_offers(draft, at):
    client = at("head")
    page = client.get(url("draft_bases", draft.organization))
    text = page.text
    for row in bases.lines_of(draft):
        assert f'id="basis-{row.basis_id}"' in text
    assert "Действует" in text
    assert "Проверен 28.08.2025" in text
    assert (
        url("draft_bases", draft.organization)
        in client.get(url("regulation", draft.organization)).text
    )
    found = client.get(url("draft_bases", draft.organization), {"q": "04-423 протокола"})
    assert [each.key for each in found.context["page_obj"]] == ["letter_423"]
    nothing = client.get(url("draft_bases", draft.organization), {"q": "марсианский"})
    assert "Такого акта в перечне нет" in nothing.text


def test_every_verb_works_by_its_form(draft, at):
    client, organization = at("head"), draft.organization
    page, last = url("draft_bases", organization), act("letter_423")
    answer = client.post(url("basis_add", organization), {"basis": last.pk}, follow=True)
    assert answer.redirect_chain == [(page, 302)]
    assert "Добавлено основание" in answer.text
    client.post(url("basis_move", organization, last.pk), {"where": "up"})
    assert keys(draft)[-2] == "letter_423"
    client.post(url("basis_remove", organization, last.pk))
    assert "letter_423" not in keys(draft)
    for bad in ("", "x", "9" * 30):
        assert client.post(url("basis_add", organization), {"basis": bad}).status_code == 409


def test_a_repealed_one_is_replaced_from_its_page(draft, at):
    old = act("letter_643")
    old.status, old.replaced_by = "replaced", act("letter_423")
    old.save()
    client, organization = at("head"), draft.organization
    page = client.get(url("draft_bases", organization)).text
    assert "Заменён" in page
    assert "его заменяет письмо от 31.07.2023" in page
    answer = client.post(url("basis_replace", organization, old.pk), {"next": "bases"})
    assert answer.url == url("draft_bases", organization)
    assert "letter_423" in keys(draft)


def test_the_page_costs_the_same_for_few_and_many(draft, at, cast):
    client, page = at("head"), url("draft_bases", draft.organization)
    client.get(page)
    many = queries_of(client, page)
    for key in keys(draft)[1:]:
        services.remove_basis(version=draft, basis=act(key).pk, by=cast.head)
    assert queries_of(client, page) == many
