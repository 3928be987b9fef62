"""What was approved by an order that has fallen holds on, and is told of until it is replaced."""

import pytest
from django.urls import reverse

from regulations import services
from regulations.papers import composing
from regulations.papers.current import current_versions
from regulations.papers.orphaned import orphaned_of
from regulations.services.approving import approve_version
from sferum_portal.lib.errors import DomainError
from tests.factories import days_ago
from tests.regulations.making import decide, make_draft
from tests.regulations.papers_making import composed, make_package, words_of

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
    form = services.prepare_paper(organization=cast.ours, kind="consent_form", by=cast.head)
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
    services.approve_paper(version=form, by=cast.head)
    assert orphaned_of(cast.ours) == []


def test_another_order_leaves_nothing_behind(package, cast, django_assert_num_queries):
    cancel(cast, current_versions(cast.ours)["administrator_order"])
    with django_assert_num_queries(1):
        assert orphaned_of(cast.ours) == []


# --- An order that repeals its own ground --------------------------------------------------------


def number(draft, cast):
    facts = {"number": "120", "date": days_ago(0).isoformat()}
    return services.change_paper(version=draft, by=cast.head, facts=facts)


def test_an_order_does_not_repeal_the_one_that_approved_what_it_leaves_in_force(package, cast, at):
    client, order = at("head"), package["usage_order"]
    page = client.post(url(cast, "order_replace", order.pk), follow=True)
    draft = number(page.context["version"], cast)
    said = [question.text for question in composed(draft).wrong]
    assert [text.split(" утвержден")[0] for text in said] == [
        "Действующее положение",
        "Действующая форма согласия",
    ]
    assert all("№ 101-од, который этот приказ признаёт утратившим силу" in text for text in said)
    # The page says it before anybody presses, and leads to where the next editions begin.
    text = page.text.replace("\xa0", " ")
    assert "Подготовьте новую редакцию положения: её утвердит этот приказ" in text
    assert f'href="{url(cast, "regulation")}"' in text
    with pytest.raises(DomainError, match="признаёт утратившим силу"):
        services.approve_paper(version=draft, by=cast.head)
    results = services.approve_package(organization=cast.ours, by=cast.head)
    assert [(kind, version) for kind, version, _ in results] == [("usage_order", None)]
    order.refresh_from_db()
    assert order.is_in_force


def test_it_may_with_the_next_editions_which_it_approves(package, cast):
    draft = services.prepare_replacement(version=package["usage_order"], by=cast.head)
    draft = number(draft, cast)
    decide(make_draft(cast.ours))
    services.prepare_paper(organization=cast.ours, kind="consent_form", by=cast.head)
    assert "Утвердить Положение" in words_of(draft)
    assert composed(draft).wrong == ()
    results = services.approve_package(organization=cast.ours, by=cast.head)
    assert [refusal for _, version, refusal in results if version is None] == []
    assert orphaned_of(cast.ours) == []
    assert {row.order_number for row in current_versions(cast.ours).values()} >= {"120"}


def test_no_new_order_cites_one_that_is_cancelled(package, cast):
    cancel(cast, package["usage_order"])
    draft = services.prepare_paper(organization=cast.ours, kind="usage_order", by=cast.head)
    with pytest.raises(
        DomainError, match=r"№ 101-од, который отменён\. Подготовьте новую редакцию"
    ):
        services.approve_paper(version=number(draft, cast), by=cast.head)


def test_what_a_repealed_order_left_behind_is_told_of(package, cast, at, monkeypatch):
    """As it was done before orders were compared."""
    order = package["usage_order"]
    draft = number(services.prepare_replacement(version=order, by=cast.head), cast)
    monkeypatch.setattr(composing, "objections", lambda *_: [])
    services.approve_paper(version=draft, by=cast.head)
    (left,) = orphaned_of(cast.ours)
    assert left.title == "Приказ, которым утверждено положение, утратил силу"
    assert f"утратившим силу приказом от {days_ago(0):%d.%m.%Y} № 120" in left.text
    text = at("head").get(url(cast, "regulation")).text.replace("\xa0", " ")
    assert left.title in text
    assert "Прежний приказ" in text
    later = services.prepare_paper(organization=cast.ours, kind="usage_order", by=cast.head)
    monkeypatch.undo()
    assert "№ 101-од, который утратил силу" in composed(later).wrong[0].text
