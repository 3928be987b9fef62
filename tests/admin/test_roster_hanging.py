"""No file hangs: work that breaks off ends in a sentence, or may be begun again."""

import datetime as dt

import pytest

from memberships import tasks
from memberships.models import RosterEntry, RosterImport
from memberships.services import roster
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.admin.pages import done, url

Status = RosterImport.Status
TEXT = "ФИО;Класс\nЛебедев Яков;5А\n"


def broken(*args, **kwargs):
    raise RuntimeError("the disk is full")


def upload(cast, text=TEXT):
    return make.make_roster_import(cast.ours, text, by=cast.administrator)


def hang(row, status, minutes):
    """The work has begun so long ago, and nobody does it any more."""
    row.status = status
    row.save()
    begun = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=minutes)
    row.history.update(history_date=begun)
    return row


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_fault_while_applying_leaves_the_file_ready(cast, monkeypatch, commit, caplog):
    row = upload(cast)
    with monkeypatch.context() as broken_portal:
        broken_portal.setattr("memberships.services.roster.match_again", broken)
        with commit():
            roster.begin_application(roster_import=row, by=cast.administrator)
    row.refresh_from_db()
    assert (row.status, RosterEntry.objects.count()) == (Status.READY, 0)
    assert "Ничего не изменилось" in row.refusal
    assert "the disk is full" in caplog.text
    with commit():
        roster.begin_application(roster_import=row, by=cast.administrator)
    row.refresh_from_db()
    assert (row.status, row.refusal) == (Status.APPLIED, "")


def test_a_fault_while_reading_says_so(cast, monkeypatch, commit):
    monkeypatch.setattr("memberships.services.roster.work.read_roster", broken)
    with commit():
        row = roster.receive_roster(
            organization=cast.ours, file_name="a.csv", data=TEXT.encode(), by=cast.administrator
        )
    row.refresh_from_db()
    assert row.status == Status.UNREADABLE
    assert "сломалось" in row.refusal
    monkeypatch.undo()
    with commit():
        roster.try_again(roster_import=row, by=cast.administrator)
    row.refresh_from_db()
    assert row.status == Status.READY


@pytest.mark.parametrize("status", [Status.READING, Status.APPLYING])
def test_a_file_whose_work_was_stopped_is_tried_again_or_dropped(cast, admin, commit, status):
    row, other = (hang(upload(cast), status, minutes=11) for _ in range(2))
    page = admin.get(url("memberships_rosterimport_change", row.pk)).content.decode()
    assert "работа прервалась" in page
    with commit():
        done(admin.post(url("memberships_rosterimport_again", row.pk)))
    row.refresh_from_db()
    assert row.status == Status.READY
    assert len(row.comparison["added"]) == 1
    done(admin.post(url("memberships_rosterimport_discard", other.pk)))
    other.refresh_from_db()
    assert (other.status, other.data) == (Status.DISCARDED, None)


@pytest.mark.parametrize("status", [Status.READING, Status.APPLYING])
@pytest.mark.parametrize("verb", [roster.try_again, roster.discard_import])
def test_work_that_may_go_on_is_left_alone(cast, admin, status, verb):
    row = hang(upload(cast), status, minutes=9)
    page = admin.get(url("memberships_rosterimport_change", row.pk)).content.decode()
    assert "работа прервалась" not in page
    with pytest.raises(DomainError, match="подождите"):
        verb(roster_import=row, by=cast.administrator)


def test_a_late_reader_does_not_bring_a_dropped_file_back(cast, monkeypatch):
    row = hang(upload(cast), Status.READING, minutes=11)
    read = roster.work.read_roster

    def dropped_meanwhile(*args, **kwargs):
        roster.discard_import(roster_import=row, by=cast.administrator)
        return read(*args, **kwargs)

    monkeypatch.setattr("memberships.services.roster.work.read_roster", dropped_meanwhile)
    tasks.read_roster(row.pk)
    row.refresh_from_db()
    assert (row.status, row.data) == (Status.DISCARDED, None)


def test_a_number_of_two_children_is_refused_row_by_row(cast):
    text = "Код;ФИО;Класс\n1;Лебедев Яков;5А\n1;Щукин Глеб;5А\n2;Сомов Пётр;5А\n"
    row = upload(cast, text)
    (rejected,) = row.comparison["rejected"]
    assert (rejected["row"], len(row.comparison["added"])) == (3, 2)
    assert "«1» уже стоит в строке 2" in rejected["reason"]
    roster.apply_import(roster_import=row, by=cast.administrator)
    assert RosterEntry.objects.filter(role="learner").count() == 2


def test_somebody_with_two_posts_is_one_entry(cast):
    text = "Код;ФИО;Должность\n1;Новикова Ольга;учитель\n1;Новикова Ольга;завуч\n"
    row = upload(cast, text)
    roster.apply_import(roster_import=row, by=cast.administrator)
    assert RosterEntry.objects.get(role="staff").post == "учитель, завуч"
    assert len(upload(cast, text).comparison["unchanged"]) == 1
