"""An order that appoints one administrator, two or three, with a substitute for each or for all."""

import pytest
from django.urls import reverse

from memberships.roles import Role
from regulations import services
from regulations.models import DocumentVersion
from regulations.papers.facts import PaperFacts
from regulations.papers.registered import mismatches_of
from tests import factories as make
from tests.regulations.papers_making import ORDER_DAY, composed, make_drafts, words_of

pytestmark = pytest.mark.django_db
FACTS = {"number": "102-од", "date": ORDER_DAY}


def url(cast, name, *args):
    return reverse(f"regulations:{name}", args=[cast.ours.slug, *args])


def person(cast, surname, given_name, patronymic, phone, post="Методист", role=Role.TEACHER):
    row = make.make_member(cast.ours, role)
    row.post = post
    row.save()
    user = row.user
    user.surname, user.given_name, user.patronymic = surname, given_name, patronymic
    user.phone, user.email = phone, f"u{user.pk}@school.example"
    user.save()
    return user


@pytest.fixture
def kim(cast):
    return person(cast, "Ким", "Олег", "Ильич", "+79130000002", post="Инженер")


@pytest.fixture
def ivanova(cast):
    return person(cast, "Иванова", "Мария", "Львовна", "+79130000003", post="Старший методист")


@pytest.fixture
def order(cast):
    return make_drafts(cast)["administrator_order"]


def say(order, cast, **facts):
    services.change_paper(version=order, by=cast.head, facts=facts)
    return DocumentVersion.objects.select_related("document", "organization").get(pk=order.pk)


def words(order):
    return words_of(order).replace("\N{NON-BREAKING HYPHEN}", "-")


def clauses(order):
    blocks = composed(order).paper["pages"][0]["blocks"]
    return next(block["clauses"] for block in blocks if block["type"] == "clauses")


def test_one_stands_in_the_sentence_as_before(order):
    text = words(order)
    assert "1. Назначить Петрову Анну Сергеевну, специалиста по информационным ресурсам" in text
    assert "Петровой А. С.:" in text
    assert "Назначить администраторами" not in text
    assert "О назначении администратора платформы «Сферум»" in text


def test_two_are_named_one_by_one_in_their_cases(order, cast, kim):
    order = say(order, cast, administrator_2=kim.pk)
    first = clauses(order)[0]
    assert first["text"].replace("\xa0", " ").startswith("Назначить администраторами")
    said = [part["text"].replace("\xa0", " ") for part in first["parts"]]
    assert [part["number"] for part in first["parts"]] == ["1.1.", "1.2."]
    assert said[0].startswith(
        "Петрову Анну Сергеевну, специалиста по информационным ресурсам; мобильный телефон: +7 913"
    )
    assert said[1].startswith("Кима Олега Ильича, инженера; мобильный телефон: +7 913")
    assert said[1].endswith(f"адрес электронной почты: {kim.email}.")
    text = words(order)
    assert "О назначении администраторов платформы «Сферум»" in text
    assert "Администраторам платформы:" in text
    assert "по номерам мобильных телефонов, которые указаны в пункте 1" in text
    assert "На время отсутствия" not in text
    # Both are asked to read the order.
    names = composed(order).paper["pages"][0]["blocks"][-1]["names"]
    assert [name.replace("\xa0", " ") for name in names] == ["Петрова А. С.", "Ким О. И."]
    assert composed(order).questions == ()


def test_one_substitute_for_all(order, cast, kim, ivanova):
    order = say(order, cast, administrator_2=kim.pk, substitute=ivanova.pk)
    text = words(order)
    assert (
        "На время отсутствия любого из администраторов возложить его обязанности на "
        "Иванову Марию Львовну, старшего методиста. Мобильный телефон: +7 913"
    ) in text
    assert text.count("На время отсутствия") == 1


def test_three_with_a_substitute_for_each(order, cast, kim, ivanova):
    third = person(cast, "Бойко", "Вера", "Павловна", "+79130000004", post="Психолог")
    order = say(
        order,
        cast,
        administrator_2=kim.pk,
        administrator_3=third.pk,
        substitute=kim.pk,
        substitute_2=ivanova.pk,
        substitute_3=ivanova.pk,
        substitute_2_phone="",
    )
    text = words(order)
    assert "1.3." in [part["number"] for part in clauses(order)[0]["parts"]]
    assert "Бойко Веру Павловну, психолога" in text
    assert (
        "На время отсутствия Петровой А. С. возложить обязанности администратора платформы на "
        "Кима Олега Ильича, инженера."
    ) in text
    assert (
        "На время отсутствия Кима О. И., Бойко В. П. возложить обязанности администраторов "
        "платформы на Иванову Марию Львовну, старшего методиста."
    ) in text
    # Each is named once among those who read it.
    names = composed(order).paper["pages"][0]["blocks"][-1]["names"]
    assert len(names) == 4


def test_all_administrators_of_the_portal_are_proposed_until_somebody_says_whom(order, cast):
    second = person(cast, "Ким", "Олег", "Ильич", "+79130000002", role=Role.ADMINISTRATOR)
    facts = PaperFacts(cast.ours, own=order)
    assert [each[0] for _, each in facts.administrators] == [cast.administrator, second]
    order = say(order, cast, administrator=second.pk)
    facts = PaperFacts(cast.ours, own=order)
    assert [each[0] for _, each in facts.administrators] == [second]


def test_what_lacks_of_the_second_is_asked(order, cast, kim):
    kim.phone = None
    kim.save()
    order = say(order, cast, administrator_2=kim.pk)
    assert [question.key for question in composed(order).questions] == ["administrator_phone"]


def test_the_form_takes_one_more_each_time_without_script(order, cast, at, kim, ivanova):
    client, address = at("head"), url(cast, "paper_facts", order.pk)
    text = client.get(address).text
    assert 'name="administrator_2"' in text
    assert 'name="administrator_2_phone"' not in text
    sent = FACTS | {"administrator": cast.administrator.pk, "phone": "+79131234567"}
    sent |= {"email": "a@school.example"}
    same = client.post(address, sent | {"administrator_2": cast.administrator.pk})
    assert same.status_code == 422
    assert "Этот человек уже назван" in same.text
    assert client.post(address, sent | {"administrator_2": kim.pk}).status_code == 302
    text = client.get(address).text
    for name in ("administrator_2_phone", "substitute_2", "administrator_3"):
        assert f'name="{name}"' in text
    sent |= {"administrator_2": kim.pk, "administrator_2_phone": "+79139999999"}
    wrong = client.post(address, sent | {"substitute_2": kim.pk})
    assert wrong.status_code == 422
    assert "сам себя" in wrong.text
    assert client.post(address, sent | {"substitute_2": ivanova.pk}).status_code == 302
    text = words(DocumentVersion.objects.get(pk=order.pk))
    assert "+7 913 999-99-99" in text
    assert "На время отсутствия Кима О. И. возложить обязанности администратора" in text


def test_the_wizard_asks_only_what_is_missing(order, cast, at, kim):
    kim.phone = None
    kim.save()
    say(order, cast, administrator_2=kim.pk)
    wizard = at("head").get(url(cast, "package")).context["wizard"]
    (form,) = [form for form in wizard.papers if form.kind.code == "administrator_order"]
    assert form.waits
    assert [[field.name for field in group] for group in form.asked()] == [
        ["administrator_2", "administrator_2_phone", "administrator_2_email", "substitute_2"]
    ]


def test_a_frozen_order_keeps_all_and_the_portal_is_compared_with_all(order, cast, kim):
    order = say(order, cast, administrator_2=kim.pk)
    for kind in ("protocol_extract", "usage_order"):
        draft = DocumentVersion.objects.drafts().get(document__kind=kind)
        services.approve_paper(version=draft, by=cast.head)
    frozen = services.approve_paper(version=order, by=cast.head)
    kept = frozen.data["facts"]
    assert (kept["administrator_2"], kept["administrator_2_name"]) == (kim.pk, "Ким Олег Ильич")
    assert kept["administrator_2_phone"] == "+79130000002"
    kim.phone = "+79130000009"
    kim.save()
    (found,) = mismatches_of(cast.ours)
    said = " ".join(found.lines).replace("\xa0", " ").replace("\N{NON-BREAKING HYPHEN}", "-")
    assert "Администратор (Ким О.И.): телефон в документе — +7 913 000-00-02" in said
    assert "Администратор: в документе — Ким О.И." in said
