"""What about a link looks like a leak: explicit rules over plain facts (knows no models).

Rules and thresholds, each with its reason:

* **burst** — more people in ten minutes than the unit's list explains. A parents' meeting brings
  two parents of every learner at once, a lesson every learner, a staff meeting everybody whom the
  roster expects; so many are no alarm, nor are 15 where the list is shorter. Without any list
  nobody knows how many there may be: 40, a full class with some couples.
* **night** — five in ten minutes between 23 and 6 o'clock. There is no meeting then.
* **strangers** — five in ten minutes whom the roster does not know at all, if they are at least
  half of those who came. At a meeting there are such too, but few among many.
* **adult** — through a learners' link somebody who has an adult's role anywhere on the portal, or
  whom the roster knows, by the full name or by telephone or e-mail, as a parent or staff. Not by
  the name of a father where the roster has a learner of the same full name. And not by the own
  parent's telephone or e-mail in a school's grades 1 to 4 or without a grade: children register
  with it there (norm JOIN-6); a college's first year is no such grade.
* **third parent** — a request would give a child more than two parents on the portal.
* **other unit** — a learner, or a parent's child, whom the portal or the roster knows elsewhere.

The last three are about undecided requests: once somebody has decided, they knew. The first three
are about the link as a whole.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from memberships.roles import Role
from sferum_portal.lib.text import counted

WINDOW = timedelta(minutes=10)
SMALL_MEETING = 15
MEETING_WITHOUT_A_LIST = 40
NIGHT_HOURS = frozenset({23, 0, 1, 2, 3, 4, 5})
MOST_AT_NIGHT = 5
MOST_STRANGERS = 5
MOST_PARENTS = 2
PEOPLE = ("человек", "человека", "человек")


class Kind(StrEnum):
    BURST = "burst"
    NIGHT = "night"
    STRANGERS = "strangers"
    ADULT = "adult"
    THIRD_PARENT = "third_parent"
    OTHER_UNIT = "other_unit"


TITLES = {
    Kind.BURST: "Слишком много сразу",
    Kind.NIGHT: "Много ночью",
    Kind.STRANGERS: "Много незнакомых",
    Kind.ADULT: "Взрослый по ссылке обучающихся",
    Kind.THIRD_PARENT: "Третий родитель",
    Kind.OTHER_UNIT: "Из другого подразделения",
}


@dataclass(frozen=True)
class Link:
    """``expected``: how many people the lists name for this role and unit; 0 for no list.

    ``is_for_small``: the unit's children may have come with a parent's telephone or e-mail.
    """

    role: str
    expected: int = 0
    is_for_small: bool = False


@dataclass(frozen=True)
class Use:
    """One person who came; what is empty or false speaks of nothing.

    ``at`` is in the organization's time. ``adult_role``, ``adult_name`` and ``adult_contact`` say
    by what an adult was known; ``is_own_parents_contact``: it is that of a parent of this very
    learner. ``parents`` is how many the child would have with this one; ``elsewhere`` the other
    unit.
    """

    request: int
    name: str
    at: object
    is_pending: bool = True
    pile: str = ""
    adult_role: str = ""
    adult_name: str = ""
    has_learner_namesake: bool = False
    adult_contact: str = ""
    is_own_parents_contact: bool = False
    parents: int = 0
    elsewhere: str = ""


@dataclass(frozen=True)
class Alarm:
    kind: Kind
    text: str
    requests: tuple[int, ...]

    @property
    def title(self):
        return TITLES[self.kind]


def raised(link, uses):
    """The alarms of a link, those of the whole first; ``uses`` in any order."""
    uses = sorted(uses, key=lambda use: (use.at, use.request))
    found = [_burst(link, uses), _night(uses), _strangers(uses)]
    for use in uses:
        if use.is_pending:
            found += [_adult(link, use), _third_parent(link, use), _other_unit(use)]
    return [alarm for alarm in found if alarm is not None]


def most_people(link):
    """So many in ten minutes are no alarm."""
    each = 2 if link.role == Role.PARENT else 1
    return max(SMALL_MEETING, link.expected * each) if link.expected else MEETING_WITHOUT_A_LIST


def windows(uses):
    """For every use those of the ten minutes that begin with it."""
    last = 0
    for first, use in enumerate(uses):
        last = max(last, first)
        while last < len(uses) and uses[last].at - use.at <= WINDOW:
            last += 1
        yield uses[first:last]


def _fullest(uses):
    return max(windows(uses), key=len, default=[])


def _burst(link, uses):
    rush = _fullest(uses)
    if len(rush) <= most_people(link):
        return None
    known = f", а по списку здесь {link.expected}" if link.expected else ""
    return _of_all(Kind.BURST, f"{_how_many(rush)} за 10 минут{known}", rush)


def _night(uses):
    rush = _fullest([use for use in uses if use.at.hour in NIGHT_HOURS])
    if len(rush) < MOST_AT_NIGHT:
        return None
    return _of_all(Kind.NIGHT, f"{_how_many(rush)} за 10 минут ночью", rush)


def _strangers(uses):
    for rush in windows(uses):
        unknown = [use for use in rush if use.pile == "none"]
        if len(unknown) >= MOST_STRANGERS and 2 * len(unknown) >= len(rush):
            text = f"за 10 минут {_how_many(rush)}, из них нет в списках: {len(unknown)}"
            return _of_all(Kind.STRANGERS, text, unknown)
    return None


def _adult(link, use):
    if link.role != Role.LEARNER:
        return None
    if use.adult_role:
        why = f"уже состоит на портале: {use.adult_role}"
    elif use.adult_name and not use.has_learner_namesake:
        why = f"в списках под этим именем: {use.adult_name}"
    elif use.adult_contact and not (use.is_own_parents_contact and link.is_for_small):
        why = f"телефон или почта взрослого из списков: {use.adult_contact}"
    else:
        return None
    return Alarm(Kind.ADULT, f"{use.name}: {why}", (use.request,))


def _third_parent(link, use):
    if link.role != Role.PARENT or use.parents <= MOST_PARENTS:
        return None
    text = f"{use.name}: с этой заявкой родителей у ребёнка станет {use.parents}"
    return Alarm(Kind.THIRD_PARENT, text, (use.request,))


def _other_unit(use):
    if not use.elsewhere:
        return None
    return Alarm(Kind.OTHER_UNIT, f"{use.name}: по спискам — {use.elsewhere}", (use.request,))


def _of_all(kind, text, uses):
    return Alarm(kind, text, tuple(use.request for use in uses))


def _how_many(uses):
    return counted(len(uses), *PEOPLE)
