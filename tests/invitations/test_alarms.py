"""The rules of alarms as a literal table: what is odd about a link, and what only looks so."""

import datetime as dt

import pytest

from invitations.alarms import Kind, Link, Use, most_people, raised

DAY = dt.datetime(2026, 9, 1, 18, tzinfo=dt.UTC)
NIGHT = dt.datetime(2026, 9, 2, 2, tzinfo=dt.UTC)
PARENTS, LEARNERS, STAFF = "parent", "learner", "teacher"


def rush(number, start=DAY, seconds=5, **fields):
    """So many people, one after the other."""
    return [
        Use(n, f"Человек {n}", start + dt.timedelta(seconds=seconds * n), **fields)
        for n in range(number)
    ]


def one(**fields):
    return rush(1, **fields)


#: What happens → (the link, who came, the kinds of alarm).
TABLE = {
    "nobody came": (Link(PARENTS), [], []),
    "a meeting: 30 parents at once, 25 learners": (Link(PARENTS, 25), rush(30), []),
    "both parents of everybody": (Link(PARENTS, 25), rush(50), []),
    "one more than there are parents": (Link(PARENTS, 25), rush(51), [Kind.BURST]),
    "as many in two hours": (Link(PARENTS, 25), rush(51, seconds=140), []),
    "a small group and its 15": (Link(PARENTS, 5), rush(15), []),
    "a small group and 16": (Link(PARENTS, 5), rush(16), [Kind.BURST]),
    "without a list a full meeting": (Link(PARENTS), rush(40), []),
    "without a list more than a meeting": (Link(PARENTS), rush(41), [Kind.BURST]),
    "a lesson: every learner": (Link(LEARNERS, 28), rush(28), []),
    "more than there are learners": (Link(LEARNERS, 28), rush(29), [Kind.BURST]),
    "the teachers' council": (Link(STAFF, 80), rush(80), []),
    "more staff than there are": (Link(STAFF, 80), rush(81), [Kind.BURST]),
    "ten minutes and a second apart": (
        *(Link(PARENTS, 1), rush(15) + rush(15, DAY + dt.timedelta(seconds=671)), []),
    ),
    "ten minutes apart": (
        *(Link(PARENTS, 1), [*rush(15), *one(start=DAY + dt.timedelta(minutes=10))], [Kind.BURST]),
    ),
    "four at night": (Link(PARENTS, 25), rush(4, NIGHT), []),
    "five at night": (Link(PARENTS, 25), rush(5, NIGHT), [Kind.NIGHT]),
    "five in one night": (Link(PARENTS, 25), rush(5, NIGHT, seconds=1200), []),
    "five before eleven in the evening": (
        *(Link(PARENTS, 25), rush(5, DAY.replace(hour=22, minute=50)), []),
    ),
    "five after eleven in the evening": (
        *(Link(PARENTS, 25), rush(5, DAY.replace(hour=23)), [Kind.NIGHT]),
    ),
    "five early at six": (Link(PARENTS, 25), rush(5, DAY.replace(hour=6)), []),
    "five before six": (Link(PARENTS, 25), rush(5, DAY.replace(hour=5, minute=50)), [Kind.NIGHT]),
    "27 known and three odd": (
        *(Link(PARENTS, 25), rush(27, pile="matched") + rush(3, pile="none"), []),
    ),
    "four unknown": (Link(PARENTS, 25), rush(4, pile="none"), []),
    "five unknown": (Link(PARENTS, 25), rush(5, pile="none"), [Kind.STRANGERS]),
    "five unknown among five": (
        *(Link(PARENTS, 25), rush(5, pile="matched") + rush(5, pile="none"), [Kind.STRANGERS]),
    ),
    "five unknown among twenty": (
        *(Link(PARENTS, 25), rush(15, pile="matched") + rush(5, pile="none"), []),
    ),
    "five unknown in a day": (Link(PARENTS, 25), rush(5, seconds=3600, pile="none"), []),
    "five of an organization without a roster": (Link(PARENTS), rush(5), []),
    "five who are like somebody": (Link(PARENTS, 25), rush(5, pile="similar"), []),
    "a teacher through a learners' link": (
        *(Link(LEARNERS, 25), one(adult_role="учитель"), [Kind.ADULT]),
    ),
    "a teacher through a parents' link": (Link(PARENTS, 25), one(adult_role="учитель"), []),
    "a parent's name on a learners' link": (
        *(Link(LEARNERS, 25), one(adult_name="родитель"), [Kind.ADULT]),
    ),
    "father and son of one name": (
        *(Link(LEARNERS, 25), one(adult_name="родитель", has_learner_namesake=True), []),
    ),
    "a teacher who has a namesake among learners": (
        *(Link(LEARNERS, 25), one(adult_role="учитель", has_learner_namesake=True), [Kind.ADULT]),
    ),
    "somebody's telephone": (
        *(Link(LEARNERS, 25, is_for_small=True), one(adult_contact="родитель"), [Kind.ADULT]),
    ),
    "the own mother's e-mail of a small child": (
        Link(LEARNERS, 25, is_for_small=True),
        one(adult_contact="родитель", is_own_parents_contact=True),
        [],
    ),
    "the own mother's e-mail of an elder child": (
        Link(LEARNERS, 25),
        one(adult_contact="родитель", is_own_parents_contact=True),
        [Kind.ADULT],
    ),
    "an adult whom somebody has decided": (
        *(Link(LEARNERS, 25), one(adult_role="учитель", is_pending=False), []),
    ),
    "two parents of a child": (Link(PARENTS, 25), one(parents=2), []),
    "a third parent": (Link(PARENTS, 25), one(parents=3), [Kind.THIRD_PARENT]),
    "a third parent whom somebody has decided": (
        *(Link(PARENTS, 25), one(parents=3, is_pending=False), []),
    ),
    "a learner of 5Б": (Link(LEARNERS, 25), one(elsewhere="5Б"), [Kind.OTHER_UNIT]),
    "a parent from 5Б": (Link(PARENTS, 25), one(elsewhere="5Б"), [Kind.OTHER_UNIT]),
    "all at once": (
        Link(LEARNERS, 2),
        rush(16, NIGHT, pile="none") + one(adult_role="учитель", elsewhere="5Б"),
        [Kind.BURST, Kind.NIGHT, Kind.STRANGERS, Kind.ADULT, Kind.OTHER_UNIT],
    ),
}


@pytest.mark.parametrize("case", TABLE)
def test_what_is_odd_about_a_link(case):
    link, uses, kinds = TABLE[case]
    assert [alarm.kind for alarm in raised(link, uses)] == kinds
    assert [alarm.kind for alarm in raised(link, uses[::-1])] == kinds


def test_an_alarm_says_what_and_about_whom():
    uses = rush(60)
    (burst,) = raised(Link(PARENTS, 20), uses)
    assert burst.title == "Слишком много сразу"
    assert burst.text == "60\xa0человек за 10 минут, а по списку здесь 20"
    assert burst.requests == tuple(range(60))
    (third,) = raised(Link(PARENTS, 20), one(parents=3))
    assert third.text == "Человек 0: с этой заявкой родителей у ребёнка станет 3"
    assert third.requests == (0,)


@pytest.mark.parametrize(
    ("link", "number"),
    [
        (Link(PARENTS, 30), 60),
        (Link(LEARNERS, 30), 30),
        (Link(PARENTS, 7), 15),
        (Link(LEARNERS, 15), 15),
        (Link(STAFF, 0), 40),
    ],
)
def test_how_many_at_once_are_no_alarm(link, number):
    assert most_people(link) == number
