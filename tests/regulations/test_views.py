import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from regulations.models import Document, DocumentVersion
from sferum_portal.lib.text import NBSP
from tests.factories import days_ago
from tests.helpers import assert_queries_do_not_grow
from tests.regulations.making import make_approved, make_draft, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]

READING = ["regulation", "in_force_pdf", "version_text", "version_pdf"]
DRAFTING = ["draft_facts", "draft_approvals", "draft_discard"]


def url_of(name, organization):
    return url(name, organization, *([1] if name.startswith("version") else []))


# --- Rights ---------------------------------------------------------------------------------------


def statuses(client, organization, names, method="get"):
    """{name: status} of the pages of version 1 and its draft."""
    ask = getattr(client, method)
    return {name: ask(url_of(name, organization)).status_code for name in names}


def test_every_member_reads_the_regulation_in_force(at, ready, approved):
    for person in ("teacher", "parent", "learner", "staff", "deputy", "head"):
        assert statuses(at(person), ready, READING) == dict.fromkeys(READING, 200), person


def test_a_stranger_finds_nothing(at, ready, approved):
    make_draft(ready)
    writing = [*DRAFTING, "draft_approve"]
    for person in ("outsider", "stranger", "former"):
        client = at(person)
        names = [*READING, *writing]
        assert statuses(client, ready, names) == dict.fromkeys(names, 404), person
        names = [*writing, "draft_create"]
        assert statuses(client, ready, names, "post") == dict.fromkeys(names, 404), person
    assert DocumentVersion.objects.drafts().exists()


def test_an_anonymous_visitor_is_asked_to_sign_in(client, ready, approved):
    for name in [*READING, *DRAFTING, "draft_approve", "draft_create"]:
        response = client.get(url_of(name, ready))
        assert response.status_code == 302, name
        assert response.url.startswith(reverse("accounts:sign_in")), name


def test_a_teacher_is_told_that_others_prepare(at, ready, draft):
    for name in [*DRAFTING, "draft_approve", "draft_create"]:
        response = at("teacher").post(url_of(name, ready))
        assert response.status_code == 403, name
        assert "Ваша роль не даёт права" in response.content.decode(), name
    assert DocumentVersion.objects.drafts().exists()


def test_a_draft_is_closed_to_those_who_do_not_prepare_it(at, ready, draft):
    names = ["version_text", "version_pdf"]
    assert statuses(at("teacher"), ready, names) == dict.fromkeys(names, 403)
    assert statuses(at("administrator"), ready, names) == dict.fromkeys(names, 200)


def test_an_administrator_does_not_approve(at, ready, decided):
    form = {"order_number": "1", "order_date": str(days_ago(3))}
    assert at("administrator").post(url("draft_approve", ready), form).status_code == 403
    page = at("administrator").get(url("regulation", ready)).content.decode()
    assert "Утверждает: директор" in page
    assert DocumentVersion.objects.get().is_draft


def test_a_teacher_sees_no_draft_on_the_page(at, ready, draft):
    page = at("teacher").get(url("regulation", ready)).content.decode()
    assert "ещё не утверждено" in page
    assert "проект" not in page.lower()


# --- From nothing to the regulation in force ------------------------------------------------------


def test_the_head_makes_a_regulation_from_nothing(at, cast):
    client, organization = at("head"), cast.ours
    response = client.post(url("draft_create", organization))
    assert response.url == url("draft_facts", organization)
    page = client.get(response.url).content.decode()
    assert "Как называется приложение" in page
    form = client.get(response.url).context["form"]
    known = {field.name: field.initial or field.value() for field in form.corrections()}
    answers = known | {"platform": "MAX", "without_ejournal": "on", "ejournal": ""}
    assert client.post(response.url, answers).url == url("regulation", organization)
    protocols = {}
    for body in organization.bodies:
        protocols |= {f"{body}-number": "№ 7", f"{body}-date": str(days_ago(4))}
    client.post(url("draft_approvals", organization), protocols)
    for body in ("parents_council", "learners_council"):
        client.post(url("council_answer", organization, body), {"exists": "no"})
    order = {"order_number": "102/2-од", "order_date": days_ago(2).strftime("%d.%m.%Y")}
    response = client.post(url("draft_approve", organization), order, follow=True)
    assert "утверждена и действует" in response.content.decode()
    version = DocumentVersion.objects.get()
    assert version.is_in_force
    assert version.approvals.count() == 2
    assert client.get(url("in_force_pdf", organization)).content.startswith(b"%PDF")


def test_a_draft_with_missing_facts_asks_instead_of_printing(at, cast):
    make_draft(cast.ours)
    for name in ("version_pdf", "version_text"):
        response = at("head").get(url(name, cast.ours, 1))
        assert response.status_code == 409
        assert "Как называется приложение" in response.content.decode()


def test_the_page_names_what_is_missing_before_approval(at, draft, cast):
    page = at("head").get(url("draft_approve", cast.ours)).content.decode()
    assert "не хватает сведений" in page
    assert "управляющий совет" in page
    assert 'name="order_number"' not in page


def test_a_draft_is_discarded_after_a_question(at, draft, cast):
    page = at("head").get(url("draft_discard", cast.ours)).content.decode()
    assert "Удалить проект положения?" in page
    assert DocumentVersion.objects.exists()
    at("head").post(url("draft_discard", cast.ours))
    assert not DocumentVersion.objects.exists()


# --- The PDF --------------------------------------------------------------------------------------


def test_the_pdf_in_force_may_be_printed_from_the_portals_own_page(at, ready, approved):
    response = at("teacher").get(url("in_force_pdf", ready))
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert response["Content-Disposition"].startswith("inline; filename*=utf-8''%D0%9F")
    assert response["ETag"] == f'"{approved.sha256}"'
    assert "private" in response["Cache-Control"]


def test_other_pages_are_framed_by_nobody(at, ready):
    response = at("teacher").get(url("regulation", ready))
    assert response["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


def test_a_pdf_that_the_browser_has_is_not_sent_again(at, ready, approved):
    headers = {"if-none-match": f'"{approved.sha256}"'}
    assert at("teacher").get(url("in_force_pdf", ready), headers=headers).status_code == 304


@pytest.mark.parametrize("name", ["in_force_pdf", "version_pdf"])
def test_a_file_that_was_changed_is_not_shown(at, ready, approved, name):
    with default_storage.open(approved.file.name, "wb") as file:
        file.write(b"%PDF another")
    headers = {"if-none-match": f'"{approved.sha256}"'}
    response = at("teacher").get(url_of(name, ready), headers=headers)
    assert response.status_code == 409
    assert "изменён после утверждения" in response.content.decode()
    assert b"another" not in response.content


def test_a_former_version_stays_readable(at, ready, approved, cast):
    make_approved(ready, by=cast.head, order_number="7")
    page = at("parent").get(url("version_text", ready, 1)).content.decode()
    assert "её заменила следующая редакция" in page
    response = at("parent").get(url("version_pdf", ready, 1))
    assert response["ETag"] == f'"{approved.sha256}"'
    assert "Прежние редакции" in at("parent").get(url("regulation", ready)).content.decode()


def test_the_page_reads_as_the_paper_with_addresses_for_clauses(at, ready, approved):
    page = at("parent").get(url("version_text", ready, 1)).content.decode().replace(NBSP, " ")
    assert 'id="p2.3.1"' in page
    assert "М. И. Соколова" in page
    assert approved.verify_code in page
    assert approved.clauses.filter(parent=None).first().text in page


def test_without_a_regulation_there_is_no_file(at, ready):
    assert at("head").get(url("in_force_pdf", ready)).status_code == 404


# --- Queries --------------------------------------------------------------------------------------


def test_queries_of_the_page_do_not_grow_with_versions(at, ready, cast):
    def add_version():
        make_approved(ready, by=cast.head)

    add_version()
    assert_queries_do_not_grow(at("head"), url("regulation", ready), add_version)


def test_queries_do_not_grow_with_clauses(at, ready, cast):
    draft = make_draft(ready)

    def add_clause():
        section = draft.clauses.filter(parent=None).first()
        last = section.parts.order_by("-position").first()
        last.pk, last.position, last.key = None, last.position + 1, f"more_{last.position}"
        last.save(force_insert=True)

    for name, args in (("regulation", []), ("version_text", [draft.number])):
        assert_queries_do_not_grow(at("head"), url(name, ready, *args), add_clause)


def test_a_document_of_another_organization_is_not_mixed_in(at, approved, cast):
    assert Document.objects.count() == 1
    page = at("outsider").get(url("regulation", cast.theirs)).content.decode()
    assert "Положения пока нет" in page
