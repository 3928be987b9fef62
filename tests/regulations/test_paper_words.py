"""What pages call papers and their states, and what they ask of people."""

import pytest
from django.urls import reverse

from memberships.models import UnitLeadership
from organizations.models import Organization
from organizations.services import change_facts
from regulations import services
from regulations.models import DocumentVersion
from regulations.papers.badges import badge_of
from regulations.papers.current import current_versions
from tests.factories import days_ago
from tests.regulations.making import approve, decide, make_draft
from tests.regulations.papers_making import make_complete, make_drafts, make_package

pytestmark = pytest.mark.django_db


def url(cast, name, *args):
    return reverse(f"regulations:{name}", args=[cast.ours.slug, *args])


#: Kind → what it is called once it is frozen, and once a later one has replaced it.
STATES = {
    "protocol_extract": ("зарегистрирована", "заменена"),
    "extract_governing_council": ("зарегистрирована", "заменена"),
    "usage_order": ("действует", "заменён"),
    "regulation": ("действует", "заменено"),
    "consent_form": ("действует", "заменена"),
    "acknowledgement_sheet": ("зарегистрирован", "заменён"),
    "administrator_order": ("действует", "заменён"),
    "distribution_order": ("действует", "заменён"),
    "registration_letter": ("зарегистрирована", "заменена"),
}


def test_states_agree_with_the_name_of_the_document(cast):
    versions = make_package(cast)
    assert set(versions) == set(STATES)
    for kind, (holds, replaced) in STATES.items():
        version = versions[kind]
        assert badge_of(version).label == holds
        version.status, version.replaced_on = "superseded", days_ago(0)
        assert badge_of(version).label == replaced


def test_pages_say_so(cast, at):
    versions = make_package(cast)
    client = at("head")
    for name, args in (("document_list", []), ("package", [])):
        text = client.get(url(cast, name, *args)).content.decode()
        assert "зарегистрирована" in text
        assert "действует" in text
    text = client.get(url(cast, "paper", versions["registration_letter"].pk)).content.decode()
    assert "зарегистрирована" in text
    assert ">действует<" not in text


def test_nobody_has_acknowledged_before_signing(cast, at):
    version = make_drafts(cast)["administrator_order"]
    text = at("head").get(url(cast, "paper", version.pk)).content.decode()
    assert "С приказом ознакомить:" in text
    assert "Ознакомлен" not in text


def test_the_start_page_calls_the_regulation_by_its_own_title(cast, at):
    draft = make_draft(make_complete(cast), decided=True)
    services.choose_form(version=draft, by=cast.head, act="procedure", features={})
    version = approve(DocumentVersion.objects.get(pk=draft.pk))
    assert version.title.startswith("Порядок")
    assert version.document.title == version.title
    page = at("head").get(reverse("organization_home", args=[cast.ours.slug]))
    assert f"<h2>{version.title}" in page.content.decode().replace("\xa0", " ")


# --- What is asked --------------------------------------------------------------------------------


def test_the_answer_that_there_is_no_journal_is_remembered(cast, at):
    draft = make_draft(make_complete(cast))
    change_facts(organization=cast.ours, by=cast.head, ejournal="")
    services.answer_questions(version=draft, by=cast.head, facts={}, without_ejournal=True)
    client = at("head")
    page = client.get(url(cast, "draft_facts"))
    assert page.context["form"]["without_ejournal"].value() is True
    sent = {field.html_name: field.value() for field in page.context["form"]}
    sent = {name: value for name, value in sent.items() if value not in (None, "", False)}
    # Saved as it stands it is no error.
    assert client.post(url(cast, "draft_facts"), sent).status_code == 302
    draft.refresh_from_db()
    assert draft.without_ejournal


def test_whatever_is_not_known_may_stay_empty(cast, at):
    empty = dict.fromkeys(("site", "address", "phone", "consultation_schedule", "ejournal"), "")
    organization = make_complete(cast)
    change_facts(organization=organization, by=cast.head, **empty)
    client = at("head")
    page = client.post(url(cast, "package_prepare"), follow=True)
    wizard = page.context["wizard"]
    asked = {field.name for field in wizard.facts.questions()}
    assert {"site", "consultation_schedule", "ejournal"} <= asked
    text = page.content.decode()
    form = text.split("Чего не хватает")[1].split("Уже известные")[0]
    assert "required" not in form
    assert "необязательно" not in form
    known = {field.html_name: field.value() for field in wizard.facts.corrections()}
    sent = {name: value for name, value in known.items() if value not in (None, False)}
    sent |= {"usage_order-number": "7", "consultation_schedule": "по средам"}
    assert client.post(url(cast, "package"), sent).status_code == 302
    organization = Organization.objects.get(pk=organization.pk)
    assert organization.consultation_schedule == "по средам"
    assert (organization.site, organization.phone, organization.ejournal) == ("", "", "")
    assert organization.bodies
    assert current_versions(organization)["usage_order"].data["facts"]["number"] == "7"
    # What is typed is kept, whatever else stays open.
    answer = client.post(url(cast, "package"), sent | {"site": "licey3.ru"})
    assert answer.status_code == 302
    assert Organization.objects.get(pk=organization.pk).site == "https://licey3.ru"


def test_an_address_without_a_scheme_is_no_obstacle_for_the_browser(cast, at):
    make_draft(make_complete(cast))
    text = at("head").get(url(cast, "draft_facts")).content.decode()
    assert 'type="url"' not in text


def test_a_question_for_the_register_leads_there(cast, at):
    organization = make_complete(cast)
    for row in UnitLeadership.objects.filter(organization=organization):
        row.delete()
    page = at("administrator").post(url(cast, "package_prepare"), follow=True).content.decode()
    address = reverse("admin:memberships_unitleadership_changelist")
    row = page.split(f'href="{address}"')[1].split("</a>")[0]
    assert "назначьте руководителей" in row


def test_a_draft_beside_a_version_in_force_is_shown_beside_it(cast, at):
    make_package(cast)
    services.prepare_paper(organization=cast.ours, kind="consent_form", by=cast.head)
    rows = at("head").get(url(cast, "document_list")).context["rows"]
    shown = [row["badge"].label for row in rows if row["document"].kind == "consent_form"]
    assert shown == ["действует", "проект"]
    decide(make_draft(cast.ours))
    page = at("head").get(url(cast, "document_list"))
    rows = page.context["rows"]
    shown = [row["badge"].label for row in rows if row["document"].kind == "regulation"]
    # Its page leads to both.
    assert shown == ["действует"]
    assert "готовится следующая редакция" in page.content.decode()
