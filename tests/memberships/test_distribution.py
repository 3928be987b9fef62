"""The head approves who leads which unit: what was shown, and what has changed since (STR-3)."""

import pytest
from django.urls import reverse

from memberships import services
from memberships.distribution import approved, drift, fingerprint, lines_of, year_to_distribute
from memberships.models import Distribution
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.facts import approve_distribution, membership_of, today

ADD = reverse("admin:memberships_distribution_add")


def test_the_lines_are_all_units_of_the_year_with_those_who_lead_them(cast):
    year = cast.unit.school_year
    names = sorted([cast.leader.full_name, cast.unverified_leader.full_name])
    assert [[unit, sorted(found)] for unit, found in lines_of(year)] == [["5А", names], ["5Б", []]]
    assert year_to_distribute(cast.ours) == year


def test_it_costs_the_same_for_any_number_of_units(cast, django_assert_num_queries):
    for letter in "ВГД":
        make.make_leader(make.make_unit(cast.ours, f"5{letter}", grade=5))
    year = cast.unit.school_year
    with django_assert_num_queries(2):
        assert len(lines_of(year)) == 5


def test_what_is_approved_stays_and_what_changes_is_told(cast):
    row = approve_distribution(cast, cast.head)
    assert approved(cast.unit.school_year) == row
    assert drift(row) == []
    services.assign_leader(
        membership=membership_of(cast.teacher), unit=cast.other_unit, by=cast.administrator
    )
    assert drift(row) == [("5Б", [], [cast.teacher.full_name])]
    row.refresh_from_db()
    assert dict(row.lines)["5Б"] == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"order_number": " "}, "номер приказа"),
        ({"order_date": today(1)}, "ещё не наступила"),
        ({"shown": "0" * 64}, "изменилось"),
    ],
)
def test_what_cannot_be_approved(cast, fields, sentence):
    with pytest.raises(DomainError, match=sentence):
        approve_distribution(cast, cast.head, **fields)
    assert not Distribution.objects.exists()


def test_another_year_and_an_empty_one(cast):
    theirs = cast.theirs.school_years.get()
    with pytest.raises(DomainError, match="другой организации"):
        approve_distribution(cast, cast.head, school_year=theirs)
    empty = make.make_organization()
    with pytest.raises(DomainError, match="утверждать нечего"):
        services.approve_distribution(
            organization=empty,
            school_year=empty.school_years.get(),
            by=cast.operator,
            order_number="1",
            order_date=today(),
            shown=fingerprint([]),
        )


def test_the_head_approves_in_the_admin(cast, client):
    client.force_login(cast.head)
    page = client.get(ADD).content.decode()
    assert cast.leader.full_name in page
    assert "Пока без руководителя: 5Б." in page
    typed = {"order_number": "31-од", "order_date": today().isoformat()}
    shown = fingerprint(lines_of(cast.unit.school_year))
    assert client.post(ADD, typed).status_code == 422
    assert client.post(ADD, typed | {"shown": "0" * 64}).status_code == 409
    assert client.post(ADD, typed | {"shown": shown}).status_code == 302
    row = Distribution.objects.get()
    assert (row.approved_by, row.order_number) == (cast.head, "31-од")
    make.make_leader(cast.other_unit)
    page = reverse("admin:memberships_distribution_change", args=[row.pk])
    assert "Изменилось после утверждения" in client.get(page).content.decode()
    client.force_login(cast.administrator)
    assert client.get(page).status_code == 200
    assert client.get(ADD).status_code == 403
