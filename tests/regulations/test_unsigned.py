"""In force without a signature: lists and the public check say that the portal knows of none."""

import pytest
from django.urls import reverse

from tests.regulations.papers_making import make_package
from tests.regulations.publishing import sign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


def test_the_list_says_of_which_paper_no_signature_is_known(cast, at, monkeypatch):
    package = make_package(cast)
    address = reverse("regulations:document_list", args=[cast.ours.slug])

    def unsigned():
        rows = at("head").get(address).context["rows"]
        return {row["document"].kind: row["unsigned"] for row in rows if row["unsigned"]}

    orders = ("usage_order", "administrator_order", "distribution_order")
    said = {"regulation": "не подписано"} | dict.fromkeys(orders, "не подписан")
    assert unsigned() == said
    assert at("head").get(address).text.count("не подписан</span>") == 3
    sign(monkeypatch, package["usage_order"], package["regulation"])
    del said["usage_order"], said["regulation"]
    assert unsigned() == said


def test_the_public_check_says_so_only_of_what_the_head_signs(cast, client):
    package = make_package(cast)
    said = {}
    for kind in ("usage_order", "consent_form"):
        address = reverse("regulations:verify", args=[package[kind].verify_code])
        said[kind] = client.get(address).text
        assert "Документ подлинный и действует" in said[kind]
    assert "не отмечена: поставлена ли она, видно на бумаге" in said["usage_order"]
    assert "видно на" not in said["consent_form"]
