"""Administrators come by an order; while one is away, somebody else decides the requests."""

import datetime as dt

import pytest
from django.urls import reverse

from memberships import services
from memberships.models import Appointment, Membership, Substitution
from memberships.roles import Role
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.facts import membership_of, name_substitute, today

QUEUE = reverse("admin:memberships_joinrequest_changelist")


def appoint(cast, user, **terms):
    usual = {"order_number": "15-од", "order_date": dt.date(2026, 9, 1)}
    return services.appoint_administrator(
        organization=cast.ours, user=user, by=cast.administrator, **(usual | terms)
    )


def test_an_order_makes_an_administrator_for_its_term(cast):
    membership = appoint(
        cast, cast.staff, ends_on=today(100), substitute=membership_of(cast.deputy)
    )
    assert membership.is_verified
    assert membership.verification_basis == "приказ от 01.09.2026 № 15-од"
    assert membership.ends_on == today(100)
    order = Appointment.objects.get(membership=membership)
    assert (str(order), order.substitute.user) == ("приказ от 01.09.2026 № 15-од", cast.deputy)
    assert cast.staff.has_perm("organizations.manage_members", cast.ours)
    # Being named in an order is not yet standing in.
    assert not cast.deputy.has_perm("organizations.decide_joinrequests", cast.ours)


def test_administrators_come_from_those_who_have_joined(cast):
    """Norm STR-4."""
    for outside in (cast.stranger, cast.parent, cast.former):
        with pytest.raises(DomainError, match="уже вступил как сотрудник"):
            appoint(cast, outside)
    with pytest.raises(DomainError, match="приказом"):
        services.add_member(
            organization=cast.ours,
            user=cast.staff,
            role=Role.ADMINISTRATOR,
            by=cast.administrator,
            basis="Приказ № 9",
        )


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        ({"order_number": "  "}, "номер приказа"),
        ({"order_date": today(1)}, "ещё не наступила"),
        ({"ends_on": today()}, "уже прошёл"),
    ],
)
def test_an_order_says_what_an_order_says(cast, terms, sentence):
    with pytest.raises(DomainError, match=sentence):
        appoint(cast, cast.staff, **terms)
    assert not Appointment.objects.exists()


def test_who_cannot_stand_in(cast):
    theirs = make.make_member(cast.theirs, Role.STAFF)
    unverified = make.make_member(cast.ours, Role.STAFF, verified=False)
    own = make.make_member(cast.ours, Role.TEACHER, user=cast.administrator)
    for substitute, sentence in [
        (theirs, "другой организации"),
        (unverified, "не подтверждена"),
        (own, "сам себя"),
        (membership_of(cast.parent), "как сотрудник"),
        (membership_of(cast.former), "как сотрудник"),
    ]:
        administrator = Membership.objects.get(user=cast.administrator, role=Role.ADMINISTRATOR)
        with pytest.raises(DomainError, match=sentence):
            services.name_substitute(
                administrator=administrator,
                substitute=substitute,
                by=cast.head,
                starts_on=today(),
                ends_on=today(7),
            )


def test_the_days_of_a_substitution(cast):
    name_substitute(cast, cast.administrator, starts_on=today(5), ends_on=today(10))
    for wrong, sentence in [
        ((today(9), today(12)), "уже назначено"),
        ((today(), today(6)), "уже назначено"),
        ((today(20), today(20)), "позже, чем началось"),
        ((today(-9), today(-2)), "в прошлом"),
        ((today(20), today(400)), "полугода"),
    ]:
        with pytest.raises(DomainError, match=sentence):
            name_substitute(cast, cast.administrator, starts_on=wrong[0], ends_on=wrong[1])
    name_substitute(cast, cast.administrator, starts_on=today(10), ends_on=today(12))


def decides(person, cast):
    join_request = make.JoinRequestFactory(organization=cast.ours)
    return person.has_perm("memberships.decide_joinrequest", join_request)


def test_a_substitute_decides_in_those_days_and_does_nothing_else(cast, client):
    coming = name_substitute(cast, cast.administrator, starts_on=today(1), ends_on=today(3))
    assert not decides(cast.deputy, cast)
    services.end_substitution(substitution=coming, by=cast.head, reason="Не нужно")
    substitution = name_substitute(cast, cast.administrator)
    assert decides(cast.deputy, cast)
    join_request = make.JoinRequestFactory(organization=cast.ours)
    client.force_login(cast.deputy)
    page = client.get(QUEUE)
    assert join_request.applicant.full_name in page.content.decode()
    approve = reverse("admin:memberships_joinrequest_approve", args=[join_request.pk])
    assert client.post(approve).status_code == 302
    join_request.refresh_from_db()
    assert (join_request.status, join_request.decided_by) == ("approved", cast.deputy)
    for closed in ("accounts_user", "memberships_membership", "invitations_invitation"):
        assert client.get(reverse(f"admin:{closed}_changelist")).status_code == 403
    for right in ("manage_members", "enter_register", "issue_invitations", "change_strategy"):
        assert not cast.deputy.has_perm(f"organizations.{right}", cast.ours)
    services.end_substitution(substitution=substitution, by=cast.administrator, reason="Вернулась")
    assert not decides(cast.deputy, cast)
    assert client.get(QUEUE).status_code == 403


def test_a_substitute_never_decides_for_another_organization_or_themselves(cast):
    name_substitute(cast, cast.administrator)
    theirs = make.JoinRequestFactory(organization=cast.theirs)
    own = make.JoinRequestFactory(organization=cast.ours, applicant=cast.deputy, role=Role.TEACHER)
    for join_request in (theirs, own):
        assert not cast.deputy.has_perm("memberships.decide_joinrequest", join_request)


def test_a_substitution_ends_with_either_role(cast):
    for role_of in ("administrator", "deputy"):
        substitution = name_substitute(cast, cast.operator)
        row = Membership.objects.get(user=getattr(cast, role_of))
        was, row.ends_on = row.ends_on, today()
        row.save()
        assert not decides(cast.deputy, cast)
        row.ends_on = was
        row.save()
        Substitution.objects.filter(pk=substitution.pk).delete()


def test_orders_and_absences_are_entered_in_the_admin(cast, client):
    client.force_login(cast.administrator)
    order = {
        "person": membership_of(cast.staff).pk,
        "order_number": "15-од",
        "order_date": "2026-09-01",
        "last_day": today(30).isoformat(),
        "substitute": membership_of(cast.deputy).pk,
    }
    add = reverse("admin:memberships_appointment_add")
    assert client.post(add, order | {"order_number": ""}).status_code == 422
    assert client.post(add, order).status_code == 302
    membership = Membership.objects.get(user=cast.staff, role=Role.ADMINISTRATOR)
    assert membership.ends_on == today(31)
    client.force_login(cast.staff)
    add = reverse("admin:memberships_substitution_add")
    # The form knows whom the order names.
    page = client.get(add).content.decode()
    assert f'<option value="{membership.pk}" selected>' in page
    assert f'<option value="{membership_of(cast.deputy).pk}" selected>' in page
    absence = {
        "administrator": membership.pk,
        "substitute": membership_of(cast.deputy).pk,
        "starts_on": today().isoformat(),
        "last_day": today(7).isoformat(),
    }
    assert client.post(add, absence).status_code == 302
    assert decides(cast.deputy, cast)
