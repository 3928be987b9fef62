"""Publication on the site: the verb and the pages where it is noted."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from organizations.models import Organization
from regulations import services
from regulations.models import Document, Publication
from regulations.publishing.rules import is_elsewhere, publication_of
from regulations.templatetags.typography import held
from regulations.views import publication
from sferum_portal.lib.errors import DomainError
from tests.factories import days_ago
from tests.regulations.making import make_approved, url
from tests.regulations.publishing import ADDRESS, publish, sign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


@pytest.fixture
def signed(approved, monkeypatch):
    sign(monkeypatch, approved, mark=("Серийный номер 01 AB",))
    return approved


@pytest.fixture
def published(signed):
    publish(signed)
    return signed


# --- The verb -------------------------------------------------------------------------------------


def test_an_address_on_another_site_is_asked_about_and_nothing_is_lost(at, signed, ready):
    ready.site = "https://www.родничок.рф/"
    ready.save()
    client, address = at("administrator"), url("publish", ready, signed.pk)
    elsewhere = "https://kindergarten.example/documents/sferum"
    form = {"published_on": days_ago(0).isoformat(), "address": elsewhere}
    asked = client.post(address, form)
    assert asked.status_code == 422
    assert "Этот адрес не на сайте организации (https://www.родничок.рф/)" in asked.text
    assert elsewhere in asked.text
    assert 'name="elsewhere"' in asked.text
    assert publication_of(signed) is None
    client.post(address, form | {"elsewhere": "on"})
    assert publication_of(signed).address == elsewhere


@pytest.mark.parametrize(
    ("site", "address", "expected"),
    [
        ("", "https://other.example/", False),
        ("https://сад.рф", "https://xn--80ai1b.xn--p1ai/документы", False),
        ("https://www.sad.example", "http://SAD.example/a", False),
        ("https://sad.example", "https://docs.sad.example/a", False),
        ("https://sad.example", "https://othersad.example/a", True),
        ("https://sad.example", "https://[broken", True),
    ],
)
def test_what_is_elsewhere(site, address, expected):
    assert is_elsewhere(Organization(site=site), address) is expected


def test_a_publication_is_kept_with_its_real_date_and_address(signed, cast):
    publication = publish(signed, cast.administrator, address=f" {ADDRESS} ")
    assert (publication.published_on, publication.address) == (days_ago(1), ADDRESS)
    assert publication.history.get().history_user == cast.administrator


def test_no_step_is_skipped(draft, ready, cast):
    with pytest.raises(DomainError, match="сначала утвердите и подпишите"):
        publish(draft, cast.head)
    services.discard_draft(version=draft, by=cast.head)
    with pytest.raises(DomainError, match="Сначала документ подписывают"):
        publish(make_approved(ready), cast.head)
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"published_on": days_ago(-1)}, "ещё не наступила"),
        ({"published_on": days_ago(3)}, "не может быть раньше подписания"),
        ({"address": "school.example/documents"}, "не адрес страницы"),
        ({"address": "javascript:alert(1)"}, "не адрес страницы"),
        ({"address": "ftp://school.example/a"}, "не адрес страницы"),
        ({"address": "https://admin:secret@school.example/"}, "имени и пароля"),
        ({"address": "https://school.example/" + "a" * 500}, "длиннее"),
        ({"address": ""}, "не адрес страницы"),
    ],
)
def test_a_publication_that_cannot_be_is_refused(signed, fields, sentence):
    with pytest.raises(DomainError, match=sentence):
        publish(signed, **fields)
    assert not Publication.objects.exists()


def test_a_replaced_version_is_published_only_for_a_day_of_its_own(signed, ready):
    make_approved(ready, effective_from=timezone.localdate())
    with pytest.raises(DomainError, match="эта редакция заменена"):
        publish(signed, published_on=timezone.localdate())
    publish(signed, published_on=days_ago(1))


def test_a_paper_with_peoples_phones_is_not_published(signed):
    signed.document.kind = Document.Kind.ADMINISTRATOR_ORDER
    signed.document.save()
    with pytest.raises(DomainError, match="сведения о людях"):
        publish(signed)


def test_a_version_is_published_once_taken_back_and_published_again(signed, cast):
    publish(signed)
    with pytest.raises(DomainError, match="уже отмечена"):
        publish(signed)
    with pytest.raises(DomainError, match="Напишите, почему"):
        services.unpublish_version(version=signed, by=cast.head, reason="  ")
    services.unpublish_version(version=signed, by=cast.head, reason="Опечатка в адресе")
    with pytest.raises(DomainError, match="уже снята"):
        services.unpublish_version(version=signed, by=cast.head, reason="Ещё раз")
    publish(signed)
    assert Publication.objects.count() == 2
    assert Publication.objects.standing().count() == 1


def test_a_publication_is_never_deleted(published):
    with pytest.raises(TypeError):
        Publication.objects.all().delete()
    with pytest.raises(TypeError):
        Publication.objects.get().delete()


@pytest.mark.parametrize("person", "leader teacher staff learner parent former stranger".split())
def test_only_head_and_administrator_publish(signed, cast, person):
    with pytest.raises(PermissionDenied):
        publish(signed, getattr(cast, person))
    publish(signed)
    with pytest.raises(PermissionDenied):
        services.unpublish_version(version=signed, by=getattr(cast, person), reason="Так")


# --- The pages of the portal ----------------------------------------------------------------------


def test_the_form_keeps_what_was_typed_and_says_what_is_wrong(at, signed, ready):
    client, address = at("administrator"), url("publish", ready, signed.pk)
    typed = f"{ready.site}/documents/sferum"
    assert client.get(address).status_code == 200
    answer = client.post(address, {"published_on": "2001-01-01", "address": typed})
    assert answer.status_code == 409
    assert typed in answer.content.decode()
    assert client.post(address, {"published_on": "", "address": "?"}).status_code == 422
    good = {"published_on": days_ago(1).isoformat(), "address": typed}
    assert client.post(address, good)["Location"] == url("version_route", ready, signed.pk)
    text = client.get(url("version_route", ready, signed.pk)).content.decode()
    assert "&lt;iframe" in text
    answer = client.post(url("unpublish", ready, signed.pk), {"reason": "Ошибка"})
    assert answer.status_code == 302
    assert not Publication.objects.standing().exists()


def test_publishing_what_is_not_signed_says_what_to_do(at, approved, ready):
    answer = at("head").get(url("publish", ready, approved.pk))
    assert answer.status_code == 409
    assert "Сначала документ подписывают" in answer.content.decode()


def test_the_form_names_the_document_and_a_day_that_has_passed(at, signed, ready, monkeypatch):
    page = at("head").get(url("publish", ready, signed.pk)).content.decode()
    assert held(str(signed)) in page
    assert "Выложить его нужно до" in page
    monkeypatch.setattr(publication, "is_overdue", lambda version: True)
    assert "Срок прошёл" in at("head").get(url("publish", ready, signed.pk)).content.decode()
