"""An order that names other people than the former one: nothing of the former ones stays."""

import pytest
from django.urls import reverse

from memberships.models import Appointment, Membership
from memberships.roles import Role
from regulations import services
from regulations.models import DocumentVersion
from tests import factories as make
from tests.factories import days_ago
from tests.regulations.papers_making import ORDER_DAY, make_drafts, words_of

pytestmark = pytest.mark.django_db
FACTS = {"number": "102-од", "date": ORDER_DAY}


def url(cast, name, *args):
    return reverse(f"regulations:{name}", args=[cast.ours.slug, *args])


def fresh(version):
    return DocumentVersion.objects.select_related("document", "organization").get(pk=version.pk)


def words(version):
    return words_of(fresh(version)).replace("\N{NON-BREAKING HYPHEN}", "-")


def say(order, cast, **facts):
    return services.change_paper(version=order, by=cast.head, facts=facts)


@pytest.fixture
def kim(cast):
    row = make.make_member(cast.ours, Role.TEACHER)
    row.post = "Инженер"
    row.save()
    user = row.user
    user.surname, user.given_name, user.patronymic = "Ким", "Олег", "Ильич"
    user.phone, user.email = "+79130000002", "kim@school.example"
    user.save()
    return user


@pytest.fixture
def order(cast):
    return make_drafts(cast)["administrator_order"]


@pytest.fixture
def replacement(order, cast):
    """The draft of the order that replaces a registered one, with all that this one said."""
    say(order, cast, post="Специалист", phone="+79131112233", email="old@school.example")
    for kind in ("protocol_extract", "usage_order", "administrator_order"):
        draft = DocumentVersion.objects.drafts().get(document__kind=kind)
        order = services.approve_paper(version=draft, by=cast.head)
    draft = services.prepare_replacement(version=order, by=cast.head)
    assert "специалиста" in words(draft)
    return draft


def test_another_administrator_has_neither_post_nor_contacts_of_the_former(replacement, cast, kim):
    say(replacement, cast, administrator=kim.pk)
    text = words(replacement)
    assert "Назначить Кима Олега Ильича, инженера, администратором" in text
    assert "+7 913 000-00-02, адрес электронной почты: kim@school.example" in text
    kept = fresh(replacement).data["facts"]
    assert kept.keys().isdisjoint({"post", "phone", "email", "administrator_name"})


def test_a_form_that_sends_them_along_keeps_only_what_was_typed(replacement, cast, at, kim):
    client, address = at("head"), url(cast, "paper_facts", replacement.pk)
    form = client.get(address).context["form"]
    sent = {name: form.initial.get(name) or "" for name in form.fields}
    assert sent["phone"] == "+79131112233"
    sent |= {"administrator": kim.pk, "number": "120", "date": ORDER_DAY}
    sent |= {"phone": "+79130000009"}
    assert client.post(address, sent).status_code == 302
    text = words(replacement)
    assert "Кима Олега Ильича, инженера" in text
    assert "+7 913 000-00-09, адрес электронной почты: kim@school.example" in text


def test_what_the_portal_proposed_is_not_kept_for_another(order, cast, at, kim):
    """The first draft says nobody yet: its form is filled with the administrator of the portal."""
    client, address = at("head"), url(cast, "paper_facts", order.pk)
    form = client.get(address).context["form"]
    sent = {name: form.initial.get(name) or "" for name in form.fields}
    assert sent["email"] == cast.administrator.email
    assert client.post(address, sent | {"administrator": kim.pk}).status_code == 302
    assert "инженера" in words(order)
    assert cast.administrator.email not in words(order)


def test_the_same_person_keeps_what_was_said(replacement, cast):
    say(replacement, cast, administrator=cast.administrator.pk, number="120")
    assert "специалиста" in words(replacement)
    assert "old@school.example" in words(replacement)


def test_a_substitute_is_taken_out(order, cast, at, kim):
    say(order, cast, administrator=cast.administrator.pk, substitute=kim.pk)
    assert "На время отсутствия" in words(order)
    sent = FACTS | {"administrator": cast.administrator.pk, "substitute": ""}
    assert at("head").post(url(cast, "paper_facts", order.pk), sent).status_code == 302
    assert "На время отсутствия" not in words(order)


@pytest.fixture
def substituted(order, cast, kim):
    """On the portal Kim is the administrator's substitute by a former order."""
    administrator = Membership.objects.get(user=cast.administrator, role=Role.ADMINISTRATOR)
    Appointment.objects.create(
        organization=cast.ours,
        membership=administrator,
        order_number="7",
        order_date=days_ago(30),
        substitute=Membership.objects.get(user=kim),
    )
    return order


def test_the_substitute_of_the_portal_is_proposed_until_somebody_is_said(
    substituted, cast, at, kim
):
    assert "На время отсутствия" in words(substituted)
    sent = FACTS | {"administrator": cast.administrator.pk, "substitute": ""}
    assert at("head").post(url(cast, "paper_facts", substituted.pk), sent).status_code == 302
    assert "На время отсутствия" not in words(substituted)


def test_nobody_comes_to_be_their_own_substitute(order, cast, kim):
    say(order, cast, administrator=cast.administrator.pk, substitute=kim.pk)
    say(order, cast, administrator=kim.pk)
    text = words(order)
    assert "Назначить Кима" in text
    assert "На время отсутствия" not in text


def test_the_repealed_order_is_named_by_its_own_title(replacement, cast, order, kim):
    former = f"приказ от {days_ago(3):%d.%m.%Y} № 102-од"
    title = "«О назначении администратора платформы „Сферум“»"
    assert f"Признать утратившим силу {former} {title}." in words(replacement)


def test_the_repealed_order_may_have_appointed_several(order, cast, kim):
    say(order, cast, administrator_2=kim.pk)
    for kind in ("protocol_extract", "usage_order", "administrator_order"):
        draft = DocumentVersion.objects.drafts().get(document__kind=kind)
        former = services.approve_paper(version=draft, by=cast.head)
    draft = services.prepare_replacement(version=former, by=cast.head)
    say(draft, cast, administrator_2=None)
    text = words(draft)
    assert "О назначении администратора платформы" in text
    assert "№ 102-од «О назначении администраторов платформы „Сферум“»." in text
