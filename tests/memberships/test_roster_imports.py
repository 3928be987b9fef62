"""A file of the roster is compared, applied as a whole, repeated without harm, and taken back."""

import pytest

from accounts.models import User
from memberships.models import FamilyLink, Membership, RosterEntry, RosterImport
from memberships.roles import Role
from memberships.services import roster
from memberships.services.roster import ChangedMeanwhile
from organizations.models import Unit
from sferum_portal.lib.errors import DomainError
from tests import factories as make

HEADER = "Код;Фамилия;Имя;Отчество;Класс;Телефон;Родитель;Телефон родителя"
YAKOV = "17;Лебедев;Яков;Олегович;5А;;Лебедева Анна Петровна;8 (913) 000-11-22"
GLEB = "18;Щукин;Глеб;Ильич;5-б;;;"


def csv(*rows):
    return "\n".join([HEADER, *rows])


def upload(cast, *rows, by=None, **fields):
    return make.make_roster_import(cast.ours, csv(*rows), by=by or cast.administrator, **fields)


def apply(cast, *rows, by=None, **places):
    row = upload(cast, *rows)
    return row, roster.apply_import(roster_import=row, by=by or cast.administrator, **places)


def counts(row):
    parts = ("added", "changed", "unchanged", "gone", "rejected")
    return {part: len(row.comparison[part]) for part in parts if row.comparison[part]}


def test_new_children_enter_their_units_and_parents_are_expected(cast):
    row, _ = apply(cast, YAKOV, GLEB)
    yakov, gleb = RosterEntry.objects.filter(role=Role.LEARNER).order_by("surname")
    assert (yakov.unit, gleb.unit) == (cast.unit, cast.other_unit)
    assert (yakov.external_id, yakov.full_name) == ("17", "Лебедев Яков Олегович")
    assert not yakov.user.has_account
    assert Membership.objects.current().get(user=yakov.user).unit == cast.unit
    anna = RosterEntry.objects.get(role=Role.PARENT)
    assert (anna.child, anna.full_name) == (yakov, "Лебедева Анна Петровна")
    assert (anna.phone, anna.user) == ("+79130001122", None)
    assert row.history.first().history_change_reason == "Список применён"
    assert yakov.history.first().history_user == cast.administrator


def test_the_second_time_nothing_changes(cast):
    apply(cast, YAKOV, GLEB)
    before = User.objects.count(), RosterEntry.objects.count(), Membership.objects.count()
    again = upload(cast, YAKOV, GLEB)
    assert set(counts(again)) <= {"unchanged", "gone"}
    roster.apply_import(roster_import=again, by=cast.administrator)
    assert (
        User.objects.count(),
        RosterEntry.objects.count(),
        Membership.objects.count(),
    ) == before


def test_who_is_on_the_portal_already_is_not_new(cast):
    child = cast.learner
    row = upload(cast, f";{child.surname};{child.given_name};{child.patronymic};5А;;;")
    assert counts(row) == {"unchanged": 1}
    roster.apply_import(roster_import=row, by=cast.administrator)
    assert RosterEntry.objects.get(role=Role.LEARNER).user == child


#: What a second file says instead of YAKOV → what of him changes.
CHANGES = {
    "17;Лебедев;Яков;Олегович;5Б;;;": {"unit": ["5А", "5Б"]},
    "17;Лебедь;Яков;Олегович;5А;;;": {"surname": ["Лебедев", "Лебедь"]},
    "17;Лебедев;Яков;Олегович;5А;8 913 222-33-44;;": {"phone": ["", "+79132223344"]},
    ";Лебедев;Яков;Олегович;5Б;;;": {"unit": ["5А", "5Б"]},
    ';лебедев;ЯКОВ;;5 "А";;;': {},
}


@pytest.mark.parametrize("line", CHANGES)
def test_a_change_is_told_field_by_field(cast, line):
    apply(cast, YAKOV)
    row = upload(cast, line)
    (item,) = row.comparison["changed"] or row.comparison["unchanged"]
    assert item.get("fields", {}) == CHANGES[line]
    assert not row.comparison["added"]


def test_a_child_who_changes_the_class_moves_with_the_family(cast):
    apply(cast, YAKOV)
    child = RosterEntry.objects.get(surname="Лебедев").user
    apply(cast, "17;Лебедев;Яков;Олегович;5Б;;;")
    (now,) = Membership.objects.current().filter(user=child)
    assert now.unit == cast.other_unit
    assert RosterEntry.objects.get(surname="Лебедев").membership == now


def test_a_blank_erases_nothing(cast):
    apply(cast, "17;Лебедев;Яков;Олегович;5А;8 913 222-33-44;;")
    apply(cast, "17;Лебедев;Яков;;5А;;;")
    entry = RosterEntry.objects.get(external_id="17")
    assert (entry.patronymic, entry.phone) == ("Олегович", "+79132223344")


def test_nobody_is_deleted_the_gone_are_named_and_may_come_back(cast):
    apply(cast, YAKOV, "19;Окунев;Лев;;5А;;;")
    row, _ = apply(cast, YAKOV)
    assert "Окунев Лев" in [each["name"] for each in row.comparison["gone"]]
    gone = RosterEntry.objects.get(surname="Окунев")
    assert gone.missing_since is not None
    assert Membership.objects.current().filter(user=gone.user).exists()
    apply(cast, YAKOV, "19;Окунев;Лев;;5А;;;")
    gone.refresh_from_db()
    assert gone.missing_since is None


def test_a_file_of_one_class_says_nothing_about_the_others(cast):
    apply(cast, YAKOV, GLEB)
    row = upload(cast, YAKOV)
    assert "Щукин Глеб Ильич" not in [each["name"] for each in row.comparison["gone"]]


def test_the_gone_are_struck_off_by_hand_and_keep_their_role(cast):
    apply(cast, YAKOV, "19;Окунев;Лев;;5А;;;")
    apply(cast, YAKOV)
    gone = RosterEntry.objects.get(surname="Окунев")
    user = gone.user
    with pytest.raises(DomainError, match="последнем файле"):
        roster.forget_entry(
            entry=RosterEntry.objects.get(external_id="17"), by=cast.administrator, reason="Нет"
        )
    roster.forget_entry(entry=gone, by=cast.administrator, reason="Выбыл")
    assert not RosterEntry.objects.filter(surname="Окунев").exists()
    assert Membership.objects.current().filter(user=user).exists()


def test_a_lacking_unit_is_offered_and_not_silently_made(cast):
    line = "20;Сомов;Пётр;;11В;;;"
    row = upload(cast, line)
    assert row.comparison["missing_units"] == {"11В": 1}
    assert "11В" in row.comparison["rejected"][0]["reason"]
    apply(cast, line)
    assert not Unit.objects.filter(name="11В").exists()
    apply(cast, line, new_units=["11В"])
    unit = Unit.objects.get(organization=cast.ours, name="11В")
    assert unit.grade == 11
    assert RosterEntry.objects.get(surname="Сомов").unit == unit


def test_what_was_looked_at_is_what_is_applied(cast):
    row = upload(cast, YAKOV)
    apply(cast, YAKOV)
    with pytest.raises(ChangedMeanwhile):
        roster.apply_import(roster_import=row, by=cast.administrator)


def test_a_file_is_applied_once(cast):
    row, _ = apply(cast, YAKOV)
    with pytest.raises(DomainError, match="другом состоянии"):
        roster.apply_import(roster_import=row, by=cast.administrator)


def test_an_application_is_taken_back_whole(cast):
    apply(cast, GLEB)
    before = {
        "people": set(User.objects.values_list("pk", flat=True)),
        "entries": set(RosterEntry.objects.values_list("pk", "surname", "unit")),
        "members": set(Membership.objects.current().values_list("user", "unit")),
    }
    row, _ = apply(cast, YAKOV, "18;Щукина;Глеб;Ильич;5А;;;")
    roster.undo_import(roster_import=row, by=cast.administrator)
    assert before == {
        "people": set(User.objects.values_list("pk", flat=True)),
        "entries": set(RosterEntry.objects.values_list("pk", "surname", "unit")),
        "members": set(Membership.objects.current().values_list("user", "unit")),
    }
    row.refresh_from_db()
    assert row.status == RosterImport.Status.UNDONE
    with pytest.raises(DomainError):
        roster.undo_import(roster_import=row, by=cast.administrator)


def test_what_others_rest_on_is_not_taken_back(cast):
    row, _ = apply(cast, YAKOV)
    child = RosterEntry.objects.get(external_id="17").user
    FamilyLink.objects.create(
        organization=cast.ours, parent=cast.parent, child=child, starts_on="2026-09-01"
    )
    with pytest.raises(DomainError, match="Лебедев"):
        roster.undo_import(roster_import=row, by=cast.administrator)
    assert RosterEntry.objects.filter(external_id="17").exists()


def test_a_later_file_keeps_an_earlier_one_from_being_taken_back(cast):
    first, _ = apply(cast, YAKOV)
    apply(cast, "17;Лебедев;Яков;Олегович;5Б;;;")
    with pytest.raises(DomainError, match="поздний файл"):
        roster.undo_import(roster_import=first, by=cast.administrator)


def test_staff_are_expected_not_entered(cast):
    people = User.objects.count()
    text = "ФИО;Должность;Телефон\nНовикова Ольга Юрьевна;учитель химии;89130005566\n"
    row = make.make_roster_import(cast.ours, text, by=cast.administrator)
    assert row.kind == "staff"
    roster.apply_import(roster_import=row, by=cast.administrator)
    entry = RosterEntry.objects.get(role=Role.STAFF)
    assert (entry.post, entry.phone, entry.user) == ("учитель химии", "+79130005566", None)
    assert User.objects.count() == people


def test_duties_of_those_who_have_joined_begin_and_of_others_wait(cast):
    teacher = cast.teacher
    text = (
        "ФИО;Должность\nНовикова Ольга Юрьевна;учитель\n",
        "Учитель;Предмет;Класс\n"
        f"{teacher.full_name};Математика;5Б\nНовикова Ольга Юрьевна;Математика;5А\n",
    )
    for each in text:
        row = make.make_roster_import(cast.ours, each, by=cast.administrator)
        roster.apply_import(roster_import=row, by=cast.administrator)
    taught = Membership.objects.get(user=teacher).teachings.get()
    assert taught.unit_subject.unit == cast.other_unit
    (duty,) = RosterEntry.objects.get(role=Role.STAFF).duties.all()
    assert duty.unit_subject == cast.unit_subject
    again = make.make_roster_import(cast.ours, text[1], by=cast.administrator)
    # Who teaches it by the portal and not by the file is named.
    assert counts(again) == {"unchanged": 2, "gone": 1}
    roster.undo_import(roster_import=row, by=cast.administrator)
    assert not Membership.objects.get(user=teacher).teachings.exists()


def test_who_teaches_or_leads_no_more_is_listed_and_nothing_ends(cast):
    new, former = cast.teacher, cast.subject_teacher
    text = (
        "Учитель;Предмет;Класс;Классный руководитель\n"
        f"{new.full_name};Математика;5А;{cast.leader.full_name}\n"
    )
    row = make.make_roster_import(cast.ours, text, by=cast.administrator)
    told = {(each["name"], each["unit"], each.get("subject")) for each in row.comparison["gone"]}
    assert told == {
        (former.full_name, "5А", "Математика"),
        (cast.unverified_leader.full_name, "5А", None),
    }
    roster.apply_import(roster_import=row, by=cast.administrator)
    assert Membership.objects.get(user=former).teachings.current().exists()
    # Of a class that the file does not name nobody is gone, nor where it is unclear who is meant.
    for line in (f"{new.full_name};Математика;5Б;", "Никто Иван Ильич;Математика;5А;"):
        text = f"Учитель;Предмет;Класс;Классный руководитель\n{line}\n"
        row = make.make_roster_import(cast.ours, text, by=cast.administrator)
        assert row.comparison["gone"] == []
