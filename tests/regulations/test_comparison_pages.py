"""What two versions differ in, as people see it (`regulations.views.comparison`)."""

import re
from html import unescape
from itertools import pairwise

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


def test_any_two_versions_are_chosen_on_the_page_and_among_the_earlier_ones(two, at, cast):
    make_draft(cast.ours)
    chosen = '<option value="1" selected>'
    for address in (url("compare", cast.ours, 1, 2), url("regulation", cast.ours)):
        page = at("head").get(address).text
        assert f'action="{url("compare_chosen", cast.ours)}"' in page
        assert chosen in page
        assert '<option value="3">' in page
        assert '<option value="3">' not in at("teacher").get(address).text
    answer = at("head").get(url("compare_chosen", cast.ours), {"first": "3"}, follow=True)
    assert "Выберите две редакции" in answer.text


def test_a_section_with_a_change_is_not_said_to_be_without(two):
    groups = ComparisonPage(*two).groups
    spans = [group["span"] for group in groups if group["kind"] == "same"]
    headings = [group["rows"][0].piece.number for group in groups if group["kind"] == "heading"]
    changed = {
        row.piece.number.partition(".")[0]
        for group in groups
        if group["kind"] == "changed"
        for row in group["rows"]
    }
    assert set(headings) == changed
    assert not any("раздел" in span and span.endswith(tuple(changed)) for span in spans)
    assert sum(len(group["rows"]) for group in groups) == len(ComparisonPage(*two).comparison.rows)


def test_the_redline_prints_what_has_changed_and_all_where_that_is_wanted(two):
    page = ComparisonPage(*two)
    same = next(
        row.new.text for row in page.comparison.rows if row.is_same and row.piece.level == "clause"
    )
    few, all_of_it = printing.redline_html(page), printing.redline_html(page, whole=True)
    assert same not in html_text(few)
    assert same in html_text(all_of_it)
    assert "по пятницам" in few
    assert "Пункты без изменений не напечатаны" in few
    assert "не напечатаны" not in all_of_it
    rows = page.changed_rows
    assert all(
        row.piece.level == "section"
        for row, after in pairwise(rows)
        if row.is_same and (after.piece.level == "clause")
    )


def html_text(html):
    return " ".join(unescape(re.sub("<[^>]+>", "", html)).replace("\xa0", " ").split())


def test_the_comparison_costs_the_same_for_any_versions(
    two, at, cast, django_assert_max_num_queries
):
    client = at("teacher")
    with django_assert_max_num_queries(14):
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
