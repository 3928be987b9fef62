"""What two people do at once; PostgreSQL has the row locks that SQLite lacks."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from regulations import services
from regulations.models import DocumentVersion
from sferum_portal.lib.errors import DomainError
from tests.factories import days_ago, make_operator
from tests.regulations.making import make_draft, make_ready

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("quick_pdf"),
]


def at_once(*calls):
    """The results; a refusal is its DomainError."""
    start = Barrier(len(calls))

    def run(call):
        try:
            start.wait(timeout=10)
            return call()
        except DomainError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.fixture
def organization(cast):
    return make_ready(cast.ours)


def refusals(results):
    return [result for result in results if isinstance(result, DomainError)]


def test_two_approvals_of_one_draft(organization):
    draft, operator = make_draft(organization, decided=True), make_operator()

    def approve(number):
        return services.approve_version(
            version=DocumentVersion.objects.get(pk=draft.pk),
            by=operator,
            order_number=number,
            order_date=days_ago(1),
        )

    results = at_once(lambda: approve("1"), lambda: approve("2"))
    (refusal,) = refusals(results)
    assert "уже утверждена" in str(refusal)
    version = DocumentVersion.objects.get()
    (winner,) = [result for result in results if result is not refusal]
    assert version.order_number == winner.order_number
    assert version.file.storage.exists(version.file.name)


def test_two_drafts_of_one_regulation(organization):
    operator = make_operator()
    results = at_once(*[lambda: services.create_draft(organization=organization, by=operator)] * 2)
    (refusal,) = refusals(results)
    assert "уже подготовлен" in str(refusal)
    assert DocumentVersion.objects.count() == 1


def test_approval_and_discarding(organization):
    draft, operator = make_draft(organization, decided=True), make_operator()
    results = at_once(
        lambda: services.discard_draft(version=draft, by=operator),
        lambda: services.approve_version(
            version=DocumentVersion.objects.get(pk=draft.pk),
            by=operator,
            order_number="1",
            order_date=days_ago(1),
        ),
    )
    assert len(refusals(results)) == 1
    assert all(version.is_in_force for version in DocumentVersion.objects.all())
