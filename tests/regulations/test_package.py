"""The package on its pages: made by one press, asked for what it lacks, approved, printed."""

import io
import zipfile

import pytest
from django.urls import reverse

from organizations.services import change_facts
from regulations import services
from regulations.models import DocumentVersion
from regulations.papers.current import current_versions
from regulations.papers.kinds import kinds_of
from tests.factories import days_ago, make_operator
from tests.helpers import assert_queries_do_not_grow
from tests.pdf_reading import body_text, read
from tests.regulations.making import ORDER, approve, make_draft
from tests.regulations.papers_making import (
    NUMBERS,
    ORDER_DAY,
    make_complete,
    make_drafts,
    make_package,
    words_of,
)

pytestmark = pytest.mark.django_db


def url(cast, name, *args):
    return reverse(f"regulations:{name}", args=[cast.ours.slug, *args])


def answers(**more):
    numbers = {f"{kind}-number": number for kind, number in NUMBERS.items()}
    dates = {f"{kind}-date": ORDER_DAY for kind in NUMBERS}
    protocols = {}
    for body in ("pedagogical_council", "governing_council"):
        protocols |= {f"{body}-number": "1", f"{body}-date": days_ago(5).isoformat()}
    return numbers | dates | protocols | more


def contacts():
    return {"contacts-address": "ул. Новая, 2", "contacts-phone": "+7 383 200-11-22"}


def appointed(cast):
    fields = {"administrator": cast.administrator.pk, "phone": "+79131234567"}
    fields["email"] = "a@school.example"
    return {f"administrator_order-{name}": value for name, value in fields.items()}


def test_four_presses_from_the_start_page_to_the_printed_package(cast, at):
    make_complete(cast)
    client = at("head")
    start = client.get(reverse("organization_home", args=[cast.ours.slug]))
    assert url(cast, "package_prepare") in start.content.decode()
    page = client.post(url(cast, "package_prepare"), follow=True)
    assert set(current_versions(cast.ours)) == set(kinds_of(cast.ours))
    wizard = page.context["wizard"]
    # Nothing of the organization is asked: its facts are complete.
    assert (wizard.facts, wizard.contacts.asked()) == (None, [])
    asked = {name for form in wizard.papers for group in form.asked() for name in group}
    minutes = {"attendees", "chair", "secretary"}
    minutes |= {f"votes_{how}" for how in ("for", "against", "abstained")}
    assert {field.name for field in asked} == {"number", "date"} | minutes
    page = client.post(url(cast, "package"), answers() | contacts(), follow=True)
    assert not page.context["wizard"].asks
    assert f'href="{url(cast, "package_approve")}"' in page.text
    assert "Утвердить 9\xa0документов" in client.get(url(cast, "package_approve")).text
    page = client.post(url(cast, "package_approve"), follow=True)
    assert "Утверждено и зарегистрировано документов: 9." in page.content.decode()
    assert not DocumentVersion.objects.drafts().exists()
    pdf = client.get(url(cast, "package_pdf"))
    assert pdf["Content-Type"] == "application/pdf"
    text = body_text(pdf.content)
    for word in ("ВЫПИСКА ИЗ ПРОТОКОЛА", "ПРИКАЗЫВАЮ", "ЛИСТ ОЗНАКОМЛЕНИЯ", "ПОЛОЖЕНИЕ", "Анкета"):
        assert word in text
    # The regulation is an annex to the order on the use: they bear one number.
    versions = current_versions(cast.ours)
    assert versions["regulation"].order_number == versions["usage_order"].order_number == "101-од"


def test_what_is_missing_is_asked_and_kept_where_it_belongs(cast, at):
    organization = make_complete(cast)
    change_facts(organization=organization, by=cast.head, phone="", address="", settlement="")
    client = at("administrator")
    page = client.post(url(cast, "package_prepare"), follow=True)
    wizard = page.context["wizard"]
    assert [field.name for field in wizard.facts.questions()] == ["settlement"]
    assert {field.name for field in wizard.contacts.asked()} == {"address", "phone"}
    known = {field.name: field.value() for field in wizard.facts.corrections()}
    known = {name: value for name, value in known.items() if value not in (None, False)}
    wrong = {"settlement": "", "contacts-address": "ул. Новая, 2", "contacts-phone": "нет"}
    page = client.post(url(cast, "package"), answers(**known, **wrong))
    assert page.status_code == 422
    assert "Такого номера нет" in page.content.decode()
    assert "ул. Новая, 2" in page.content.decode()
    right = wrong | {"settlement": "с. Ключи", "contacts-phone": "+7 383 200-11-22"}
    assert client.post(url(cast, "package"), answers(**known, **right)).status_code == 302
    organization.refresh_from_db()
    assert organization.settlement == "с. Ключи"
    assert organization.address == "ул. Новая, 2"
    text = words_of(current_versions(cast.ours)["registration_letter"])
    assert "с. Ключи, ул. Новая, 2" in text


def test_only_the_head_is_offered_to_approve(cast, at):
    make_drafts(cast)
    page = at("administrator").get(url(cast, "package")).content.decode()
    assert "Утверждает: директор" in page
    assert url(cast, "package_approve") not in page


def test_a_paper_that_is_not_ready_holds_up_only_those_that_name_it(cast):
    versions = make_drafts(cast)
    services.change_paper(
        version=versions["administrator_order"], by=cast.head, facts={"number": None}
    )
    results = services.approve_package(organization=cast.ours, by=cast.head)
    refused = {kind for kind, _, refusal in results if refusal}
    assert refused == {"administrator_order", "registration_letter"}
    # Pressed again: the frozen ones stay, what has become ready follows.
    services.change_paper(
        version=versions["administrator_order"], by=cast.head, facts={"number": "102-од"}
    )
    results = services.approve_package(organization=cast.ours, by=cast.head)
    assert [(kind, refusal) for kind, _, refusal in results] == [
        ("administrator_order", ""),
        ("registration_letter", ""),
    ]


def test_pressed_again_it_updates_drafts_and_never_frozen_papers(cast):
    versions = make_drafts(cast)
    services.approve_paper(version=versions["protocol_extract"], by=cast.head)
    assert services.prepare_package(organization=cast.ours, by=cast.head) == []
    change_facts(organization=cast.ours, by=cast.head, short_name="Гимназия № 5")
    now = current_versions(cast.ours)
    assert "Гимназия № 5" in words_of(now["usage_order"])
    frozen = now["protocol_extract"]
    assert "Гимназия" not in str(frozen.data)


def test_a_regulation_in_force_is_part_of_the_package_as_it_is(cast):
    approved = approve(make_drafts(cast)["regulation"])
    versions = current_versions(cast.ours)
    assert versions["regulation"] == approved
    text = words_of(versions["acknowledgement_sheet"])
    assert f"№ {ORDER}" in text
    assert "руководствоваться" in words_of(versions["usage_order"])


def test_the_draft_of_the_regulation_shows_the_planned_order(cast, at):
    version = make_drafts(cast)["regulation"]
    address = reverse("regulations:version_pdf", args=[cast.ours.slug, version.number])
    # The hyphen that holds the number together is a piece of its own for pypdf.
    assert "№ 101-од" in body_text(at("head").get(address).content).replace(" -", "-")


def test_the_zip_holds_every_paper_as_it_was_frozen(cast, at):
    versions = make_package(cast)
    answer = at("administrator").get(url(cast, "package_zip"))
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert len(archive.namelist()) == 9
    sums = {version.size for version in versions.values()}
    assert {info.file_size for info in archive.infolist()} == sums
    assert "08 Приказ о закреплении, классные руководители.pdf" in archive.namelist()
    assert not [name for name in archive.namelist() if set(name) & set('<>:"/\\|?*')]


def test_drafts_are_printed_with_their_mark(cast, at):
    version = make_drafts(cast, numbered=False)["usage_order"]
    answer = at("head").get(url(cast, "paper_pdf", version.pk))
    assert "ПРОЕКТ" in read(answer.content).pages[0].extract_text()


# --- The list of documents ------------------------------------------------------------------------


def shown(page):
    return {row["document"].kind for row in page.context["rows"]}


def test_everybody_sees_the_papers_that_are_meant_for_them(cast, at):
    make_package(cast)
    families = {"usage_order", "protocol_extract", "consent_form", "regulation"}
    families.add("extract_governing_council")
    staff = families | {"distribution_order", "acknowledgement_sheet"}
    office = staff | {"administrator_order", "registration_letter"}
    readers = {
        "parent": families,
        "learner": families,
        "teacher": staff,
        "head": office,
        "administrator": office,
    }
    versions = current_versions(cast.ours)
    for person, kinds in readers.items():
        client = at(person)
        assert shown(client.get(url(cast, "document_list"))) == kinds, person
        for kind in set(kinds_of(cast.ours)) - {"regulation"}:
            for name in ("paper", "paper_pdf"):
                status = client.get(url(cast, name, versions[kind].pk)).status_code
                assert status == (200 if kind in kinds else 403), (person, kind)


def test_drafts_are_seen_by_those_who_prepare_them(cast, at):
    make_drafts(cast)
    assert shown(at("teacher").get(url(cast, "document_list"))) == set()
    assert shown(at("administrator").get(url(cast, "document_list"))) == set(kinds_of(cast.ours))


def test_the_list_costs_the_same_for_few_and_many(cast, at):
    make_complete(cast)
    numbers = iter(range(1, 20))

    def add_order():
        number = str(next(numbers))
        draft = DocumentVersion.objects.drafts().filter(document__kind="usage_order").first()
        if draft:
            services.discard_draft(version=draft, by=make_operator())
        version = services.prepare_paper(
            organization=cast.ours, kind="usage_order", by=make_operator()
        )
        DocumentVersion.history.filter(id=version.pk).update(history_change_reason=number)
        version.document.kind = "distribution_order"
        version.document.save()

    assert_queries_do_not_grow(at("head"), url(cast, "document_list"), add_order)


def test_pages_of_a_draft_ask_show_and_refuse(cast, at):
    version = make_drafts(cast)["administrator_order"]
    client = at("head")
    address = url(cast, "paper_facts", version.pk)
    same = {"administrator": cast.staff.pk, "substitute": cast.staff.pk}
    page = client.post(address, same)
    assert page.status_code == 422
    assert "сам себя" in page.content.decode()
    page = client.post(address, {"number": "1" * 99, "administrator": cast.staff.pk})
    assert page.status_code == 422
    right = {"number": "12", "date": ORDER_DAY, "administrator": cast.staff.pk, "post": "Завхоз"}
    assert client.post(address, right).status_code == 302
    page = client.get(url(cast, "paper", version.pk)).content.decode()
    assert "завхоза" in page
    page = client.get(url(cast, "paper_approve", version.pk)).content.decode()
    assert "мобильный телефон" in page
    answer = client.post(url(cast, "paper_approve", version.pk))
    assert answer.status_code == 409
    assert client.post(url(cast, "paper_discard", version.pk)).status_code == 302
    assert client.get(url(cast, "paper", version.pk)).status_code == 404


def test_the_list_shows_what_holds_and_what_is_being_prepared(cast, at):
    frozen = make_package(cast)["consent_form"]
    draft = services.prepare_paper(organization=cast.ours, kind="consent_form", by=make_operator())
    make_draft(cast.ours)
    rows = at("head").get(url(cast, "document_list")).context["rows"]
    versions = {}
    for row in rows:
        versions.setdefault(row["document"].kind, []).append(row["version"])
    assert versions["consent_form"] == [frozen, draft]
    # The page of the regulation leads to its draft.
    assert [version.is_draft for version in versions["regulation"]] == [False]


def test_the_list_offers_what_can_be_begun(at, cast):
    prepare = reverse("regulations:package_prepare", args=[cast.ours.slug])
    begin = reverse("regulations:paper_create", args=[cast.ours.slug, "usage_order"])
    page = at("head").get(url(cast, "document_list")).text
    assert prepare in page
    assert begin in page
    make_drafts(cast)
    page = at("head").get(url(cast, "document_list")).text
    assert prepare not in page
    assert "Открыть пакет" in page
    assert begin not in page
