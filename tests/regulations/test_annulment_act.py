"""The act by which unclaimed links were annulled is a document like the others (norm JOIN-5)."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from invitations.services import annul_unclaimed
from regulations import services, tasks
from regulations.files import stored_pdf
from regulations.models import DocumentVersion
from regulations.papers.package import Package
from regulations.papers.registering import acts_without_paper, register_annulment_act
from regulations.route import route_of
from regulations.signatures.copies import pages_of, render_copy
from sferum_portal.lib.errors import DomainError
from tests.facts import expired
from tests.foreign_words import foreign_words
from tests.regulations.signatures.test_copies import placed, signed_by
from tests.regulations.test_page_words import letters_of_page, letters_of_pdf

pytestmark = pytest.mark.django_db


def sweep(cast, number=1):
    rows = [expired(cast) for _ in range(number)]
    act, _ = annul_unclaimed(
        organization=cast.ours,
        by=cast.administrator,
        invitations=[row.pk for row in rows],
        idle_days=14,
    )
    return act


def text_of(pdf):
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split()
    )


@pytest.mark.parametrize("kind", ["school", "kindergarten", "college"])
def test_it_is_a_paper_in_the_words_of_the_kind(cast_of, kind):
    cast = cast_of(kind)
    version = register_annulment_act(sweep(cast, 3).pk)
    reader = PdfReader(io.BytesIO(stored_pdf(version)))
    text = text_of(stored_pdf(version))
    for words in (
        "УТВЕРЖДАЮ",
        "об аннулировании невостребованных ссылок-приглашений",
        "№ 1",
        "Аннулировано: 3 ссылки-приглашения.",
        " ".join(cast.ours.head_initials_first.split()),
        f"{cast.administrator.given_name[0]}. {cast.administrator.patronymic[0]}.",
        "срок истёк",
        "0 из 30",
        version.verify_code,
    ):
        assert words in text
    assert not foreign_words(kind, text)
    box = reader.pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (595, 842)


def test_it_follows_from_the_annulment(cast, django_capture_on_commit_callbacks, quick_pdf):
    with django_capture_on_commit_callbacks(execute=True):
        act = sweep(cast)
    version = DocumentVersion.objects.get(annulment_act=act)
    assert (version.order_number, version.order_date) == ("1", act.made_on)
    assert version.history.get().history_user == cast.administrator


def test_it_is_made_once(cast, quick_pdf):
    act = sweep(cast)
    assert acts_without_paper() == [act.pk]
    made = register_annulment_act(act.pk)
    assert register_annulment_act(act.pk) == made
    assert DocumentVersion.objects.filter(annulment_act=act).count() == 1
    assert acts_without_paper() == []


def test_the_night_makes_what_was_left(cast, quick_pdf):
    act = sweep(cast)
    tasks.register_annulment_acts()
    assert act.paper.verify_code


def test_a_later_name_changes_nothing(cast):
    act = sweep(cast)
    cast.ours.head_surname, cast.unit.name = "Новая", "5Я"
    cast.ours.save()
    cast.unit.save()
    version = register_annulment_act(act.pk)
    text = text_of(stored_pdf(version))
    assert "Новая" not in text
    assert "5Я" not in text
    assert act.facts["head"].split()[-1] in text


def test_the_mark_of_the_head_stands_in_the_approval(cast):
    version = register_annulment_act(sweep(cast).pk)
    signatures = signed_by(version, 1)
    copy = render_copy(version, signatures)
    assert pages_of(copy) == pages_of(stored_pdf(version))
    above, mark, name, text = placed(
        copy, "УТВЕРЖДАЮ", "ДОКУМЕНТ ПОДПИСАН", "М. И. Соколова", "АКТ"
    )
    assert above < mark < name < text


def test_it_is_read_as_it_is_printed(cast):
    version = register_annulment_act(sweep(cast).pk)
    assert letters_of_page(version) == letters_of_pdf(stored_pdf(version))


def test_pages_show_it_to_whom_it_is_meant(cast, client, quick_pdf):
    version = register_annulment_act(sweep(cast).pk)
    page = reverse("regulations:paper", args=[cast.ours.slug, version.pk])
    listing = reverse("regulations:document_list", args=[cast.ours.slug])
    for person, status in (("head", 200), ("administrator", 200), ("leader", 403), ("parent", 403)):
        client.force_login(getattr(cast, person))
        assert client.get(page).status_code == status
        assert (page in client.get(listing).text) == (status == 200)
    client.force_login(cast.outsider)
    assert client.get(page).status_code == 404
    client.logout()
    found = client.get(reverse("regulations:verify", args=[version.verify_code]))
    assert "Акт об аннулировании" in found.text.replace("\xa0", " ")
    assert str(cast.unit) not in found.text


def test_the_register_leads_to_it(cast, client, quick_pdf):
    act = sweep(cast)
    version = register_annulment_act(act.pk)
    client.force_login(cast.administrator)
    pdf = client.get(reverse("admin:invitations_annulmentact_pdf", args=[act.pk]))
    assert pdf["Location"] == reverse("regulations:paper_pdf", args=[cast.ours.slug, version.pk])
    page = client.get(reverse("admin:invitations_annulmentact_change", args=[act.pk]))
    assert reverse("regulations:paper", args=[cast.ours.slug, version.pk]) in page.text


def test_its_way_names_no_order(cast, quick_pdf):
    version = register_annulment_act(sweep(cast).pk)
    codes = [step.code for step in route_of(version).steps]
    assert codes == ["draft", "registered", "signed", "replaced"]
    assert "приказ" not in route_of(version).steps[1].detail


def test_nobody_prepares_one_and_no_package_asks_for_it(cast, client, quick_pdf):
    with pytest.raises(DomainError):
        services.prepare_paper(organization=cast.ours, kind="annulment_act", by=cast.head)
    client.force_login(cast.head)
    address = reverse("regulations:paper_create", args=[cast.ours.slug, "annulment_act"])
    assert client.post(address).status_code == 404
    assert "annulment_act" not in [item.kind for item in Package(cast.ours).items]
