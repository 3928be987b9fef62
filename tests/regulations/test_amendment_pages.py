"""The pages of changes, drift and renaming, as people press their buttons."""

import re

import pytest

from organizations.models import Platform
from organizations.services import change_facts, set_ruling
from regulations import contents, services
from regulations.amending.changes import Change
from regulations.amendments import changes_of
from regulations.living.drift import standing_of
from regulations.models import DocumentVersion, LegalBasis
from regulations.services import amending
from regulations.views import amendments
from tests.factories import days_ago
from tests.regulations.making import make_approved, make_draft, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


@pytest.fixture(autouse=True)
def quick_amendment(monkeypatch):
    for module in (amending, amendments):
        monkeypatch.setattr(module, "render_amendment", lambda paper: f"%PDF {paper!r}".encode())
    monkeypatch.setattr(amending, "render_regulation", lambda paper: f"%PDF {paper!r}".encode())


def regulation_in_force():
    return DocumentVersion.objects.in_force().get(document__kind="regulation")


@pytest.fixture
def drifting(approved, cast):
    set_ruling(
        organization=cast.ours,
        by=cast.head,
        chat_kind="unit_subject",
        creator="subject_teacher",
        ruling="denied",
    )
    return {"binding": "chats", "item": "unit_subject:subject_teacher"}


def test_drift_is_told_on_the_pages_of_those_who_prepare(drifting, at, cast):
    home = at("head").get(f"/o/{cast.ours.slug}/").text
    assert "Положение и портал расходятся" in home
    assert "1\N{NO-BREAK SPACE}расхождение" in at("head").get(url("regulation", cast.ours)).text
    page = at("head").get(url("drift", cast.ours)).text
    assert "на портале это запрещено" in page
    assert "Положение и портал расходятся" not in at("teacher").get(f"/o/{cast.ours.slug}/").text


def test_one_press_lets_the_portal_follow(drifting, at, cast):
    answer = at("head").post(url("drift_follow", cast.ours), drifting, follow=True)
    assert "как говорит п. 4.3." in answer.text
    assert "Расхождений нет" in answer.text
    assert standing_of(regulation_in_force()).drifts == ()
    answer = at("head").post(url("drift_follow", cast.ours), drifting)
    assert answer.status_code == 409


def test_one_press_drafts_the_amendment_and_the_head_puts_it_into_force(drifting, at, cast):
    client = at("head")
    answer = client.post(url("drift_amend", cast.ours), drifting)
    page = client.get(answer["Location"])
    assert "изложить в следующей редакции" in page.text or "заменить" in page.text
    version = DocumentVersion.objects.get(document__kind="amendment")
    assert client.get(url("amendment_pdf", cast.ours, version.pk)).content.startswith(b"%PDF")
    decisions = {}
    for body in cast.ours.bodies:
        decisions |= {f"{body}-number": "3", f"{body}-date": days_ago(2).isoformat()}
    client.post(url("amendment_approvals", cast.ours, version.pk), decisions)
    order = {"order_number": "9", "order_date": days_ago(1).isoformat()}
    answer = client.post(url("amendment_approve", cast.ours, version.pk), order, follow=True)
    assert "Изменения утверждены и действуют." in answer.text
    assert "редакция 2" in answer.text
    assert standing_of(regulation_in_force()).drifts == ()
    assert at("parent").get(url("amendment", cast.ours, version.pk)).status_code == 200
    assert at("parent").get(url("amendment_pdf", cast.ours, version.pk)).status_code == 200
    assert at("head").get(url("change_add", cast.ours, version.pk)).status_code == 409


def test_changes_are_composed_by_hand(approved, at, cast):
    client = at("administrator")
    answer = client.post(url("amendment_create", cast.ours), {"which": "own"})
    version = DocumentVersion.objects.get(document__kind="amendment")
    assert answer["Location"] == url("amendment", cast.ours, version.pk)
    typed = {"action": "reword", "number": "п. 4.6", "new": "4.6. Опросы проводятся раз в год."}
    client.post(url("change_add", cast.ours, version.pk), typed)
    version.refresh_from_db()
    (change,) = changes_of(version)
    assert change.new == ("Опросы проводятся раз в год.",)
    assert change.old[0].startswith("Мнение участников")
    page = client.get(url("amendment", cast.ours, version.pk)).text
    assert "пункт 4.6 изложить в следующей редакции" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert client.get(url("change_edit", cast.ours, version.pk, 1)).status_code == 200
    client.post(url("change_remove", cast.ours, version.pk, 1))
    version.refresh_from_db()
    assert changes_of(version) == []
    client.post(url("amendment_discard", cast.ours, version.pk))
    assert not DocumentVersion.objects.filter(document__kind="amendment").exists()


def test_a_change_is_chosen_from_the_acts_own_clauses_and_shows_the_present_text(
    approved, at, cast
):
    version = services.create_amendment(organization=cast.ours, by=cast.head)
    client, address = at("head"), url("change_add", cast.ours, version.pk)
    page = client.get(address).text
    assert '<optgroup label="4. ' in page
    assert re.search(r'<option value="4\.6">4\.6\. Мнение участников', page)
    assert "необязательно" not in page
    page = client.get(address, {"action": "reword", "number": "4.6"}).text
    assert "Пункт 4.6" in page
    assert "Как сейчас" in page
    assert page.count("Мнение участников") == 2  # to read, and to go on from
    assert "необязательно" not in page
    assert 'name="was"' not in page
    unchanged = client.post(
        address, {"action": "reword", "number": "4.6", "new": clause_text(approved, "4.6")}
    )
    assert (unchanged.status_code, "остался прежним" in unchanged.text) == (422, True)
    page = client.get(address, {"action": "add", "number": "4.6"}).text
    assert re.search(r'name="number" value="4\.7"[^>]* required', page)
    page = client.get(address, {"action": "add", "number": "title"}).text
    last = len(contents.sections(approved)) + 1
    assert f'name="number" value="{last}"' in page
    page = client.get(address, {"action": "repeal", "number": "4.6"}).text
    assert "Мнение участников" in page
    assert "<textarea" not in page
    answer = client.get(address, {"action": "repeal", "number": "99.1"})
    assert (answer.status_code, "Выберите" in answer.text) == (422, True)


def test_a_change_is_corrected_and_may_choose_another_clause(approved, at, cast):
    version = services.create_amendment(
        organization=cast.ours, by=cast.head, changes=[Change("repeal", "7.4")]
    )
    client, address = at("head"), url("change_edit", cast.ours, version.pk, 1)
    assert "Пункт 7.4" in client.get(address).text
    page = client.get(address, {"choose": ""}).text
    assert '<option value="7.4" selected>' in page
    client.post(address, {"action": "words", "number": "4.6", "was": "Мнение", "becomes": "Слово"})
    version.refresh_from_db()
    (change,) = changes_of(version)
    assert (change.action, change.number) == ("words", "4.6")


def clause_text(version, number):
    return next(c.text for c, _ in contents.frozen_clauses(version) if c.number == number)


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"action": "reword", "number": "два"}, 422, "Укажите один номер"),
        ({"action": "reword", "number": "4.6"}, 422, "Напишите новый текст"),
        ({"action": "repeal", "number": ""}, 422, "Укажите номер"),
        ({"action": "words", "number": "4.6"}, 422, "Укажите слова"),
        ({"action": "words", "number": "4.6", "was": "зебра"}, 409, "нет слов «зебра»"),
        ({"action": "add", "number": "4.99", "new": "Текст."}, 409, "оставил бы пропуск"),
        ({"action": "wild"}, 422, "Выберите"),
        ({"action": "repeal", "number": "\0"}, 422, ""),
    ],
)
def test_a_wrong_change_is_explained_and_nothing_typed_is_lost(
    approved, at, cast, typed, status, sentence
):
    version = services.create_amendment(organization=cast.ours, by=cast.head)
    answer = at("head").post(url("change_add", cast.ours, version.pk), typed)
    assert answer.status_code == status
    assert sentence in answer.text
    if typed.get("new"):
        assert typed["new"] in answer.text
    version.refresh_from_db()
    assert changes_of(version) == []


def test_a_draft_is_written_as_changes_by_one_press(approved, at, cast):
    change_facts(organization=cast.ours, by=cast.head, email="new@school.example")
    cast.ours.refresh_from_db()
    make_draft(cast.ours)
    answer = at("head").post(url("amendment_from_draft", cast.ours), follow=True)
    assert "new@school.example" in answer.text


def test_a_repealed_basis_is_warned_of_with_its_cure(approved, ready, at, cast):
    make_draft(ready)
    act = LegalBasis.objects.get(key="letter_643")
    act.status, act.replaced_by = "replaced", LegalBasis.objects.get(key="letter_423")
    act.save()
    client = at("head")
    page = client.get(url("regulation", cast.ours)).text
    assert "Основание больше не действует" in page
    assert url("bases_amend", cast.ours) in page
    answer = client.post(url("bases_amend", cast.ours), follow=True)
    assert "04-423" in answer.text
    assert url("basis_replace", cast.ours, act.pk) in client.get(url("regulation", cast.ours)).text
    answer = client.post(url("basis_replace", cast.ours, act.pk), follow=True)
    assert "Теперь в проекте письмо" in answer.text


def test_a_new_name_of_the_platform_is_found_and_drafted(approved, at, cast):
    client = at("head")
    page = client.get(url("rename", cast.ours), {"former": "MAX"}).text
    assert "название, п. 1.1" in page
    answer = client.post(
        url("rename", cast.ours),
        {"name": "Сферум+", "starts_on": days_ago(0).isoformat()},
        follow=True,
    )
    assert Platform.objects.on(days_ago(0)).get(organization=cast.ours).name == "Сферум+"
    assert "«MAX» → «Сферум+»" in answer.text
    answer = client.post(
        url("rename_amend", cast.ours), {"former": "MAX", "name": "Сферум+"}, follow=True
    )
    text = answer.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "в наименовании слово «MAX» заменить словами «Сферум+»" in text
    assert client.post(url("rename", cast.ours), {"name": ""}).status_code == 422
    assert (
        client.post(
            url("rename_amend", cast.ours), {"former": "Нет такого", "name": "Б"}
        ).status_code
        == 409
    )


def test_a_draft_in_the_way_is_told_from_the_first_with_what_helps(approved, at, cast):
    client = at("head")
    create = url("amendment_create", cast.ours)
    assert "Утвердить изменения пока нельзя" not in client.get(create).text
    change_facts(organization=cast.ours, by=cast.head, email="new@school.example")
    cast.ours.refresh_from_db()
    make_draft(cast.ours)
    version = services.create_amendment(organization=cast.ours, by=cast.head)
    for address in (create, url("amendment", cast.ours, version.pk)):
        page = client.get(address).text
        assert "Готовится проект редакции 2" in page
        assert url("draft_discard", cast.ours) in page
        assert url("amendment_from_draft", cast.ours) in page
    # Nor does the page offer a press that would be refused: it says why, and leads to the draft.
    assert f'href="{url("amendment_approve", cast.ours, version.pk)}"' not in page
    assert "Пока нельзя. Готовится проект редакции 2" in page
    assert f'href="{url("regulation", cast.ours)}#draft"' in page
    assert 'id="draft"' in client.get(url("regulation", cast.ours)).text
    approve = client.get(url("amendment_approve", cast.ours, version.pk))
    assert url("draft_discard", cast.ours) in approve.text
    answer = client.post(url("amendment_from_draft", cast.ours), follow=True)
    assert "new@school.example" in answer.text
    assert "Утвердить изменения пока нельзя" not in answer.text


def test_changes_to_a_replaced_edition_are_told_to_be_begun_anew(approved, at, cast):
    version = services.create_amendment(organization=cast.ours, by=cast.head)
    make_approved(cast.ours)
    page = at("head").get(url("amendment", cast.ours, version.pk)).text
    assert "другая редакция" in page
    assert url("amendment_discard", cast.ours, version.pk) in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_acts_costs_the_same_for_any_number(
    approved, at, cast, count, django_assert_max_num_queries
):
    for _ in range(count):
        services.create_amendment(
            organization=cast.ours, by=cast.head, changes=[Change("repeal", "7.4")]
        )
    client = at("head")
    with django_assert_max_num_queries(13):
        assert client.get(url("amendment_list", cast.ours)).text.count("проект") >= count


def test_pages_of_the_regulation_stand_under_its_tab(approved, at, cast):
    for name in ("amendment_list", "rename", "export_list", "acknowledgement", "drift"):
        links = at("head").get(url(name, cast.ours)).context["navigation"]
        assert [link["label"] for link in links if link["current"]] == ["Положение"], name
