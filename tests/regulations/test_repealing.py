"""An order that approves a new regulation says that the former one loses force."""

import pytest

from memberships.models import Membership
from memberships.roles import Role
from regulations import services
from regulations.papers.current import current_versions
from tests.factories import days_ago
from tests.regulations.making import approve, make_approved, make_draft
from tests.regulations.papers_making import (
    make_complete,
    make_drafts,
    make_package,
    make_paper,
    words_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]
LOSING = "Признать утратившим силу"
DAY = days_ago(3)


def order_over(cast, title=None):
    """``(former regulation, draft of the order on the use that approves the next one)``."""
    make_complete(cast)
    draft = make_draft(cast.ours, decided=True)
    if title:
        draft.data = draft.data | {"title": title}
        draft.save()
    former = approve(draft, order_number="57-од", order_date=days_ago(4))
    make_draft(cast.ours, decided=True)
    services.prepare_package(organization=cast.ours, by=cast.head)
    draft = current_versions(cast.ours)["usage_order"]
    facts = {"number": "81-од", "date": DAY.isoformat()}
    return former, services.change_paper(version=draft, by=cast.head, facts=facts)


def test_the_regulation_of_another_order_loses_force(cast):
    former, order = order_over(cast)
    text = words_of(order)
    title = former.title.replace("\xa0", " ")
    line = f"утверждённое приказом от {days_ago(4):%d.%m.%Y} № 57-од."
    assert f"{LOSING} {title}, {line}" in text


def test_of_an_order_with_a_masculine_title(cast):
    _, order = order_over(cast, "Порядок использования платформы")
    text = words_of(order)
    assert f"{LOSING} Порядок использования платформы, утверждённый приказом" in text


def test_the_first_regulation_takes_the_place_of_none(cast):
    assert LOSING not in words_of(make_drafts(cast)["usage_order"])


def test_what_falls_with_its_order_is_not_named_twice(cast):
    former = make_package(cast)["usage_order"]
    services.create_draft(organization=cast.ours, by=cast.head)
    facts = {"number": "120", "date": DAY.isoformat()}
    draft = services.prepare_paper(
        organization=cast.ours, kind="usage_order", by=cast.head, facts=facts, renews=True
    )
    text = words_of(draft)
    assert text.count(LOSING) == 1
    assert f"{LOSING} приказ от {former.order_date:%d.%m.%Y} № 101-од" in text


def test_an_order_that_applies_the_regulation_in_force_repeals_none(cast):
    make_complete(cast)
    make_approved(cast.ours, order_number="50", order_date=days_ago(4))
    make_approved(cast.ours, order_number="57-од", order_date=days_ago(3))
    assert LOSING not in words_of(make_paper(cast.ours))


def test_who_acquaints_and_publishes_is_named(cast):
    draft = make_drafts(cast)["usage_order"]
    line = "размещение на сайте назначить администратора платформы"
    assert f"{line} Петрову А. С." in words_of(draft)
    Membership.objects.get(user=cast.administrator, role=Role.ADMINISTRATOR).delete()
    assert f"{line}. " in words_of(draft)
