"""What the order on the use of the platform approves are its annexes, and nothing else is."""

import pytest
from django.urls import reverse

from regulations import services
from regulations.files import stored_pdf
from regulations.papers.current import current_versions
from regulations.printing import planned_order
from tests.factories import days_ago
from tests.pdf_reading import body_text
from tests.regulations.making import approve, decide, make_draft
from tests.regulations.papers_making import (
    NUMBERS,
    composed,
    make_complete,
    make_package,
    make_paper,
    words_of,
)

pytestmark = pytest.mark.django_db
FORM = "Форма согласия на обработку персональных данных"


def say(version, cast, number, day=1):
    facts = {"number": number, "date": days_ago(day).isoformat()}
    return services.change_paper(version=version, by=cast.head, facts=facts)


def attached(version):
    blocks = composed(version).paper["pages"][0]["blocks"]
    entries = [block["entries"] for block in blocks if block["type"] == "attachments"]
    return [entry.replace("\xa0", " ").split(" об ")[0] for row in entries for entry in row]


def label(version):
    paper = composed(version).paper if version.is_draft else version.data["paper"]
    return paper["annex"]["label"].replace("\xa0", " ")


@pytest.fixture
def approved_before(cast):
    """The regulation was approved on its own page, before there was a package."""
    organization = make_complete(cast)
    version = approve(make_draft(organization, decided=True))
    services.prepare_package(organization=organization, by=cast.head)
    for kind, number in NUMBERS.items():
        say(current_versions(organization)[kind], cast, number)
    return version


def test_a_regulation_of_another_order_is_no_annex(approved_before, cast):
    drafts = current_versions(cast.ours)
    order, form = drafts["usage_order"], drafts["consent_form"]
    text = words_of(order)
    assert f"(приказ от {days_ago(3):%d.%m.%Y} № 102/2-од; далее — Положение)" in text
    assert "приложение №" not in text
    assert "приложению №" not in text
    assert "согласно приложению к настоящему приказу" in text
    assert attached(order) == [FORM]
    assert label(form) == "Приложение"
    results = services.approve_package(organization=cast.ours, by=cast.head)
    assert [refusal for _, version, refusal in results if version is None] == []
    form = current_versions(cast.ours)["consent_form"]
    assert label(form) == "Приложение"
    assert "Приложение УТВЕРЖДЕНА" in body_text(stored_pdf(form))


def test_both_are_annexes_of_the_order_that_approves_both(cast):
    package = make_package(cast)
    order = package["usage_order"].data["paper"]["pages"][0]["blocks"]
    (entries,) = [block["entries"] for block in order if block["type"] == "attachments"]
    assert len(entries) == 2
    assert package["usage_order"].data["approves"] == ["regulation", "consent_form"]
    assert label(package["consent_form"]) == "Приложение № 2"


def test_a_further_order_has_no_annexes_and_says_what_goes_on(cast, at):
    make_package(cast)
    order = say(make_paper(cast.ours), cast, "200")
    text = words_of(order)
    former = f"от {days_ago(3):%d.%m.%Y} № 101-од"
    assert "руководствоваться Положением" in text
    assert f"(приказ {former}, приложение № 1; далее — Положение)" in text
    assert (
        f"Применять форму согласия на обработку персональных данных, утверждённую приказом {former}"
        in text
    )
    assert "Утвердить" not in text
    assert attached(order) == []
    page = at("head").get(reverse("regulations:paper", args=[cast.ours.slug, order.pk])).text
    assert "Приложени" not in page.split("ПРИКАЗЫВАЮ")[1].split("</main>")[0]
    services.approve_paper(version=order, by=cast.head)
    # Nor does it approve the next edition, which begins when it is frozen.
    decide(make_draft(cast.ours))
    assert planned_order(cast.ours) is None


def test_the_only_annex_has_no_number_in_a_form_that_is_renewed_alone(cast):
    make_package(cast)
    form = make_paper(cast.ours, "consent_form")
    order = say(make_paper(cast.ours), cast, "200")
    assert "согласно приложению к настоящему приказу" in words_of(order)
    assert attached(order) == [FORM]
    services.approve_paper(version=order, by=cast.head)
    form = services.approve_paper(version=form, by=cast.head)
    assert (label(form), form.order_number) == ("Приложение", "200")
