"""Small things that pages say: titles of groups, names beside marks, nobody's decision."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.forms import RegistrationForm
from invitations.passport import lifted_text, quarantined_text
from memberships import services
from memberships.applicants.forms import RegisterAndJoinForm
from memberships.deciding_forms import ChooseChildForm
from memberships.models import JoinRequest, Teaching
from memberships.roles import Role
from sferum_portal.templatetags.portal import in_groups
from tests import factories as make
from tests.facts import parents_request

NEEDED = "Укажите хотя бы одно: телефон, почту или имя для входа"


def as_(user):
    client = Client()
    client.force_login(user)
    return client


def text_of(answer):
    return " ".join(answer.text.split()).replace("\xa0", " ")


# --- Ways to sign in ------------------------------------------------------------------------------


def test_ways_to_sign_in_stand_together_under_what_is_needed(cast, client):
    address = reverse("memberships:apply_form", args=[cast.ours.slug, "parent", cast.unit.pk])
    page = client.get(address).text
    (group,) = re.findall(r'<fieldset class="field-group">(.*?)</fieldset>', page, re.DOTALL)
    assert f"<legend>{NEEDED}</legend>" in group
    assert re.findall(r'name="(\w+)"', group) == ["email", "phone", "login"]
    assert "необязательно" not in group
    # The patronymic alone may be left out.
    assert page.count("необязательно") == 1


def test_the_group_is_where_one_of_several_is_needed(cast):
    titles = [title for title, _ in in_groups(RegistrationForm())]
    assert titles == ["", NEEDED, ""]
    small = make.make_unit(cast.ours, "2Ю", grade=2)
    form = RegisterAndJoinForm(role=Role.LEARNER, unit=small)
    assert [title for title, _ in in_groups(form)] == [""] * len(in_groups(form))
    assert [f.name for _, group in in_groups(form) for f in group] == list(form.fields)


# --- Units beside their marks ---------------------------------------------------------------------


def test_a_unit_is_not_named_twice_beside_its_mark(cast):
    membership = cast.subject_teacher.memberships.get()
    for name in ("6А", "7А"):
        subject = make.make_unit_subject(make.make_unit(cast.ours, name, grade=7))
        Teaching.objects.create(
            organization=cast.ours,
            membership=membership,
            unit_subject=subject,
            starts_on=make.days_ago(20),
        )
    home = reverse("organization_home", args=[cast.ours.slug])
    for person in (cast.subject_teacher, cast.parent):
        text = text_of(as_(person).get(home))
        rows = re.findall(r'unit-mark-s" aria-hidden="true">(.*?)</span>(.*?)</a>', text)
        assert rows
        for mark, row in rows:
            assert f"Класс {mark}<" in row
            assert f">{mark}<" not in row


# --- A withdrawal is nobody's decision ------------------------------------------------------------


def test_a_withdrawn_request_speaks_of_no_decision(cast):
    request = parents_request(cast)
    services.withdraw_join_request(join_request=request, by=request.applicant)
    request.refresh_from_db()
    own = text_of(as_(request.applicant).get(reverse("own_requests")))
    leader = reverse("memberships:request", args=[cast.ours.slug, request.pk])
    admin = reverse("admin:memberships_joinrequest_change", args=[request.pk])
    queue = reverse("admin:memberships_joinrequest_changelist") + "?status=withdrawn"
    pages = [own, *(text_of(as_(cast.administrator).get(page)) for page in (leader, admin, queue))]
    for page in pages:
        assert not re.search(r"Решение:|<dt>Решение|кто решил|решена", page, re.IGNORECASE)
        assert re.search("отозвана", page, re.IGNORECASE)
    assert f"Отозвана, {request.applicant.short_name}" not in pages[-1]


# --- Neutral words --------------------------------------------------------------------------------


def test_no_page_of_a_request_guesses_who_is_a_man(cast):
    cast.ours.leaders_decide = True
    cast.ours.save()
    invited, alone = (
        parents_request(cast, applicant=make.PersonFactory(), **fields)
        for fields in ({"invited_by": cast.leader}, {})
    )
    listed = text_of(
        as_(cast.leader).get(reverse("memberships:request_list", args=[cast.ours.slug]))
    )
    for request in (invited, alone):
        address = reverse("memberships:request", args=[cast.ours.slug, request.pk])
        listed += text_of(as_(cast.leader).get(address))
    assert "по ссылке: " + cast.leader.short_name in listed
    assert "Без ссылки, по собственной заявке" in listed
    assert not re.search(r"\(а\)|сам подал|Кто просит", listed)


# --- Numbers of nothing ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "number", "expected"),
    [
        (quarantined_text, 0, "Ссылка на карантине. Заявок, которые ждут решения, по ней нет."),
        (quarantined_text, 1, "Ссылка на карантине, удержана 1 заявка."),
        (quarantined_text, 3, "Ссылка на карантине, удержано 3 заявки."),
        (lifted_text, 0, "Карантин снят. Удержанных заявок не было."),
        (lifted_text, 1, "Карантин снят, в очередь вернулась 1 заявка."),
        (lifted_text, 5, "Карантин снят, в очередь вернулось 5 заявок."),
    ],
)
def test_a_quarantine_says_what_it_held(sentence, number, expected):
    assert sentence(number).replace("\xa0", " ") == expected


# --- Who the child is -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "are_similar"), [(("Измойлова", "Яна"), True), (("Чащин", "Глеб"), False)]
)
def test_only_similar_names_are_said_to_come_first(cast, typed, are_similar):
    for surname, given_name in (("Абрамова", "Ольга"), ("Измайлова", "Яна"), ("Юдина", "Зоя")):
        child = make.PersonFactory(surname=surname, given_name=given_name)
        make.make_learner(cast.other_unit, user=child)
    request = services.request_to_join(
        organization=cast.ours,
        applicant=cast.stranger,
        role=Role.PARENT,
        unit=cast.other_unit,
        child_surname=typed[0],
        child_given_name=typed[1],
    )
    field = ChooseChildForm(organization=cast.ours, row=request).fields["child"]
    names = [label.split()[0] for _, label in field.choices]
    assert ("Похожие имена — первыми." in field.help_text) is are_similar
    assert names[0] == ("Измайлова" if are_similar else "Абрамова")
    assert JoinRequest.objects.get().child is None
