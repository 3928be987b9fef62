"""The registers of people, their roles, duties and families."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from accounts.models import User
from memberships.models import FamilyLink, Membership, Teaching, UnitLeadership
from memberships.roles import Role
from organizations.models import Unit
from tests import factories as make
from tests.admin.pages import done, url

TOMORROW = timezone.localdate() + dt.timedelta(days=1)


def test_a_role_is_given_to_somebody_found_by_the_whole_address(cast, admin):
    person = make.PersonFactory(email="new@people.example", surname="Новикова")
    make.JoinRequestFactory(organization=cast.ours, applicant=person)
    add = url("memberships_membership_add")
    for unknown in ("new@people", "Новикова", "nobody@people.example", "\x00"):
        answer = admin.post(add, {"user": unknown, "role": "teacher"})
        assert answer.status_code == 422
        assert "Новикова" not in answer.content.decode().replace('value="Новикова"', "")
    typed = {"user": " NEW@people.example ", "role": "teacher", "post": "учитель", "basis": ""}
    done(admin.post(add, typed))
    row = Membership.objects.get(user=person)
    assert (row.organization, row.role, row.is_verified) == (cast.ours, "teacher", False)
    assert row.unit.kind == Unit.STAFF
    again = admin.post(add, typed)
    assert again.status_code == 409
    assert "Эта роль у человека уже есть." in again.content.decode()
    assert 'value="учитель"' in again.content.decode()


def test_nobody_is_drawn_in_who_never_asked(cast, admin):
    """Whether somebody has an account elsewhere is told by no answer: it is that of nobody."""
    forms = {
        "memberships_membership_add": ("user", {"role": "teacher"}),
        "memberships_familylink_add": ("parent", {"child": cast.learner.pk}),
    }
    for page, (field, rest) in forms.items():
        answers = [
            refused(admin.post(url(page), rest | {field: email}), email)
            for email in ("nobody@people.example", cast.outsider.email, cast.stranger.email)
        ]
        assert "такого человека нет" in answers[0]
        assert answers[1:] == answers[:1] * 2, page
    drawn_in = Membership.objects.filter(user__in=[cast.outsider, cast.stranger])
    assert not drawn_in.filter(organization=cast.ours).exists()


def refused(answer, typed):
    """The page of a refusal without what differs anyway: the form's token, what was typed."""
    assert answer.status_code == 422
    page, tokens = re.subn(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", answer.text)
    assert tokens
    assert f'value="{typed}"' in page
    return page.replace(typed, "")


def test_heads_need_a_basis_and_administrators_an_order(cast, admin):
    person = make.make_member(cast.ours, Role.STAFF).user
    add = url("memberships_membership_add")
    assert admin.post(add, {"user": person.email, "role": "administrator"}).status_code == 422
    Membership.objects.get(user=cast.head).delete()
    typed = {"user": person.email, "role": "head"}
    assert admin.post(add, typed).status_code == 409
    done(admin.post(add, typed | {"basis": "Приказ № 5"}))
    assert Membership.objects.get(user=person, role="head").is_verified


def test_a_role_is_confirmed_and_ended_with_a_reason(cast, admin):
    row = make.make_member(cast.ours, Role.TEACHER, verified=False)
    verify, end = (url(f"memberships_membership_{verb}", row.pk) for verb in ("verify", "end"))
    order = {"kind": "order", "date": "2026-09-01", "number": "15-к"}
    assert admin.post(verify, {}).status_code == 422
    done(admin.post(verify, order))
    row.refresh_from_db()
    basis = "приказ о приёме на работу от 01.09.2026 № 15-к"
    assert (row.verified_by, row.verification_basis) == (cast.administrator, basis)
    assert admin.post(verify, order).status_code == 409
    assert admin.post(end, {"ends_on": "2026-99-99", "reason": "Уволен"}).status_code == 422
    done(admin.post(end, {"ends_on": timezone.localdate().isoformat(), "reason": "Уволен"}))
    row.refresh_from_db()
    assert row.ends_on == timezone.localdate()
    assert row.history.first().history_change_reason == "Уволен"


def test_the_last_administrator_stays(cast, admin):
    row = Membership.objects.get(user=cast.administrator, role=Role.ADMINISTRATOR)
    answer = admin.post(
        url("memberships_membership_end", row.pk), {"ends_on": TOMORROW, "reason": "Ухожу"}
    )
    assert answer.status_code == 409
    assert "последний администратор" in answer.content.decode()
    assert "Ухожу" in answer.content.decode()


def test_activists_are_marked_by_a_press(cast, admin):
    row = Membership.objects.get(user=cast.parent, role=Role.PARENT)
    done(admin.post(url("memberships_membership_activist", row.pk)))
    row.refresh_from_db()
    assert row.is_activist
    done(admin.post(url("memberships_membership_not_activist", row.pk)))
    row.refresh_from_db()
    assert not row.is_activist


def test_a_child_without_an_account_enters_the_list(cast, admin):
    add = url("memberships_membership_add_learner")
    names = {"surname": "Тихонов", "given_name": "Илья"}
    foreign = make.make_unit(cast.theirs, "3Ю")
    assert admin.post(add, names | {"unit": foreign.pk}).status_code == 422
    assert admin.post(add, names | {"unit": cast.unit.pk, "surname": "Т1"}).status_code == 422
    done(admin.post(add, names | {"unit": cast.unit.pk}))
    child = User.objects.get(surname="Тихонов")
    assert not child.has_account
    assert child.memberships.get().unit == cast.unit


def test_duties_are_given_and_ended(cast, admin):
    row = Membership.objects.get(user=cast.teacher, role=Role.TEACHER)
    day = timezone.localdate().isoformat()
    lead = {"membership": row.pk, "unit": cast.other_unit.pk, "starts_on": day}
    teach = {"membership": row.pk, "unit_subject": cast.unit_subject.pk, "starts_on": day}
    done(admin.post(url("memberships_unitleadership_add"), lead))
    done(admin.post(url("memberships_teaching_add"), teach))
    leadership = UnitLeadership.objects.get(membership=row)
    teaching = Teaching.objects.get(membership=row)
    done(admin.post(url("memberships_unitleadership_end", leadership.pk), {"reason": "Приказ"}))
    done(admin.post(url("memberships_teaching_end", teaching.pk), {"reason": "Приказ"}))
    assert not UnitLeadership.objects.current().filter(membership=row).exists()
    assert not Teaching.objects.current().filter(membership=row).exists()


def test_families_are_linked_and_parted(cast, admin):
    parent = make.make_member(cast.ours, Role.PARENT).user
    child = make.make_learner(cast.unit).user
    add = url("memberships_familylink_add")
    stranger = make.PersonFactory()
    named = {"child_name": child.full_name}
    assert admin.post(add, named | {"parent": stranger.email}).status_code == 422
    done(admin.post(add, named | {"parent": parent.email}))
    link = FamilyLink.objects.get(parent=parent, child=child)
    assert admin.post(url("memberships_familylink_end", link.pk), {"reason": ""}).status_code == 422
    done(admin.post(url("memberships_familylink_end", link.pk), {"reason": "Ошибка"}))
    assert not FamilyLink.objects.current().filter(pk=link.pk).exists()


def test_namesakes_are_told_apart_by_their_class(cast, admin):
    parent = make.make_member(cast.ours, Role.PARENT).user
    names = {"surname": "Ёлкин", "given_name": "Пётр", "patronymic": "Олегович"}
    children = [
        make.make_learner(unit, user=make.PersonFactory(**names)).user
        for unit in (cast.unit, cast.other_unit)
    ]
    typed = {"child_name": "елкин петр", "parent": parent.email}
    answer = admin.post(url("memberships_familylink_add"), typed)
    assert answer.status_code == 422
    assert f"Ёлкин Пётр Олегович, {cast.other_unit}" in answer.content.decode()
    done(admin.post(url("memberships_familylink_add"), typed | {"unit": cast.other_unit.pk}))
    assert FamilyLink.objects.get(parent=parent).child == children[1]


def profile(user):
    names = "surname given_name patronymic email phone login".split()
    return {name: getattr(user, name) or "" for name in names}


def test_names_and_contacts_are_corrected(cast, admin, as_):
    address = url("accounts_user_profile", cast.teacher.pk)
    assert admin.post(address, profile(cast.teacher) | {"surname": "123"}).status_code == 422
    typed = profile(cast.teacher) | {"surname": "Семёнова", "phone": "8 913 000 00 09"}
    done(admin.post(address, typed))
    cast.teacher.refresh_from_db()
    # The ways to sign in are the person's own: who could change them could sign in instead.
    assert (cast.teacher.surname, cast.teacher.phone) == ("Семёнова", None)
    operator = as_(cast.operator)
    done(operator.post(address, typed))
    cast.teacher.refresh_from_db()
    assert cast.teacher.phone == "+79130000009"
    taken = operator.post(address, typed | {"email": cast.head.email})
    assert taken.status_code == 409
    assert "уже заняты" in taken.content.decode()
    nothing = {"email": "", "phone": "", "login": ""}
    assert operator.post(address, typed | nothing).status_code == 422


def test_a_child_without_an_account_gets_a_right_name(cast, admin):
    child = make.make_learner(cast.unit, user=make.PersonFactory(account=False)).user
    done(admin.post(url("accounts_user_profile", child.pk), profile(child) | {"surname": "Лукин"}))
    child.refresh_from_db()
    assert child.surname == "Лукин"


@pytest.mark.parametrize("tie", ["member", "applicant", "operator"])
def test_nobody_takes_over_a_person_of_another_organization(cast, admin, tie):
    """Whoever could change the e-mail could have the password sent to themselves."""
    if tie == "member":
        make.make_member(cast.theirs, Role.HEAD, user=cast.teacher)
    elif tie == "applicant":
        make.JoinRequestFactory(organization=cast.theirs, applicant=cast.teacher)
    else:
        cast.teacher.is_superuser = True
        cast.teacher.save()
    before = (cast.teacher.email, cast.teacher.surname)
    address = url("accounts_user_profile", cast.teacher.pk)
    admin.post(address, profile(cast.teacher) | {"surname": "Иная", "email": "evil@x.example"})
    cast.teacher.refresh_from_db()
    assert (cast.teacher.email, cast.teacher.surname) == before
    assert 'name="email"' not in admin.get(address).content.decode()


def test_the_operator_corrects_people_of_several_organizations(cast, as_):
    make.make_member(cast.theirs, Role.HEAD, user=cast.teacher)
    address = url("accounts_user_profile", cast.teacher.pk)
    done(as_(cast.operator).post(address, profile(cast.teacher) | {"email": "new@x.example"}))
    cast.teacher.refresh_from_db()
    assert cast.teacher.email == "new@x.example"


def test_the_history_of_a_person_does_not_name_others_people(cast, admin, as_):
    address = url("accounts_user_profile", cast.teacher.pk)
    teaches = make.make_member(cast.theirs, Role.TEACHER, user=cast.teacher)
    Membership.objects.filter(user=cast.teacher).exclude(pk=teaches.pk).delete()
    done(as_(cast.outsider).post(address, {"surname": "Иная", "given_name": "Анна"}))
    make.make_member(cast.ours, Role.TEACHER, user=cast.teacher)
    page = admin.get(url("accounts_user_history", cast.teacher.pk)).content.decode()
    assert "Фамилия" in page
    assert "сотрудник другой организации" in page
    assert cast.outsider.full_name not in page


def test_people_are_those_of_today(cast, admin):
    page = admin.get(url("accounts_user_changelist")).content.decode()
    assert cast.teacher.email in page
    assert cast.former.email not in page
    assert cast.outsider.email not in page


@pytest.mark.parametrize("typed", ["семенов", "СЕМЁНОВ петр", "Пётр"])
def test_people_are_found_whatever_the_spelling(cast, admin, typed):
    person = make.PersonFactory(surname="Семёнов", given_name="Пётр")
    make.make_member(cast.ours, Role.STAFF, user=person)
    assert person.email in admin.get(url("accounts_user_changelist"), {"q": typed}).content.decode()


@pytest.mark.parametrize("name", ["head", "administrator", "fellow"])
def test_nobody_takes_over_the_head_or_an_administrator_by_their_e_mail(cast, admin, name):
    """Not even within the organization: who changes the e-mail can ask for a new password."""
    fellow = make.make_member(cast.ours, Role.ADMINISTRATOR, starts_on=TOMORROW).user
    user = fellow if name == "fellow" else getattr(cast, name)
    before, address = (user.surname, user.email), url("accounts_user_profile", user.pk)
    page = admin.get(address).content.decode()
    assert 'name="email"' not in page
    assert "меняет сам, в своём профиле" in page
    admin.post(address, profile(user) | {"surname": "Иная", "email": "evil@x.example"})
    user.refresh_from_db()
    assert (user.surname, user.email) == before


@pytest.mark.parametrize(
    "typed", ["8 (913) 000-00-09", "+7 913 000 00 09", "000-00-09", "9130000009", "anna.s@", "anna"]
)
def test_people_are_found_by_contacts_too(cast, admin, typed):
    person = make.PersonFactory(
        surname="Нечаева", phone="+79130000009", email="anna.s@x.example", login="anna-s"
    )
    make.make_member(cast.ours, Role.STAFF, user=person)
    page = admin.get(url("accounts_user_changelist"), {"q": typed}).content.decode()
    assert "Нечаева" in page
    assert cast.teacher.full_name not in page
