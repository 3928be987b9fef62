import pytest
from django.urls import reverse

from tests.regulations.making import make_approved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


def test_anybody_verifies_a_paper_by_its_code(client, approved):
    page = client.get(reverse("regulations:verify", args=[approved.verify_code])).content.decode()
    assert "подлинный и действует" in page
    assert "Подпись на портале не отмечена" in page
    assert approved.sha256 in page
    assert approved.organization_full_name in page.replace("\xa0", " ")
    assert "приказ от" in page
    assert "Директор" in page


def test_verification_names_nobody(client, approved, cast):
    page = client.get(reverse("regulations:verify", args=[approved.verify_code])).content.decode()
    assert "Соколова" not in page
    assert approved.approved_by.surname not in page


def test_a_replaced_paper_is_told(client, approved, ready):
    second = make_approved(ready, order_number="7/1")
    page = client.get(reverse("regulations:verify", args=[approved.verify_code])).content.decode()
    assert "больше не действует" in page
    assert f"редакция 2, {second.force_line}" in page


@pytest.mark.parametrize("code", ["AAAA-AAAA-AAAA", "x", "\x00", "ё" * 300, "K7MP-3XQ9-TT4D'--"])
def test_an_unknown_code_is_not_found(client, db, code):
    answer = client.get(reverse("regulations:verify", args=[code]))
    assert answer.status_code == 404
    # The address on the paper is typed by hand: the page lets one type it again.
    assert "Документа с таким кодом нет" in answer.content.decode()


def test_a_draft_has_no_code_to_be_verified_by(client, decided):
    assert decided.verify_code is None
    assert client.get(reverse("regulations:verify", args=["None"])).status_code == 404


def test_the_code_may_be_typed(client, approved):
    address = reverse("regulations:verify_by_hand")
    assert client.get(address).status_code == 200
    typed = approved.verify_code.lower().replace("-", " ")
    response = client.get(address, {"code": typed})
    assert response.url == reverse("regulations:verify", args=[approved.verify_code])
    wrong = client.get(address, {"code": "абв\x00"})
    assert wrong.status_code == 422
    assert "Документа с таким кодом нет" in wrong.content.decode()
