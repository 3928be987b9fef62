"""Next year's roster: groups keep their names, the children move on."""

import pytest

from memberships.models import Membership, RosterEntry
from memberships.services import roster
from organizations.models import SchoolYear
from tests import factories as make
from tests.cast import make_cast
from tests.facts import today

TEXT = "ФИО;Группа\nЛебедев Яков Олегович;Солнышко\nЩукин Глеб Ильич;Солнышко\n"


def end_of(year):
    """The year as if it had ended today, and the one after it."""
    year.starts_on, year.ends_on = today(-365), today()
    year.save()
    return SchoolYear.objects.create(
        organization=year.organization, starts_on=today(), ends_on=today(365)
    )


def upload(cast, text=TEXT):
    return make.make_roster_import(cast.ours, text, by=cast.administrator)


def apply(cast, text=TEXT):
    row = upload(cast, text)
    roster.apply_import(roster_import=row, by=cast.administrator)
    return row


@pytest.fixture
def two_years(db):
    """A kindergarten: «Солнышко» of last year with two children, and this year's without any."""
    cast = make_cast("kindergarten")
    old = make.make_unit(cast.ours, "Солнышко")
    apply(cast)
    # Two days ago they came: a membership has a day to end on.
    for row in Membership.objects.filter(unit=old):
        row.starts_on = today(-2)
        row.save()
    old.school_year.refresh_from_db()
    new = make.make_unit(cast.ours, "Солнышко", school_year=end_of(old.school_year))
    old.refresh_from_db()
    return cast, old, new


def current(unit):
    return Membership.objects.current().filter(unit=unit).count()


def test_children_move_to_the_group_of_the_same_name(two_years):
    cast, old, new = two_years
    row = upload(cast)
    former, now = row.comparison["changed"][0]["fields"]["unit"]
    assert (len(row.comparison["changed"]), row.comparison["unchanged"]) == (2, [])
    assert now == "Солнышко"
    assert former == f"Солнышко ({old.school_year})"
    roster.apply_import(roster_import=row, by=cast.administrator)
    assert set(RosterEntry.objects.filter(role="learner").values_list("unit", flat=True)) == {
        new.pk
    }
    assert (current(old), current(new)) == (0, 2)
    again = upload(cast)
    assert len(again.comparison["unchanged"]) == 2


def test_namesakes_move_each_by_the_patronymic(two_years):
    cast, _, new = two_years
    entry = RosterEntry.objects.get(surname="Щукин")
    entry.surname, entry.given_name = "Лебедев", "Яков"
    entry.save()
    row = upload(cast, TEXT.replace("Щукин Глеб", "Лебедев Яков"))
    assert (len(row.comparison["changed"]), row.comparison["added"]) == (2, [])
    roster.apply_import(roster_import=row, by=cast.administrator)
    assert current(new) == 2


def test_the_move_is_taken_back_whole(two_years):
    cast, old, _ = two_years
    ended = Membership.objects.filter(unit=old).order_by("pk").first()
    ended.ends_on = today(-1)
    ended.save()
    before = set(RosterEntry.objects.values_list("pk", "unit", "membership"))
    terms = set(Membership.objects.values_list("pk", "ends_on"))
    row = apply(cast)
    ended.refresh_from_db()
    assert ended.ends_on == today(-1)
    roster.undo_import(roster_import=row, by=cast.administrator)
    assert set(RosterEntry.objects.values_list("pk", "unit", "membership")) == before
    assert set(Membership.objects.values_list("pk", "ends_on")) == terms


def test_who_was_taken_over_by_hand_is_not_entered_twice(two_years):
    cast, _, new = two_years
    child = RosterEntry.objects.get(surname="Лебедев").user
    by_hand = make.make_learner(new, user=child)
    row = apply(cast)
    assert len(row.comparison["added"]) == 0
    assert RosterEntry.objects.get(surname="Лебедев").membership == by_hand
    assert current(new) == 2
    roster.undo_import(roster_import=row, by=cast.administrator)
    assert Membership.objects.filter(pk=by_hand.pk).exists()


def test_a_file_of_one_group_says_nothing_about_those_of_last_year(two_years):
    cast, _, new = two_years
    make.make_unit(cast.ours, "Звёздочка", school_year=new.school_year)
    row = upload(cast, "\n".join(TEXT.splitlines()[:2]))
    assert row.comparison["gone"] == []
    row = upload(cast, "ФИО;Группа\nЛебедев Яков;Солнышко\nОкунев Лев;Звёздочка\n")
    assert "Щукин Глеб Ильич" in [each["name"] for each in row.comparison["gone"]]
