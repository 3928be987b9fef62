"""Where the regulation in force says one thing and the portal does another."""

from dataclasses import dataclass

from organizations.chat_kinds import Ruling
from regulations import contents
from regulations.living.bindings import (
    CHATS,
    DAYS,
    FACTS,
    LABELS,
    LEADERS_DECIDE,
    binds_of,
    chat_of_line,
    same,
    settings_of,
    stated_by,
)
from sferum_portal.lib.text import counted

#: Impersonal: creators stand in the singular or in the plural, as documents name them.
RULED = {
    Ruling.ALLOWED: "разрешено",
    Ruling.ON_REQUEST: "можно с разрешения администратора",
    Ruling.DENIED: "запрещено",
}


@dataclass(frozen=True)
class Drift:
    """One clause against one setting. ``item`` tells several of a clause apart."""

    binding: str
    number: str
    sentence: str
    stated: object
    current: object
    item: str = ""

    @property
    def label(self):
        return LABELS[self.binding]

    @property
    def can_follow(self):
        """Whether the setting can be changed by one press; a platform has a date of its own."""
        return self.binding not in ("platform", "ejournal", "full_name")


@dataclass(frozen=True)
class Standing:
    """The regulation in force against the settings: what differs, and what cannot be compared."""

    drifts: tuple[Drift, ...]
    unread: tuple[str, ...]  # «п. 5.2: график очных консультаций»


def standing_of(version, strategy=None):
    """The `Standing` of an approved version, in a fixed number of queries (four)."""
    return compare_with_settings(
        contents.frozen_clauses(version),
        version.organization.profile,
        settings_of(version.organization, strategy),
    )


def compare_with_settings(clauses, profile, settings):
    """``clauses`` are pairs of a finished clause and what was kept of its bindings."""
    drifts, unread = [], []
    for clause, kept in clauses:
        bindings = binds_of(clause)
        if not bindings:
            continue
        stated = kept or stated_by(clause, profile, settings)
        for name in bindings:
            if name not in stated:
                unread.append(f"п. {clause.cited}: {LABELS.get(name, name)}")
            elif name == CHATS:
                drifts += _chats(clause, stated[name], settings[name], profile)
            elif not same(name, stated[name], settings[name]):
                drifts.append(_one(clause, name, stated[name], settings[name], profile))
    return Standing(tuple(drifts), tuple(unread))


def _one(clause, name, stated, current, profile):
    where = f"п. {clause.cited}"
    if name == LEADERS_DECIDE:
        leader = profile.words.leader
        sentence = (
            f"По {where} заявки семей решает и {leader}, на портале — только администратор."
            if stated
            else f"По {where} заявки решает администратор, на портале заявки семей решает "
            f"и {leader}."
        )
    elif name in DAYS:
        days = [counted(number, "день", "дня", "дней") for number in (stated, current)]
        sentence = f"{where}: {LABELS[name]} — {days[0]}, на портале — {days[1]}."
    elif name in FACTS:
        now = f"«{current}»" if current else "ничего не указано"
        sentence = f"{where}: {LABELS[name]} — «{stated}», на портале — {now}."
    else:
        raise ValueError(name)
    return Drift(name, clause.number, sentence, stated, current)


def _chats(clause, stated, current, profile):
    numbers = {chat_of_line(line.text, profile): line.number for line in clause.subclauses}
    for code, rulings in stated.items():
        if code not in current:
            continue
        label, number = profile.chats[code].label, numbers.get(code, clause.number)
        for creator in profile.creators:
            said, done = _ruling(rulings, creator), _ruling(current[code], creator)
            if said == done:
                continue
            sentence = (
                f"По п. {number} создавать «{label}» ({profile.creators[creator]}) "
                f"{RULED[said]}, на портале это {RULED[done]}."
            )
            yield Drift(CHATS, number, sentence, said, done, f"{code}:{creator}")


def _ruling(rulings, creator):
    if creator in rulings["allowed"]:
        return Ruling.ALLOWED
    return Ruling.ON_REQUEST if creator in rulings["on_request"] else Ruling.DENIED
