"""A right signature that comes when its certificate is over: taken with a reason, told apart."""

import datetime as dt
import html
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from regulations import services
from regulations.files import stored_pdf
from regulations.models import Signature
from regulations.services.signing import UnprovenTimeError
from regulations.signatures import stored
from regulations.signatures.checking import Report
from regulations.signatures.marks import mark_of
from regulations.signatures.verdicts import UNPROVEN_TIME, Verdict
from tests.regulations.making import make_signature, url
from tests.regulations.signatures import by_hand
from tests.regulations.signatures.bringing import OTHER_SIGNER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]
REASON = "Подписанный файл стоит на сайте с того же дня"


@pytest.fixture
def late(approved, pki, root, monkeypatch):
    """A file that was signed in time and comes when its certificate is over."""
    signer = pki.holder(root, "rsa", days=(-400, 10))
    data = by_hand.sign_at(signer, stored_pdf(approved), timezone.now().replace(microsecond=0))
    clock = SimpleNamespace(now=lambda: timezone.now() + dt.timedelta(days=100))
    monkeypatch.setattr("regulations.signatures.checking.timezone", clock)
    monkeypatch.setattr("regulations.services.signing.timezone", clock)
    return data


def bring(version, by, data, **reasons):
    return services.add_signature_file(
        version=version, by=by, data=data, other_signer_reason=OTHER_SIGNER, **reasons
    )


def test_it_is_taken_with_a_reason_only(cast, approved, late):
    for reason in ({}, {"unproven_time_reason": "  "}):
        with pytest.raises(UnprovenTimeError, match="ничем не доказано"):
            bring(approved, cast.head, late, **reason)
    assert not Signature.objects.exists()
    signature = bring(approved, cast.head, late, unproven_time_reason=f" {REASON} ")
    assert signature.is_right
    assert signature.unproven_time_reason == REASON
    assert signature.has_unproven_time
    for text in (signature.outcome, signature.line, repr(mark_of(signature))):
        assert UNPROVEN_TIME in text
    # Checked again it stays what it was.
    assert services.check_again(signature=signature, by=cast.head).is_right


def test_the_page_asks_and_goes_on_saying_it(at, ready, approved, late):
    client, address = at("head"), url("add_signature_file", ready, approved.pk)

    def post(**fields):
        file = SimpleUploadedFile("document.pdf.sig", late)
        response = client.post(address, {"file": file} | fields, follow=True)
        return response, html.unescape(response.content.decode()).replace("\xa0", " ")

    other = {"other_signer": "on", "reason": OTHER_SIGNER}
    response, page = post(**other)
    assert response.status_code == 409
    assert "Время подписания известно" in page
    assert OTHER_SIGNER in page
    response, page = post(**other, time_known="on", time_reason="")
    assert response.status_code == 422
    assert "Напишите, откуда известно время" in page
    response, page = post(**other, time_reason=REASON)
    assert response.status_code == 409
    assert not Signature.objects.exists()
    response, page = post(**other, time_known="on", time_reason=REASON)
    assert response.status_code == 200
    assert UNPROVEN_TIME in page
    assert REASON in page


def test_others_have_nothing_of_it(approved):
    signature = make_signature(approved)
    assert not signature.has_unproven_time
    assert UNPROVEN_TIME not in signature.line


@pytest.fixture
def stamped(late, pki):
    """The same file with a stamp of time; nothing yet trusts the service that made it."""
    service = pki.root("rsa", name="УЦ службы времени")
    return service, by_hand.stamped(late, lambda value: pki.stamp(service, value))


def test_a_stamp_that_is_trusted_by_now_proves_the_time(
    cast, approved, stamped, trusts, django_capture_on_commit_callbacks
):
    service, data = stamped
    signature = bring(approved, cast.head, data, unproven_time_reason=REASON)
    later = services.sign_simply(version=approved, by=cast.head)
    assert signature.has_unproven_time
    for row in (signature, later):
        assert UNPROVEN_TIME in stored.copy_file(row).decode()
    former = [row.copy.name for row in (signature, later)]
    said = signature.signed_at

    trusts(service)
    with django_capture_on_commit_callbacks(execute=True):
        signature = services.check_again(signature=signature, by=cast.head)
    signature.refresh_from_db()
    later.refresh_from_db()
    assert signature.is_right
    assert signature.time_source == "stamp"
    assert signature.signed_at >= said
    assert not signature.has_unproven_time
    for text in (signature.outcome, signature.line, repr(mark_of(signature))):
        assert UNPROVEN_TIME not in text
    for row, name in zip((signature, later), former, strict=True):
        copy = stored.copy_file(row).decode()
        assert UNPROVEN_TIME not in copy
        assert signature.serial in copy
        assert row.copy.name != name
        assert not row.copy.storage.exists(name)
    # Where nothing is new, no copy is made anew.
    again = services.check_again(signature=signature, by=cast.head)
    assert again.copy.name == signature.copy.name


def test_a_file_found_wrong_keeps_its_time(cast, approved, stamped, monkeypatch):
    _, data = stamped
    signature = bring(approved, cast.head, data, unproven_time_reason=REASON)
    later = services.sign_simply(version=approved, by=cast.head)
    wrong = Report(verdict=Verdict.BROKEN, sentence="Испорчена.")
    monkeypatch.setattr("regulations.services.signing.check", lambda *_, **__: wrong)
    row = services.check_again(signature=signature, by=cast.head)
    row.refresh_from_db()
    assert not row.is_right
    assert (row.signed_at, row.time_source) == (signature.signed_at, "attribute")
    later.refresh_from_db()
    assert row.serial not in stored.copy_file(later).decode()
