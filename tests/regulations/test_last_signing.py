"""What is published does not lose its only signature or scan: it is taken off the site first."""

import pytest
from django.utils import timezone

from regulations import services
from regulations.publishing.rules import publication_of
from regulations.signings import signings_of
from sferum_portal.lib.errors import DomainError
from tests.regulations.making import make_scan, make_signature, url
from tests.regulations.publishing import publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]

LAST = "сначала снимите документ с публикации"
REASON = "Добавлено по ошибке"


def by_file(version):
    return make_signature(version, other_signer_reason="По доверенности")


def by_scan(version):
    return make_scan(version, b"%PDF-1.7 scan")


def withdraw(row, by, reason=REASON):
    if hasattr(row, "sheets"):
        return services.withdraw_scan(scan=row, by=by, reason=reason)
    return services.withdraw_signature(signature=row, by=by, reason=reason)


def address_of(row, organization):
    if hasattr(row, "sheets"):
        return url("scan_withdraw", organization, row.version_id)
    return url("withdraw_signature", organization, row.pk)


@pytest.fixture(params=[by_file, by_scan], ids=["file", "scan"])
def signed(request, approved):
    return request.param(approved)


def test_the_only_signing_of_what_is_published_stays(signed, approved, cast):
    publish(approved, cast.head, published_on=timezone.localdate())
    with pytest.raises(DomainError, match=LAST):
        withdraw(signed, cast.head)
    assert len(signings_of(approved)) == 1
    assert publication_of(approved)
    services.unpublish_version(version=approved, by=cast.head, reason="Ошибка в подписи")
    withdraw(signed, cast.head)
    assert not signings_of(approved)


def test_what_is_not_published_may_lose_it(signed, approved, cast):
    withdraw(signed, cast.head)
    assert not signings_of(approved)


@pytest.mark.parametrize("leaves", [by_file, by_scan], ids=["file", "scan"])
def test_one_of_two_may_go_and_the_other_stays(approved, cast, leaves):
    row = leaves(approved)
    other = (by_scan if leaves is by_file else by_file)(approved)
    publish(approved, cast.head, published_on=timezone.localdate())
    withdraw(row, cast.head)
    assert len(signings_of(approved)) == 1
    with pytest.raises(DomainError, match=LAST):
        withdraw(other, cast.head)


def test_a_signature_that_was_found_wrong_holds_nothing(approved, cast):
    wrong = make_signature(approved, verdict="broken")
    by_scan(approved)
    publish(approved, cast.head, published_on=timezone.localdate())
    withdraw(wrong, cast.head)
    assert wrong.history.first().history_change_reason == f"Отозвана: {REASON}"


def test_the_page_says_so_and_leads_to_the_way_out(signed, approved, cast, at):
    client, page = at("head"), address_of(signed, cast.ours)
    way_out = url("unpublish", cast.ours, approved.pk)
    assert way_out not in client.get(page).text
    publish(approved, cast.head, published_on=timezone.localdate())
    text = client.get(page).text
    assert LAST in text.replace("\xa0", " ")
    assert f'href="{way_out}"' in text
    assert 'name="reason"' not in text
    assert client.post(page, {"reason": REASON}).status_code == 409
    assert len(signings_of(approved)) == 1
