"""The package before it is approved: dates that agree, all that are ready or none, and why not."""

import datetime as dt

import pytest
from django.core.files.storage import default_storage

from regulations import files, services
from regulations.models import DocumentVersion
from regulations.papers.current import current_versions
from regulations.papers.kinds import kinds_of
from regulations.papers.package import Package
from sferum_portal.lib.errors import DomainError
from tests.factories import days_ago
from tests.regulations.editor import Editor
from tests.regulations.papers_making import ORDER_DAY, make_drafts, words_of
from tests.regulations.test_package import answers, appointed, contacts, url

pytestmark = pytest.mark.django_db
EXTRACTS = {"protocol_extract", "extract_governing_council"}


def test_dates_that_disagree_are_said_on_saving_and_nothing_is_kept(cast, at):
    versions = make_drafts(cast, numbered=False)
    client = at("head")
    protocols = {"pedagogical_council-date": days_ago(2).isoformat()}
    letter = {"registration_letter-date": days_ago(4).isoformat()}
    sent = answers(**protocols) | letter | contacts() | appointed(cast)
    page = client.post(url(cast, "package"), sent)
    assert page.status_code == 422
    said = {
        form.kind.code: form.errors["date"] for form in page.context["wizard"].papers if form.errors
    }
    assert set(said) == {"usage_order", "registration_letter"}
    (about_protocol,) = said["usage_order"]
    assert f"{days_ago(3):%d.%m.%Y}" in about_protocol
    assert f"протокол от {days_ago(2):%d.%m.%Y} (педагогический совет)" in about_protocol
    assert len(said["registration_letter"]) == 2
    versions["usage_order"].refresh_from_db()
    assert "number" not in versions["usage_order"].data["facts"]
    assert not versions["regulation"].approvals.exists()
    # The service refuses the same, whoever calls it.
    papers = {"usage_order": {"number": "1", "date": ORDER_DAY}}
    decisions = {"pedagogical_council": ("1", days_ago(2))}
    with pytest.raises(DomainError, match="Даты не сходятся"):
        services.answer_package(
            organization=cast.ours, by=cast.head, papers=papers, decisions=decisions
        )
    versions["usage_order"].refresh_from_db()
    assert "number" not in versions["usage_order"].data["facts"]


def test_what_is_known_stays_editable_until_it_is_approved(cast, at):
    make_drafts(cast)
    client = at("head")
    page = client.get(url(cast, "package"))
    assert not page.context["wizard"].asks
    text = page.content.decode()
    for name in ("usage_order-date", "administrator_order-phone", "pedagogical_council-date"):
        assert f'name="{name}"' in text
    known = contacts() | appointed(cast)
    wrong = answers(**{"usage_order-date": days_ago(9).isoformat()})
    page = client.post(url(cast, "package"), wrong | known)
    assert page.status_code == 422
    # The part that is folded up opens where something is wrong in it.
    assert page.context["wizard"].wrong
    right = answers(**{"usage_order-number": "7"})
    assert client.post(url(cast, "package"), right | known).status_code == 302
    assert "№ 7 " in words_of(current_versions(cast.ours)["administrator_order"])
    services.approve_package(organization=cast.ours, by=cast.head)
    assert 'name="usage_order-date"' not in client.get(url(cast, "package")).content.decode()


def test_with_dates_that_disagree_nothing_that_names_them_is_registered(cast):
    versions = make_drafts(cast)
    services.change_paper(
        version=versions["usage_order"], by=cast.head, facts={"date": days_ago(6).isoformat()}
    )
    items = {item.kind: item for item in Package(cast.ours).items}
    for kind in EXTRACTS | {"usage_order", "regulation"}:
        assert "Даты не сходятся" in items[kind].refusal
    assert items["consent_form"].refusal.startswith("Ждёт документа")
    results = services.approve_package(organization=cast.ours, by=cast.head)
    assert [kind for kind, version, _ in results if version] == ["distribution_order"]


def test_with_nothing_ready_there_is_one_sentence_for_each_document(cast, at):
    make_drafts(cast, numbered=False)
    page = at("head").post(url(cast, "package_approve"))
    assert page.status_code == 409
    text = page.content.decode()
    refusals = text.split("Утверждать пока нечего")[1].split("</ul>")[0]
    items = Package(cast.ours).drafts
    assert refusals.count("<li>") == len(items) == len(kinds_of(cast.ours))
    for item in items:
        assert item.title in refusals
        assert item.is_regulation or url(cast, "paper", item.version.pk) in refusals
    assert DocumentVersion.objects.drafts().count() == len(kinds_of(cast.ours))
    assert not list(page.context["messages"])


def test_what_will_be_frozen_is_shown_before_it_is(cast, at):
    versions = make_drafts(cast)
    services.change_paper(
        version=versions["administrator_order"], by=cast.head, facts={"number": None}
    )
    client = at("head")
    page = client.get(url(cast, "package_approve"))
    assert not DocumentVersion.objects.frozen().exists()
    text = page.text.replace("\xa0", " ")
    ready, _, left = text.partition("Останутся проектами")
    day = f"{dt.date.fromisoformat(ORDER_DAY):%d.%m.%Y}"
    for item in Package(cast.ours).drafts:
        assert item.title in (ready if item.is_ready else left)
        assert item.refusal in left
    for line in (f"приказ от {day} № 101-од", f"протокол от {days_ago(5):%d.%m.%Y} № 1"):
        assert line in ready
    assert "Утвердить 7 документов</button>" in ready
    page = client.post(url(cast, "package_approve"), follow=True)
    assert "Утверждено и зарегистрировано документов: 7." in page.text


def test_with_nothing_ready_the_question_is_not_asked(cast, at):
    make_drafts(cast, numbered=False)
    page = at("head").get(url(cast, "package_approve")).text
    assert "Утверждать пока нечего" in page
    assert "</button>" not in page.split("<main")[1].split("</main")[0]


def test_all_that_are_ready_or_none(cast, monkeypatch):
    make_drafts(cast)
    kept = []
    real_store = files.store

    def store(version, pdf):
        if version.document.kind == "administrator_order":
            raise DomainError("Диск полон.")
        kept.append(real_store(version, pdf))
        return kept[-1]

    monkeypatch.setattr(files, "store", store)
    with pytest.raises(DomainError, match="Приказ о назначении администратора: Диск полон"):
        services.approve_package(organization=cast.ours, by=cast.head)
    assert not DocumentVersion.objects.frozen().exists()
    assert len(kept) == 6
    assert [name for name in kept if default_storage.exists(name)] == []


def test_what_the_check_finds_is_told_before_the_package_is_approved(cast):
    version = make_drafts(cast)["regulation"]
    Editor(version, cast.head).add("Порядок изложен в п. 99.9.", "voluntariness")
    (item,) = [item for item in Package(cast.ours).items if item.is_regulation]
    assert item.refusal.startswith("Проверка нашла замечание. ")
    assert "п. 99.9" in item.refusal
    results = services.approve_package(organization=cast.ours, by=cast.head)
    assert [kind for kind, version, _ in results if version] == ["distribution_order"]
