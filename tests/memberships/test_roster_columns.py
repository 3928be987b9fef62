"""Whose roster it is, which columns are remembered, and files that are none."""

import pytest
from django.core.exceptions import PermissionDenied

from memberships.models import RosterImport
from memberships.services import roster
from tests.cast import PEOPLE
from tests.memberships.test_roster_imports import YAKOV, upload


@pytest.mark.parametrize("person", sorted({*PEOPLE} - {"administrator"}))
def test_only_the_administrator_touches_the_roster(cast, person):
    by = getattr(cast, person)
    row = upload(cast, YAKOV)
    for press in (
        lambda: roster.receive_roster(organization=cast.ours, file_name="a.csv", data=b"x", by=by),
        lambda: roster.begin_application(roster_import=row, by=by),
        lambda: roster.apply_import(roster_import=row, by=by),
        lambda: roster.discard_import(roster_import=row, by=by),
        lambda: roster.name_columns(roster_import=row, mapping={}, by=by),
        lambda: roster.begin_undo(roster_import=row, by=by),
        lambda: roster.undo_import(roster_import=row, by=by),
        lambda: roster.try_again(roster_import=row, by=by),
    ):
        with pytest.raises(PermissionDenied):
            press()


def test_named_columns_are_remembered(cast, django_capture_on_commit_callbacks):
    text = "Дитя;Где учится\nЛебедев Яков;5А\n"
    with django_capture_on_commit_callbacks(execute=True):
        row = roster.receive_roster(
            organization=cast.ours,
            file_name="a.csv",
            data=text.encode(),
            kind="learners",
            mapping={"Дитя": "full_name", "Где учится": "unit"},
            by=cast.administrator,
        )
    row.refresh_from_db()
    assert row.status == RosterImport.Status.READY, row.refusal
    assert row.comparison["added"][0]["name"] == "Лебедев Яков"
    assert roster.remembered_mapping(cast.ours) == {"Дитя": "full_name", "Где учится": "unit"}
    assert roster.remembered_mapping(cast.theirs) == {}


def test_the_latest_names_of_columns_are_remembered_after_many_files(cast):
    for number in range(101):
        RosterImport.objects.create(
            organization=cast.ours,
            file_name="a.csv",
            created_by=cast.administrator,
            mapping={"Дитя": "full_name" if number else "surname"},
        )
    last = RosterImport.objects.latest("pk")
    last.mapping = {"Дитя": "given_name", "Где учится": "unit"}
    last.save()
    expected = {"Дитя": "given_name", "Где учится": "unit"}
    assert roster.remembered_mapping(cast.ours) == expected


def test_a_file_that_is_none_says_why(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row = roster.receive_roster(
            organization=cast.ours,
            file_name="список.xlsx",
            data=b"%PDF-1.7",
            by=cast.administrator,
        )
    row.refresh_from_db()
    assert row.status == RosterImport.Status.UNREADABLE
    assert "PDF" in row.refusal
