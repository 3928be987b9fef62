"""The pages on which another signer is confirmed and a signature withdrawn."""

import html

import pytest
from django.urls import reverse
from django.utils import timezone

from regulations import services
from regulations.files import stored_pdf
from regulations.models import Signature
from tests.regulations.making import make_signature, url
from tests.regulations.signatures.bringing import OTHER_SIGNER, bring, upload
from tests.regulations.signatures.pki import OWNER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


def text(response):
    return html.unescape(response.content.decode()).replace("\xa0", " ")


def test_another_signer_is_asked_about_before_anything_is_kept(at, ready, approved, pki, head):
    client, address = at("head"), url("add_signature_file", ready, approved.pk)
    data = pki.sign(head, stored_pdf(approved))
    response = client.post(address, {"file": upload(data)["file"]})
    page = text(response)
    assert response.status_code == 409
    assert f"а подписал {OWNER}" in page
    assert "Подписал другой уполномоченный" in page
    # Ticked without a reason, a reason without the tick.
    response = client.post(address, upload(data) | {"reason": ""})
    assert response.status_code == 422
    assert "Напишите, почему" in text(response)
    response = client.post(address, {"file": upload(data)["file"], "reason": "Врио"})
    assert response.status_code == 409
    assert not Signature.objects.exists()
    page = text(client.post(address, upload(data), follow=True))
    assert f"Подписал другой уполномоченный: {OTHER_SIGNER}" in page
    assert Signature.objects.get().owner == OWNER


def test_a_wrong_file_is_withdrawn_on_a_page_of_its_own(
    at, client, cast, ready, approved, pki, head
):
    signature = bring(approved, pki, head, cast.head)
    address = url("withdraw_signature", ready, signature.pk)
    at("administrator")
    assert address in text(client.get(url("signing", ready, approved.pk)))
    assert OWNER in text(client.get(address))
    assert client.post(address, {"reason": " "}).status_code == 422
    page = text(client.post(address, {"reason": "Не тот файл"}, follow=True))
    assert "Подпись отозвана" in page
    assert f"{cast.administrator.short_name}: Не тот файл" in page
    assert address not in page
    assert client.get(url("marked_copy", ready, approved.pk)).status_code == 404
    assert client.post(address, {"reason": "Ещё раз"}).status_code == 409
    # Others are told that it does not count, and not why.
    at("parent")
    assert "Не тот файл" not in text(client.get(url("signing", ready, approved.pk)))
    client.logout()
    public = text(client.get(reverse("regulations:verify", args=[approved.verify_code])))
    assert OWNER not in public


def test_no_page_calls_an_unknown_certificate_qualified(at, ready, approved):
    signature = make_signature(approved)
    services.publish_version(
        version=approved,
        by=signature.added_by,
        published_on=timezone.localdate(),
        address="https://school.example/x",
    )
    client = at("head")
    pages = [
        url("signing", ready, approved.pk),
        url("version_route", ready, approved.pk),
        reverse("regulations:verify", args=[approved.verify_code]),
        reverse("regulations:public_list", args=[ready.slug]),
        reverse("regulations:public_text", args=[ready.slug, approved.verify_code]),
    ]
    for address in pages:
        page = text(client.get(address)).lower()
        assert "издатель сертификата порталу не известен" in page, address
        assert "усиленная квалифицированная" not in page, address
