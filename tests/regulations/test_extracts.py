"""Extracts from the minutes: one for each body that decides, with who was there and the votes."""

import pytest
from django.urls import reverse

from regulations import services
from regulations.files import stored_pdf
from regulations.models import Document
from regulations.papers.current import current_versions
from regulations.papers.kinds import all_kinds, extract_of, kinds_of
from regulations.papers.package import Package
from sferum_portal.lib.errors import DomainError
from tests.factories import days_ago
from tests.pdf_reading import body_text
from tests.regulations.papers_making import composed, make_drafts, make_package, words_of
from tests.regulations.test_package import answers, appointed, contacts

pytestmark = pytest.mark.django_db
GOVERNING = "extract_governing_council"

#: Kind of organization → the extracts of its package, and whose each is, in the genitive.
EXTRACTS = {
    "school": {"protocol_extract": "педагогического совета", GOVERNING: "управляющего совета"},
    "kindergarten": {
        "protocol_extract": "педагогического совета",
        "extract_parents_council": "совета родителей",
    },
    "college": {"protocol_extract": "педагогического совета"},
}


def url(cast, name, *args):
    return reverse(f"regulations:{name}", args=[cast.ours.slug, *args])


@pytest.mark.parametrize("kind", EXTRACTS)
def test_each_body_that_decides_has_an_extract_of_its_own(cast_of, kind):
    cast = cast_of(kind)
    versions = make_package(cast)
    found = {code: version for code, version in versions.items() if "extract" in code}
    assert set(found) == set(EXTRACTS[kind])
    for code, body in EXTRACTS[kind].items():
        text = body_text(stored_pdf(found[code]))
        assert f"ВЫПИСКА ИЗ ПРОТОКОЛА заседания {body}" in text
        deed = "Принять" if code == "protocol_extract" else "Согласовать"
        assert f"1. {deed} Положение об использовании" in text
        assert ("на утверждение приказом" in text) == (code == "protocol_extract")
        assert found[code].order_date == days_ago(5)
        assert found[code].title.replace("\xa0", " ").endswith(f"заседания {body}")


@pytest.mark.parametrize("kind", ["school", "kindergarten", "college"])
def test_every_body_that_an_organization_may_have_has_a_kind(cast_of, kind):
    cast = cast_of(kind)
    cast.ours.bodies = list(cast.ours.profile.bodies)
    extracts = [code for code in kinds_of(cast.ours) if "extract" in code]
    assert len(extracts) == len(cast.ours.profile.bodies)
    assert {extract_of(body) for body in cast.ours.bodies} == set(extracts)
    labels = {all_kinds()[code].label_for(cast.ours) for code in extracts}
    assert len(labels) == len(extracts)


def test_each_extract_bears_the_number_of_its_own_protocol(cast):
    versions = make_drafts(cast)
    services.record_approvals(
        version=versions["regulation"],
        by=cast.head,
        decisions={"governing_council": ("17", days_ago(4))},
    )
    services.approve_package(organization=cast.ours, by=cast.head)
    found = current_versions(cast.ours)
    assert (found[GOVERNING].order_number, found[GOVERNING].order_date) == ("17", days_ago(4))
    assert found["protocol_extract"].order_number == "1"


def test_a_protocol_later_than_the_order_holds_up_the_extract_of_its_body(cast):
    versions = make_drafts(cast)
    services.record_approvals(
        version=versions["regulation"],
        by=cast.head,
        decisions={"governing_council": ("17", days_ago(2))},
    )
    items = {item.kind: item for item in Package(cast.ours).items}
    assert "управляющий совет" in items[GOVERNING].refusal
    # The other is right by itself, but belongs to the same order.
    assert items["protocol_extract"].refusal.startswith("Ждёт документа")
    with pytest.raises(DomainError, match="Даты не сходятся"):
        services.approve_paper(version=versions[GOVERNING], by=cast.head)


def test_without_a_protocol_it_is_asked(cast):
    versions = make_drafts(cast, numbered=False)
    (item,) = [item for item in Package(cast.ours).items if item.kind == GOVERNING]
    assert "протокола" in item.refusal
    assert "____" in words_of(versions[GOVERNING])


def test_the_wizard_asks_for_the_minutes_only_while_they_are_missing(cast, at):
    make_drafts(cast)
    client = at("head")
    page = client.get(url(cast, "package"))
    wizard = page.context["wizard"]
    assert (wizard.asks, wizard.welcomes) == (False, True)
    text = page.content.decode()
    for name in ("attendees", "votes_for", "votes_against", "votes_abstained", "chair"):
        assert f'name="{GOVERNING}-{name}"' in text
        assert f'name="protocol_extract-{name}"' in text
    minutes = {
        "attendees": "12",
        "votes_for": "11",
        "votes_against": "0",
        "votes_abstained": "1",
        "chair": "Жданова Е. М.",
        "secretary": "Рогова Н. И.",
    }
    sent = {f"{GOVERNING}-{name}": value for name, value in minutes.items()}
    known = answers() | contacts() | appointed(cast)
    assert client.post(url(cast, "package"), known | sent).status_code == 302
    said = words_of(current_versions(cast.ours)[GOVERNING])
    for words in (
        "Председатель — Жданова Е. М.",
        "Секретарь — Рогова Н. И.",
        "Присутствовали: 12 человек.",
        "«за» — 11, «против» — 0, «воздержались» — 1",
    ):
        assert words in said
    wizard = client.get(url(cast, "package")).context["wizard"]
    open_forms = {form.kind.code for form in wizard.papers if form.asked()}
    assert open_forms == {"protocol_extract"}
    too_many = sent | {f"{GOVERNING}-votes_for": "40"}
    page = client.post(url(cast, "package"), known | too_many)
    assert page.status_code == 422
    assert "Голосов больше, чем присутствовало." in page.content.decode()


@pytest.mark.parametrize("typed", ["Голубцова И.В.", "Голубцова И. В.", "Голубцова И.В"])
def test_the_dot_of_initials_stays_and_is_not_doubled(cast, typed):
    version = make_drafts(cast)["protocol_extract"]
    facts = {"chair": typed, "secretary": "Н.И.Рогова", "present": f"Рогова Н.И., {typed}"}
    facts["discussion"] = "Иванова А.П. — за."
    version = services.change_paper(version=version, by=cast.head, facts=facts)
    blocks = composed(version).paper["pages"][0]["blocks"]
    said = [block.get("text") for block in blocks]
    assert "Председатель\xa0— Голубцова И.\xa0В." in said
    assert "Секретарь\xa0— Н.\xa0И.\xa0Рогова." in said
    assert said[2].endswith(": Рогова Н.\xa0И., Голубцова И.\xa0В.")
    assert "ВЫСТУПИЛИ: Иванова А.\xa0П.\xa0— за." in said
    (people,) = [block["people"] for block in blocks if block["type"] == "minutes"]
    assert [person["name"] for person in people] == ["Голубцова\xa0И.\xa0В.", "Н.\xa0И.\xa0Рогова"]


def test_who_was_there_may_be_named(cast):
    version = make_drafts(cast)["protocol_extract"]
    facts = {"attendees": 2, "present": "Иванова А. П., Рогова Н. И."}
    version = services.change_paper(version=version, by=cast.head, facts=facts)
    assert "Присутствовали: 2 человека: Иванова А. П., Рогова Н. И." in words_of(version)


def test_a_body_that_is_given_up_has_no_place_in_the_package(cast):
    make_drafts(cast)
    cast.ours.bodies = ["pedagogical_council"]
    cast.ours.save()
    assert GOVERNING not in [item.kind for item in Package(cast.ours).items]
    services.approve_package(organization=cast.ours, by=cast.head)
    assert Document.objects.filter(kind=GOVERNING, versions__status="draft").exists()
