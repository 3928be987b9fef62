"""What holds for every claim and every roster, whoever wrote them."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from memberships.matching import Claim, Entry, Roster, match, reasons
from memberships.matching.rules import BARS, DOUBTS, SUPPORTS

# Few words, so that people are often alike.
SURNAMES = "Иванова Иванов Петрова Иванова-Петрова Щербакова Щербокова Ivanova Ким".split()
GIVEN_NAMES = "Анна Аня Мария Маша Саша Александр Наталья Наталия Anna Айлана Айляна".split()
PATRONYMICS = ["", "Сергеевна", "Сергеевич", "Петровна", "С."]
UNITS = [None, "5А", "5Б"]
PHONES = ["", "+79131234567", "89131234567", "+79251114567", "+79137654321", "***4567"]
EMAILS = ["", "anna@mail.example", "Anna@mail.example", "ivanova@mail.example"]
BIRTH_DATES = [None, date(2014, 3, 12), date(2014, 5, 1)]

FIELDS = {
    "role": st.sampled_from(["learner", "parent", "parent", "teacher", "staff"]),
    "surname": st.sampled_from(SURNAMES),
    "given_name": st.sampled_from(GIVEN_NAMES),
    "patronymic": st.sampled_from(PATRONYMICS),
    "unit": st.sampled_from(UNITS),
    "phone": st.sampled_from(PHONES),
    "email": st.sampled_from(EMAILS),
    "birth_date": st.sampled_from(BIRTH_DATES),
    "child_surname": st.sampled_from(["", *SURNAMES[:3]]),
    "child_given_name": st.sampled_from(["", *GIVEN_NAMES[:5]]),
    "child_patronymic": st.sampled_from(PATRONYMICS),
}
CLAIMS = st.builds(Claim, **FIELDS)
JOINED = st.integers(0, 2)
ENTRIES = st.lists(st.builds(Entry, pk=st.just(0), joined=JOINED, **FIELDS), max_size=6).map(
    lambda entries: [replace(entry, pk=pk) for pk, entry in enumerate(entries, start=1)]
)
STRANGER = Entry(
    pk=99,
    role="parent",
    surname="Жуйков",
    given_name="Велимир",
    unit="9В",
    phone="+79990000001",
    email="zhuykov@mail.example",
    child_surname="Жуйкова",
    child_given_name="Октябрина",
)

quick = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def copies_of(claim, more):
    """A roster that surely holds the claim's person, besides others."""
    stated = vars(claim).copy()
    return [*more, Entry(pk=50, **stated)]


@quick
@given(claim=CLAIMS, entries=ENTRIES, data=st.data())
def test_the_order_of_the_entries_changes_nothing(claim, entries, data):
    shuffled = data.draw(st.permutations(entries))
    assert Roster(shuffled).match(claim) == Roster(entries).match(claim)


@quick
@given(claim=CLAIMS, entries=ENTRIES)
def test_the_index_leaves_nobody_out(claim, entries):
    assert Roster(entries).match(claim) == match(claim, entries)


@quick
@given(claim=CLAIMS, entries=ENTRIES, role=st.sampled_from(["learner", "parent", "staff"]))
def test_an_unrelated_entry_changes_nothing(claim, entries, role):
    more = [*entries, replace(STRANGER, role=role)]
    assert Roster(more).match(claim) == Roster(entries).match(claim)


@quick
@given(claim=CLAIMS, entries=ENTRIES, patronymic_is_known=st.booleans())
def test_a_twin_leaves_no_match_by_name_alone(claim, entries, patronymic_is_known):
    entries = copies_of(claim, entries)
    found = Roster(entries).match(claim)
    assume(found.verdict == "matched")
    expected = next(entry for entry in entries if entry.pk == found.entry_pk)
    twin = replace(expected, pk=51, phone="", email="", birth_date=None)
    if not patronymic_is_known:
        twin = replace(twin, patronymic="")
    again = Roster([*entries, twin]).match(claim)
    assert again.verdict == "similar"
    assert {again.entry_pk, *again.rivals} >= {found.entry_pk, 51}


@quick
@given(claim=CLAIMS, entries=ENTRIES)
def test_a_match_has_no_bar_and_every_doubt_a_support(claim, entries):
    found = Roster(copies_of(claim, entries)).match(claim)
    rules = set(found.rules)
    if found.verdict == "matched":
        assert not rules & BARS
        assert len(rules & DOUBTS) <= len(rules & SUPPORTS)
        assert not found.rivals
        assert not {"unit", "birth_date", "patronymic"} & {
            field.code for field in found.differ if not field.rule
        }


@quick
@given(claim=CLAIMS, entries=ENTRIES, unit=st.sampled_from([None, "9В"]))
def test_a_name_without_the_right_unit_is_never_matched(claim, entries, unit):
    claim = replace(claim, unit=unit, phone="", email="", birth_date=None)
    assert Roster(copies_of(replace(claim, unit="5А"), entries)).match(claim).verdict != "matched"


@quick
@given(claim=CLAIMS, entries=ENTRIES)
def test_roles_are_never_confused(claim, entries):
    roles = {entry.pk: entry.role for entry in entries}
    found = Roster(entries).match(claim)
    allowed = {
        "learner": {"learner"},
        "parent": {"parent", "learner"} if found.verdict == "similar" else {"parent"},
    }.get(claim.role, {"teacher", "staff"})
    assert {roles[pk] for pk in (found.entry_pk, *found.rivals) if pk} <= allowed


@quick
@given(
    claim=CLAIMS,
    entries=ENTRIES,
    write=st.sampled_from([str.upper, str.lower, "  {} ".format, "«{}»".format]),
)
def test_how_a_name_is_written_down_changes_no_verdict(claim, entries, write):
    written = replace(claim, surname=write(claim.surname), given_name=write(claim.given_name))
    roster = Roster(entries)
    found, again = roster.match(claim), roster.match(written)
    assert (again.verdict, again.entry_pk) == (found.verdict, found.entry_pk)


@quick
@given(claim=CLAIMS, entries=ENTRIES)
def test_swapped_fields_are_still_found(claim, entries):
    swapped = replace(claim, surname=claim.given_name, given_name=claim.surname)
    roster = Roster(copies_of(claim, entries))
    assert (roster.match(claim).verdict == "none") == (roster.match(swapped).verdict == "none")


TEXTS = st.text(max_size=40) | st.text("абвгАБВaboxABO03 -.'()ёЁйьқ\u0306", max_size=12)


@pytest.mark.parametrize("role", ["learner", "parent", "staff"])
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    texts=st.lists(TEXTS, min_size=9, max_size=9), others=st.lists(TEXTS, min_size=9, max_size=9)
)
def test_no_text_breaks_it(role, texts, others):
    codes = (
        *("surname", "given_name", "patronymic", "phone", "email", "post"),
        *("child_surname", "child_given_name", "child_patronymic"),
    )
    claim = Claim(role=role, unit="5А", **dict(zip(codes, texts, strict=True)))
    entries = [
        Entry(pk=1, role=role, unit="5А", **dict(zip(codes, others, strict=True))),
        Entry(pk=2, role=role, unit="5А", **dict(zip(codes, texts, strict=True))),
    ]
    found = Roster(entries).match(claim)
    assert found == match(claim, entries)
    assert all(isinstance(phrase, str) for phrase in reasons(found))


def test_very_long_texts_are_cut_not_suffered():
    claim = Claim(role="learner", surname="Ж" * 100_000, given_name="а " * 50_000)
    assert Roster([Entry(pk=1, **vars(claim))]).match(claim).entry_pk == 1
