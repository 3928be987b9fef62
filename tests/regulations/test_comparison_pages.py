"""What two versions differ in, as people see it (`regulations.views.comparison`)."""

import pytest
from django.urls import reverse

from organizations.services import change_facts, set_ruling
from regulations.comparing import printing
from regulations.comparing.pages import ComparisonPage
from regulations.views import comparison
from sferum_portal.lib.pdf import render_pdf
from tests.pdf_reading import body_text
from tests.regulations.making import make_approved, make_draft, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


@pytest.fixture
def two(approved, cast):
    """Two versions: another schedule, another ruling."""
    change_facts(
        organization=cast.ours, by=cast.head, consultation_schedule="по пятницам с 15:00 до 16:00"
    )
    set_ruling(
        organization=cast.ours,
        by=cast.head,
        chat_kind="unit_subject",
        creator="subject_teacher",
        ruling="denied",
    )
    cast.ours.refresh_from_db()
    return approved, make_approved(cast.ours)


def test_the_page_strikes_and_inserts_words(two, at, cast):
    page = at("teacher").get(url("compare", cast.ours, 1, 2)).content.decode()
    assert "<ins>по пятницам" in page
    assert "<del>" in page
    assert "Без изменений" in page
    assert reverse("regulations:redline_pdf", args=[cast.ours.slug, 1, 2]) in page


def test_the_same_version_twice_is_equal(two, at, cast):
    page = at("teacher").get(url("compare", cast.ours, 2, 2)).content.decode()
    assert "Слова этих редакций одинаковы" in page


def test_a_draft_is_compared_by_those_who_prepare_it(approved, ready, at, cast):
    make_draft(ready)
    address = url("compare", cast.ours, 1, 2)
    assert at("head").get(address).status_code == 200
    assert at("teacher").get(address).status_code == 403
    assert "Что изменилось" in at("head").get(url("regulation", cast.ours)).content.decode()


def test_what_a_draft_still_lacks_is_asked_first(approved, ready, at, cast):
    make_draft(ready)
    change_facts(organization=cast.ours, by=cast.head, settlement="")
    answer = at("head").get(url("compare", cast.ours, 1, 2))
    assert answer.status_code == 409
    assert "населённом пункте" in answer.content.decode()


def test_an_unknown_version_is_not_there(approved, at, cast):
    assert at("head").get(url("compare", cast.ours, 1, 7)).status_code == 404


def test_the_form_leads_to_the_comparison(two, at, cast):
    address = url("compare_chosen", cast.ours)
    answer = at("head").get(address, {"first": "1", "second": "2"})
    assert answer["Location"] == url("compare", cast.ours, 1, 2)
    answer = at("head").get(address, {"first": "x", "second": ""})
    assert answer["Location"] == url("regulation", cast.ours)


def test_the_comparison_costs_the_same_for_any_versions(
    two, at, cast, django_assert_max_num_queries
):
    client = at("teacher")
    with django_assert_max_num_queries(13):
        client.get(url("compare", cast.ours, 1, 2))


def test_the_redline_says_on_paper_what_is_gone_and_what_is_new(two):
    text = body_text(render_pdf(printing.redline_html(ComparisonPage(*two))))
    assert "Зачёркнуто — исключено, подчёркнуто — добавлено." in text
    assert "по пятницам с 15:00 до 16:00" in text
    assert "каждую среду с 17:00 до 18:00" in text


def test_the_redline_is_tagged_as_inserted_and_deleted(two):
    html = printing.redline_html(ComparisonPage(*two))
    assert "<ins>" in html
    assert "<del>" in html


def test_the_redline_opens_as_a_pdf(two, at, cast, monkeypatch):
    monkeypatch.setattr(comparison, "render_pdf", lambda html: b"%PDF quick")
    answer = at("parent").get(url("redline_pdf", cast.ours, 1, 2))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
