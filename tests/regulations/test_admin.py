"""The register of documents: each version with what has happened to it."""

import pytest
from django.urls import reverse

from memberships.roles import Role
from regulations.models import Acknowledgement, LetterSending
from regulations.services import prepare_paper, unpublish_version
from tests.factories import days_ago, make_member
from tests.regulations.making import make_draft, make_signature
from tests.regulations.publishing import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(admin_client):
    def get(version):
        return admin_client.get(
            reverse("admin:regulations_documentversion_change", args=[version.pk])
        ).text

    return get


@pytest.fixture
def admin_client(client, cast):
    client.force_login(cast.administrator)
    return client


@pytest.mark.usefixtures("quick_pdf")
def test_the_page_tells_signatures_publications_letters_and_acknowledgements(page, approved, cast):
    make_signature(approved)
    publication = publish(approved, cast.head, published_on=days_ago(0))
    unpublish_version(version=approved, by=cast.head, reason="Опечатка в адресе")
    reader = make_member(cast.ours, Role.TEACHER).user
    Acknowledgement.objects.create(
        organization=cast.ours,
        version=approved,
        user=reader,
        means="portal",
        made_on=days_ago(0),
        key="A" * 14,
        recorded_by=reader,
    )
    LetterSending.objects.create(
        organization=cast.ours, version=approved, to="new@portal.example", requested_by=cast.head
    )
    text = page(approved)
    for told in (
        "Серебрякова Анна Петровна",
        publication.address,
        "Опечатка в адресе",
        "new@portal.example",
        "На портале",
    ):
        assert told in text
    # Who has read it is no matter for a register of documents.
    assert reader.full_name not in text


def test_what_has_not_happened_has_no_panel(page, draft):
    text = page(draft)
    assert "Решения коллегиальных органов" not in text
    assert "Публикации" not in text


def test_the_list_is_narrowed_to_a_kind_and_leads_to_the_page_of_each(admin_client, cast, ready):
    make_draft(ready)
    order = prepare_paper(organization=ready, kind="usage_order", by=cast.head)
    register = reverse("admin:regulations_documentversion_changelist")
    kinds = {row.document.kind for row in shown(admin_client, register)}
    assert kinds == {"regulation", "usage_order"}
    assert shown(admin_client, register, kind="usage_order") == [order]
    link = reverse("admin:regulations_documentversion_change", args=[order.pk])
    assert reverse("regulations:paper", args=[ready.slug, order.pk]) in admin_client.get(link).text


def shown(client, register, **filters):
    return list(client.get(register, filters).context["cl"].result_list)
