"""Where the regulation in force says one thing and the portal does another."""

import re
from dataclasses import dataclass

from organizations.chat_kinds import Ruling
from regulations import contents, library
from regulations.comparing.words import normal
from regulations.living.bindings import (
    CHATS,
    DAYS,
    FACTS,
    LABELS,
    LEADERS_DECIDE,
    MAY_LACK,
    binds_of,
    chat_of_line,
    same,
    settings_of,
    stated_by,
)
from sferum_portal.lib.russian import phrase_forms
from sferum_portal.lib.text import counted

#: Impersonal: creators stand in the singular or in the plural, as documents name them.
RULED = {
    Ruling.ALLOWED: "разрешено",
    Ruling.ON_REQUEST: "можно с разрешения администратора",
    Ruling.DENIED: "запрещено",
}


@dataclass(frozen=True)
class Drift:
    """One clause against one setting. ``item`` tells several of a clause apart.

    Of a kind of chat that the list of chats leaves out ``current`` are its creators.
    """

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
    def is_silence(self):
        """Whether the portal allows a kind of chat that the list of chats leaves out."""
        return self.binding == CHATS and self.item.endswith(":")

    @property
    def is_fact(self):
        """Whether it is given among the facts of the organization; a platform is not."""
        return self.binding in FACTS and self.binding != "platform"

    @property
    def can_follow(self):
        """Whether the setting can be changed by one press.

        A platform has a date of its own, the name follows the charter, and a clause that names
        nothing tells nothing to set.
        """
        if self.binding in ("platform", "full_name"):
            return False
        return self.binding not in FACTS or bool(self.stated)

    @property
    def can_amend(self):
        """Whether the regulation can be told to say what the portal does: of a fact that nobody
        gives any more only where the organization may lack it.
        """
        return self.binding not in FACTS or bool(self.current) or self.binding in MAY_LACK


@dataclass(frozen=True)
class Standing:
    """The regulation in force against the settings: what differs, and what cannot be compared."""

    drifts: tuple[Drift, ...]
    unread: tuple[str, ...]  # «п. 5.2: график очных консультаций»


def standing_of(version, strategy=None):
    """The `Standing` of an approved version, in a fixed number of queries (four)."""
    organization = version.organization
    kind = library.kind_of(organization.profile, {"features": version.features})
    return compare_with_settings(
        contents.frozen_clauses(version),
        organization.profile,
        settings_of(organization, strategy),
        expected=kind.chats,
    )


def compare_with_settings(clauses, profile, settings, expected=()):
    """``clauses`` are pairs of a finished clause and what was kept of its bindings, ``expected``
    the kinds of chat that a list of them has.
    """
    drifts, unread, lists = [], [], []
    clauses = list(clauses)
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
                lists.append(clause)
            elif not same(name, stated[name], settings[name]):
                drifts.append(_one(clause, name, stated[name], settings[name], profile))
    for clause in lists[:1]:
        texts = [normal(each.text) for each, _ in clauses]
        unnamed = [code for code in expected if not _is_named(profile.chats[code].label, texts)]
        drifts += _silent(clause, unnamed, settings[CHATS], profile)
    return Standing(tuple(drifts), tuple(unread))


def _is_named(label, texts):
    """Whether a text names this kind of chat; a longer label that begins with it is another one."""
    pattern = re.compile(rf"(?<!\w){re.escape(normal(label))}(?!\s*\w)", re.IGNORECASE)
    return any(pattern.search(text) for text in texts)


def _silent(clause, unnamed, current, profile):
    for code in unnamed:
        rulings = current.get(code, {})
        who = [creator for ruled in rulings.values() for creator in ruled]
        if who:
            names = ", ".join(profile.creators[creator] for creator in who)
            sentence = (
                f"О «{profile.chats[code].label}» положение молчит: в п. {clause.cited} этого "
                f"вида нет, на портале его создают ({names})."
            )
            yield Drift(CHATS, clause.number, sentence, (), tuple(who), f"{code}:")


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
        said = f"— «{stated}»" if stated else "положение не называет"
        sentence = f"{where}: {LABELS[name]} {said}, на портале — {now}."
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
            who = phrase_forms(profile.creators[creator])["dat"]
            # «Учителю, который ведёт предмет в классе, …»
            who += "," if "," in who else ""
            sentence = (
                f"По п. {number} {who} создавать «{label}» {RULED[said]}, "
                f"на портале это {RULED[done]}."
            )
            yield Drift(CHATS, number, sentence, said, done, f"{code}:{creator}")


def _ruling(rulings, creator):
    if creator in rulings["allowed"]:
        return Ruling.ALLOWED
    return Ruling.ON_REQUEST if creator in rulings["on_request"] else Ruling.DENIED
