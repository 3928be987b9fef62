"""What two do at once with publications and acknowledgements; on PostgreSQL."""

import pytest

from regulations import services
from regulations.models import Acknowledgement, DocumentExport, DocumentVersion, Publication
from tests.factories import days_ago, make_operator
from tests.regulations.making import make_approved, make_draft, make_ready
from tests.regulations.publishing import publish, sign
from tests.regulations.test_races import at_once, refusals

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("quick_pdf"),
]


@pytest.fixture
def organization(cast):
    return make_ready(cast.ours)


@pytest.fixture
def version(organization):
    return make_approved(organization)


def test_two_publish_at_once(version, cast, monkeypatch):
    sign(monkeypatch, version)
    results = at_once(
        lambda: publish(version, cast.head), lambda: publish(version, cast.administrator)
    )
    (refusal,) = refusals(results)
    assert "уже отмечена" in str(refusal)
    assert Publication.objects.count() == 1


def test_one_person_ticks_twice_at_once(version, cast):
    results = at_once(*[lambda: services.acknowledge(version=version, by=cast.parent)] * 2)
    assert refusals(results) == []
    assert results[0] == results[1] == Acknowledgement.objects.get()


def test_a_tick_and_a_mark_of_paper_at_once(version, cast):
    staff = cast.ours.units.get(kind="staff")

    def mark():
        return services.mark_on_paper(
            version=version,
            unit=staff,
            by=cast.head,
            people=[cast.teacher.pk],
            signed_on=days_ago(1),
        )

    at_once(lambda: services.acknowledge(version=version, by=cast.teacher), mark)
    assert Acknowledgement.objects.filter(user=cast.teacher).count() == 1


def test_two_mark_one_sheet_at_once(version, cast):
    def mark(by):
        return services.mark_on_paper(
            version=version,
            unit=cast.unit,
            by=by,
            people=[cast.learner.pk],
            signed_on=days_ago(1),
        )

    results = at_once(lambda: mark(cast.head), lambda: mark(cast.leader))
    assert len(refusals(results)) == 1
    assert Acknowledgement.objects.count() == 1


def test_two_order_the_archive_at_once(version, cast, organization):
    def order(by):
        return services.order_export(organization=organization, by=by, kind="archive")

    results = at_once(lambda: order(cast.head), lambda: order(cast.administrator))
    # The work is done at once in tests: the second may come after the end of the first.
    assert len(refusals(results)) + DocumentExport.objects.count() == 2
    assert not DocumentExport.objects.filter(status="working").exists()


def test_an_approval_meanwhile_leaves_one_in_force(version, organization):
    draft, operator = make_draft(organization, decided=True), make_operator()

    def approve(number):
        return services.approve_version(
            version=DocumentVersion.objects.get(pk=draft.pk),
            by=operator,
            order_number=number,
            order_date=days_ago(1),
        )

    results = at_once(lambda: approve("1"), lambda: approve("2"))
    assert len(refusals(results)) == 1
    assert DocumentVersion.objects.in_force().count() == 1
    assert DocumentVersion.objects.superseded().count() == 1
