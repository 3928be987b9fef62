"""What was approved by an order that is cancelled holds on, and is told of until it is replaced."""

import pytest
from django.urls import reverse

from regulations import services
from regulations.papers.current import current_versions
from regulations.papers.orphaned import orphaned_of
from regulations.services.approving import approve_version
from tests.factories import days_ago
from tests.regulations.making import decide, make_draft
from tests.regulations.papers_making import make_package

pytestmark = pytest.mark.django_db
TITLE = "Приказ, которым утверждено положение, отменён"


def url(cast, name, *args):
    return reverse(f"regulations:{name}", args=[cast.ours.slug, *args])


@pytest.fixture
def package(cast):
    return make_package(cast)


def cancel(cast, order):
    return services.cancel_order(
        version=order, by=cast.head, order_number="110", order_date=days_ago(1), reason="Ошибка"
    )


def test_the_pages_say_it_to_those_who_prepare(package, cast, at):
    order, pages = package["usage_order"], ("regulation", "document_list")
    assert orphaned_of(cast.ours) == []
    client = at("head")
    assert not any(TITLE in client.get(url(cast, page)).text for page in pages)
    sent = {"order_number": "110", "order_date": days_ago(1).isoformat(), "reason": "Ошибка"}
    answer = client.post(url(cast, "order_cancel", order.pk), sent, follow=True)
    assert TITLE in answer.text
    for page in pages:
        for person in ("head", "administrator"):
            text = " ".join(at(person).get(url(cast, page)).text.replace("\xa0", " ").split())
            assert TITLE in text
            assert f"№ 101-од отменён приказом от {days_ago(1):%d.%m.%Y} № 110" in text
            assert "Подготовьте новый приказ об использовании платформы" in text
            assert f'href="{url(cast, "paper", order.pk)}"' in text
        for person in ("teacher", "parent"):
            assert TITLE not in at(person).get(url(cast, page)).text
    assert orphaned_of(cast.theirs) == []


def test_it_goes_as_what_was_approved_is_replaced(package, cast):
    cancel(cast, package["usage_order"])
    (left,) = orphaned_of(cast.ours)
    assert [version.document.kind for version in left.versions] == ["regulation", "consent_form"]
    assert "новую редакцию положения и новую форму согласия" in left.way
    facts = {"number": "120", "date": days_ago(0).isoformat()}
    draft = decide(make_draft(cast.ours))
    order = services.prepare_paper(
        organization=cast.ours, kind="usage_order", by=cast.head, facts=facts
    )
    services.approve_paper(version=order, by=cast.head)
    approve_version(version=draft, by=cast.head, order_number="120", order_date=days_ago(0))
    (left,) = orphaned_of(cast.ours)
    assert left.title == "Приказ, которым утверждена форма согласия, отменён"
    assert left.way == (
        "Подготовьте новый приказ об использовании платформы и новую форму согласия: "
        "новый приказ утвердит их."
    )
    form = services.prepare_paper(organization=cast.ours, kind="consent_form", by=cast.head)
    services.approve_paper(version=form, by=cast.head)
    assert orphaned_of(cast.ours) == []


def test_another_order_leaves_nothing_behind(package, cast, django_assert_num_queries):
    cancel(cast, current_versions(cast.ours)["administrator_order"])
    with django_assert_num_queries(1):
        assert orphaned_of(cast.ours) == []
