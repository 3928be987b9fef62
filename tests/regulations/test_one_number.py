"""No two orders of an organization bear one number and one date: by these they are known."""

import pytest
from django.urls import reverse

from regulations import services
from sferum_portal.lib.errors import DomainError
from tests.factories import days_ago
from tests.regulations.papers_making import (
    NUMBERS,
    ORDER_DAY,
    composed,
    make_drafts,
    make_package,
    make_paper,
)

pytestmark = pytest.mark.django_db
SAME = "Номер и дата совпадают"


def url(cast, name, *args):
    return reverse(f"regulations:{name}", args=[cast.ours.slug, *args])


def say(version, cast, **facts):
    return services.change_paper(version=version, by=cast.head, facts=facts)


def wrong(version):
    return [question.text for question in composed(version).wrong if SAME in question.text]


def test_two_drafts_do_not_bear_one_number_and_date(cast):
    drafts = make_drafts(cast)
    order = say(drafts["distribution_order"], cast, number="№ 102-од")
    (said,) = wrong(order)
    assert "приказ о назначении администратора" in said
    assert f"от {days_ago(3):%d.%m.%Y} № 102-од" in said
    # Either may be corrected.
    assert wrong(drafts["administrator_order"]) == [said]
    assert wrong(drafts["usage_order"]) == []
    results = {kind: version for kind, version, _ in approve_all(cast)}
    assert results["usage_order"]
    assert results["administrator_order"] is None
    assert results["distribution_order"] is None


def approve_all(cast):
    return services.approve_package(organization=cast.ours, by=cast.head)


def test_one_number_on_another_day_is_another_order(cast):
    drafts = make_drafts(cast)
    day = days_ago(2).isoformat()
    assert wrong(say(drafts["distribution_order"], cast, number="102-од", date=day)) == []
    # The letters that go out are counted by themselves.
    assert wrong(say(drafts["registration_letter"], cast, number="101-од")) == []


def test_a_registered_order_keeps_its_number_to_itself(cast):
    make_package(cast)
    draft = say(make_paper(cast.ours), cast, number="102-од", date=ORDER_DAY)
    (said,) = wrong(draft)
    assert "приказ «О назначении администратора платформы „Сферум“»" in said
    with pytest.raises(DomainError, match=SAME):
        services.approve_paper(version=draft, by=cast.head)
    services.approve_paper(version=say(draft, cast, number="300"), by=cast.head)


def test_a_replacement_does_not_bear_the_number_of_what_it_repeals(cast):
    order = make_package(cast)["administrator_order"]
    draft = services.prepare_replacement(version=order, by=cast.head)
    assert wrong(say(draft, cast, number="102-од", date=ORDER_DAY)) != []


def test_the_orders_of_others_do_not_count(cast):
    order = make_package(cast)["administrator_order"]
    draft = make_paper(cast.theirs, "usage_order")
    facts = {"number": order.order_number, "date": order.order_date.isoformat()}
    services.change_paper(version=draft, by=draft.created_by, facts=facts)
    assert wrong(draft) == []


def test_the_form_says_it_beside_the_number_and_keeps_nothing(cast, at):
    make_package(cast)
    draft = make_paper(cast.ours)
    sent = {"number": "№ 103-од", "date": ORDER_DAY}
    page = at("head").post(url(cast, "paper_facts", draft.pk), sent)
    assert page.status_code == 422
    assert SAME in page.context["form"].errors["number"][0]
    draft.refresh_from_db()
    assert draft.data["facts"] == {}


def test_the_wizard_says_it_beside_the_number(cast, at):
    make_drafts(cast)
    sent = {
        f"{kind}-{name}": value
        for kind, number in NUMBERS.items()
        for name, value in (("number", number), ("date", ORDER_DAY))
    }
    sent |= {"contacts-address": "ул. Школьная, 1", "contacts-phone": "+7 383 200-11-22"}
    page = at("head").post(url(cast, "package"), sent | {"distribution_order-number": "101-од"})
    assert page.status_code == 422
    forms = {form.kind.code: form for form in page.context["wizard"].papers}
    assert SAME in forms["distribution_order"].errors["number"][0]
