"""Papers as verbs make them: drafts that follow the facts, frozen ones that never change."""

import pytest
from django.core.exceptions import PermissionDenied

from memberships.models import Distribution
from organizations.services import change_facts
from regulations import services
from regulations.facts import MissingFactsError
from regulations.files import checksum, stored_pdf
from regulations.models import Document, DocumentVersion, FrozenError
from regulations.papers.current import current_versions
from sferum_portal.lib.errors import DomainError
from tests.factories import days_ago
from tests.regulations.papers_making import (
    PAPERS,
    composed,
    make_complete,
    make_drafts,
    make_package,
    make_paper,
    words_of,
)

pytestmark = pytest.mark.django_db


def change(version, cast, **facts):
    return services.change_paper(version=version, by=cast.head, facts=facts)


# --- Drafts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", PAPERS)
def test_a_draft_is_prepared_once_and_is_thrown_away(cast, kind):
    organization = make_complete(cast)
    version = services.prepare_paper(organization=organization, kind=kind, by=cast.administrator)
    assert version.document.kind == kind
    assert version.document.title
    assert "{" not in version.document.title
    with pytest.raises(DomainError, match="уже подготовлен"):
        services.prepare_paper(organization=organization, kind=kind, by=cast.head)
    services.discard_draft(version=version, by=cast.head)
    again = services.prepare_paper(organization=organization, kind=kind, by=cast.head)
    assert again.document_id == version.document_id


@pytest.mark.parametrize("kind", ["regulation", "amendment", "novel"])
def test_other_kinds_are_prepared_elsewhere(cast, kind):
    with pytest.raises(DomainError, match="не готовит"):
        services.prepare_paper(organization=cast.ours, kind=kind, by=cast.head)


def test_the_administrator_stands_in_the_accusative(cast):
    text = words_of(make_drafts(cast)["administrator_order"])
    assert (
        "Назначить Петрову Анну Сергеевну, специалиста по информационным ресурсам, администратором"
    ) in text
    assert "Петровой А. С.:" in text
    assert "+7 913 123‑45‑67" in text
    assert cast.administrator.email in text


def test_the_substitute_is_named_with_contacts_where_they_are_known(cast):
    version = make_drafts(cast)["administrator_order"]
    cast.deputy.surname, cast.deputy.given_name = "Цой", "Марина"
    cast.deputy.patronymic = "Игоревна"
    cast.deputy.save()
    change(version, cast, substitute=cast.deputy.pk, substitute_post="Старший методист")
    text = words_of(DocumentVersion.objects.get(pk=version.pk))
    assert "На время отсутствия Петровой А. С. возложить обязанности" in text
    assert "на Цой Марину Игоревну, старшего методиста." in text
    change(version, cast, substitute_phone="+79130000001", substitute_email="zoj@school.example")
    assert "zoj@school.example" in words_of(DocumentVersion.objects.get(pk=version.pk))


def test_a_number_changed_in_one_paper_changes_in_all(cast):
    versions = make_drafts(cast)
    for kind in ("administrator_order", "acknowledgement_sheet", "consent_form"):
        assert "№ 101-од" in words_of(versions[kind])
    assert "№ 102-од" in words_of(versions["registration_letter"])
    change(versions["usage_order"], cast, number="№ 7/1")
    change(versions["administrator_order"], cast, number="8")
    now = current_versions(cast.ours)
    for kind in ("administrator_order", "acknowledgement_sheet", "consent_form"):
        text = words_of(now[kind])
        assert "№ 7/1" in text
        assert "101-од" not in text
    assert "№ 8 " in words_of(now["registration_letter"])


def test_the_order_names_the_protocol_and_the_extract_bears_its_number(cast):
    versions = make_drafts(cast)
    day = f"{days_ago(5):%d.%m.%Y}"
    assert f"протокол от {day} № 1" in words_of(versions["usage_order"])
    assert "по согласованию с управляющим советом" in words_of(versions["usage_order"])
    paper = composed(versions["protocol_extract"]).paper
    assert (paper["number"], paper["date"]) == ("1", days_ago(5).isoformat())


def test_votes_and_presence_are_said_as_far_as_they_are_known(cast):
    version = make_drafts(cast)["protocol_extract"]
    text = words_of(version)
    # What nobody has said is a line to be filled in, and holds nothing up.
    assert "Председатель — ____________." in text
    assert "Присутствовали: ____________ человек." in text
    assert "«за» — ______, «против» — ______, «воздержались» — ______" in text
    change(version, cast, attendees=22, votes_for=21, votes_abstained=1, chair="Иванова А. П.")
    text = words_of(DocumentVersion.objects.get(pk=version.pk))
    assert "Присутствовали: 22 человека." in text
    assert "«за» — 21, «против» — 0, «воздержались» — 1" in text
    assert "Председатель — Иванова А. П." in text


def test_what_a_draft_lacks_is_asked(cast):
    organization = make_complete(cast)
    change_facts(organization=organization, by=cast.head, phone="", address="")
    version = make_paper(organization, "registration_letter")
    keys = {question.key for question in composed(version).questions}
    assert {"phone", "postal_address", "administrator_order", "registration_letter"} <= keys
    # Blank lines of numbers do not keep a draft from being printed; facts do.
    gaps = {question.key for question in composed(version).gaps}
    assert gaps == {"phone", "postal_address"}


def test_a_sheet_may_be_for_those_who_have_not_acknowledged(cast):
    version = make_drafts(cast)["acknowledgement_sheet"]
    assert cast.teacher.full_name in words_of(version)
    change(version, cast, people=[cast.staff.pk])
    text = words_of(DocumentVersion.objects.get(pk=version.pk))
    assert cast.staff.full_name in text
    assert cast.teacher.full_name not in text


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"number": "1" * 31}, "длиннее"),
        ({"number": "1", "date": days_ago(-1).isoformat()}, "ещё не наступила"),
        ({"date": "1926-01-01"}, "Проверьте год"),
    ],
)
def test_numbers_and_dates_that_cannot_be_are_refused(cast, facts, sentence):
    with pytest.raises(DomainError, match=sentence):
        change(make_paper(cast.ours), cast, **facts)


# --- Putting into force ---------------------------------------------------------------------------


def test_a_frozen_paper_keeps_its_words_its_file_and_its_sum(cast):
    version = make_package(cast)["administrator_order"]
    assert version.is_in_force
    assert version.title == "Приказ «О назначении администратора платформы „Сферум“»"
    pdf = stored_pdf(version)
    assert checksum(pdf) == version.sha256
    assert len(pdf) == version.size
    change_facts(organization=cast.ours, by=cast.head, short_name="Гимназия № 1")
    version.refresh_from_db()
    assert "Гимназия" not in str(version.data)
    assert stored_pdf(version) == pdf
    with pytest.raises(DomainError, match="уже утверждена"):
        change(version, cast, number="9")
    version.data = {}
    with pytest.raises(FrozenError):
        version.save()


def test_the_order_keeps_who_was_appointed_for_the_letter(cast):
    versions = make_drafts(cast)
    for kind in ("protocol_extract", "usage_order", "administrator_order"):
        services.approve_paper(version=versions[kind], by=cast.head)
    cast.administrator.phone = "+79990000000"
    cast.administrator.save()
    assert "+7 913" in words_of(current_versions(cast.ours)["registration_letter"])


def test_nothing_is_frozen_while_something_is_missing(cast):
    version = make_drafts(cast, numbered=False)["usage_order"]
    with pytest.raises(MissingFactsError) as refusal:
        services.approve_paper(version=version, by=cast.head)
    assert {"usage_order", "adoption"} <= {question.key for question in refusal.value.questions}
    version.refresh_from_db()
    assert version.is_draft


def test_papers_that_name_others_wait_for_them(cast):
    versions = make_drafts(cast)
    with pytest.raises(DomainError, match="Сначала зарегистрируйте: Приказ об использовании"):
        services.approve_paper(version=versions["consent_form"], by=cast.head)


def test_an_order_is_not_older_than_the_protocol(cast):
    versions = make_drafts(cast)
    change(versions["usage_order"], cast, date=days_ago(6).isoformat())
    for kind in ("usage_order", "protocol_extract"):
        with pytest.raises(DomainError, match="ссылается на протокол от") as refusal:
            services.approve_paper(version=current_versions(cast.ours)[kind], by=cast.head)
        # Both dates are named, so that one sees which is wrong.
        assert f"({days_ago(6):%d.%m.%Y})" in str(refusal.value)
        assert f"{days_ago(5):%d.%m.%Y}" in str(refusal.value)


def test_an_order_is_not_older_than_the_order_that_it_carries_out(cast):
    versions = make_drafts(cast)
    change(versions["administrator_order"], cast, date=days_ago(4).isoformat())
    for kind in ("protocol_extract", "distribution_order"):
        services.approve_paper(version=versions[kind], by=cast.head)
    with pytest.raises(DomainError, match="приказ о назначении администратора"):
        services.approve_paper(version=current_versions(cast.ours)["usage_order"], by=cast.head)
    change(versions["administrator_order"], cast, date=days_ago(3).isoformat())
    for kind in ("usage_order", "administrator_order"):
        services.approve_paper(version=current_versions(cast.ours)[kind], by=cast.head)


def test_a_later_order_does_not_disagree_with_papers_of_an_earlier_one(cast):
    make_package(cast)
    later = services.prepare_paper(organization=cast.ours, kind="usage_order", by=cast.head)
    change(later, cast, number="200", date=days_ago(1).isoformat())
    assert composed(DocumentVersion.objects.get(pk=later.pk)).wrong == ()
    services.approve_paper(version=later, by=cast.head)


def test_the_distribution_of_the_order_is_that_of_the_register(cast):
    version = make_package(cast)["distribution_order"]
    row = Distribution.objects.get(organization=cast.ours)
    assert (row.order_number, row.order_date) == (version.order_number, version.order_date)
    table = version.data["paper"]["pages"][1]["blocks"][0]
    assert [line[1] for line in table["rows"]] == [unit for unit, _ in row.lines]


def test_a_new_order_is_a_new_document_and_a_new_form_replaces_the_former(cast):
    make_package(cast)
    for kind, number in (("usage_order", 2), ("consent_form", 1)):
        services.prepare_paper(organization=cast.ours, kind=kind, by=cast.head)
        assert Document.objects.filter(organization=cast.ours, kind=kind).count() == number
    draft = DocumentVersion.objects.drafts().get(document__kind="usage_order")
    change(draft, cast, number="200", date=days_ago(1).isoformat())
    text = words_of(DocumentVersion.objects.get(pk=draft.pk))
    assert "руководствоваться Положением об использовании" in text
    assert "приказ от" in text
    services.approve_paper(version=draft, by=cast.head)
    former, later = DocumentVersion.objects.filter(document__kind="usage_order").order_by("pk")
    assert former.is_in_force
    assert later.is_in_force
    form = DocumentVersion.objects.drafts().get(document__kind="consent_form")
    services.approve_paper(version=form, by=cast.head)
    states = DocumentVersion.objects.filter(document__kind="consent_form").order_by("number")
    assert [version.status for version in states] == ["superseded", "approved"]


# --- Rights ---------------------------------------------------------------------------------------

PEOPLE = "administrator head deputy leader teacher staff learner parent former outsider stranger"


@pytest.mark.parametrize("person", PEOPLE.split())
def test_who_prepares_and_who_approves_papers(cast, person):
    user, versions = getattr(cast, person), make_drafts(cast)
    prepares = [
        lambda: services.prepare_package(organization=cast.ours, by=user),
        lambda: services.answer_package(organization=cast.ours, by=user),
        lambda: services.change_paper(version=versions["usage_order"], by=user, facts={}),
    ]
    approves = [
        lambda: services.approve_paper(version=versions["protocol_extract"], by=user),
        lambda: services.approve_package(organization=cast.ours, by=user),
    ]
    for verbs, allowed in ((prepares, {"administrator", "head"}), (approves, {"head"})):
        for verb in verbs:
            if person in allowed:
                verb()
            else:
                with pytest.raises(PermissionDenied):
                    verb()


def test_a_number_and_date_are_asked_for_once(cast):
    drafts = make_drafts(cast, numbered=False)
    for kind in ("usage_order", "acknowledgement_sheet"):
        keys = {question.key for question in composed(drafts[kind]).questions}
        assert "usage_order" in keys, kind
        assert keys.isdisjoint({"effective_from", "regulation_order"}), kind
