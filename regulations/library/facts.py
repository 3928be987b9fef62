"""An organization's facts as clauses need them: what holds, and what a placeholder stands for."""

import re
from dataclasses import dataclass
from types import SimpleNamespace

from organizations.kinds.words import Words
from regulations.library import placeholders
from regulations.library.acts import act
from regulations.library.platforms import platform_conditions
from sferum_portal.lib.text import counted

#: Printed in a draft where a reference leads nowhere; such a draft is not approved.
GONE = "[нет такого пункта]"
#: Days as clauses name them: the usual number, then the forms after «через» and «не дольше».
DAYS = {
    "decision_days": (3, "день", "дня", "дней"),
    "longest_link_days": (60, "дня", "дней", "дней"),
}


class _Unknown(str):
    """Stands for a missing fact in a text that is never shown; in any case of it."""

    def __getattr__(self, case):
        return self


@dataclass(frozen=True)
class Fault:
    """What cannot be printed as it stands in the clause ``key`` (of ``number``).

    ``kind``: "reference" to a clause that does not stand, "placeholder" that nobody knows,
    "braces" without a pair, "empty" section.
    """

    kind: str
    number: str
    key: str
    name: str = ""


class Values(Words):
    """The kind's words and the known facts; a fact that is asked for in vain is noted."""

    def __init__(self, kind, facts, questions):
        super().__init__(kind.words)
        self.update(act(facts.get("act")).words)
        self.questions, self.missing = questions, set()
        self.faults, self.place = [], ("", "")
        for key in questions:
            given = facts.get(key)
            if isinstance(given, str) and (value := clean(key, given)):
                self[key] = value
        for key, (usual, *forms) in DAYS.items():
            self[key] = counted(facts.get(key, usual), *forms)
        bodies = [kind.bodies[code] for code in facts.get("bodies") or ()]
        for name, some in (
            ("agreeing_bodies", [body for body in bodies if body.decides == "agrees"]),
            ("opinion_bodies", [body for body in bodies if body.opinion]),
        ):
            if some:
                self[name] = _enumerated(some)
        for body in bodies:
            self[body.code] = body.name
            if body.decides == "adopts":
                self["adopting_body"] = body.name

    def __missing__(self, key):
        fact = key[:1].lower() + key[1:]
        if fact in self.questions and fact not in self:
            self.missing.add(fact)
            return _Unknown("…")
        value = super().get(fact)
        if value is not None and not hasattr(value, "capitalized"):
            # A phrase, or several words: «Принято новое …».
            return value[:1].upper() + value[1:] if isinstance(value, str) else value
        return super().__missing__(key)

    def format(self, text, **more):
        """The finished text; what cannot be printed is noted among the faults, never raised."""
        try:
            parts = placeholders.split(text)
        except placeholders.UnbalancedBracesError:
            self._note("braces")
            return text
        return "".join(
            literal + ("" if name is None else self.value_of(name)) for literal, name in parts
        )

    def value_of(self, name):
        value = self.known(name)
        if value is not None:
            return str(value)
        if name.startswith(("clause.", "section.")):
            self._note("reference", name)
            return GONE
        self._note("placeholder", name)
        return f"{{{name}}}"

    def known(self, name):
        """What a placeholder stands for; None for an unknown one. Only words and facts, no code."""
        if not placeholders.NAME.fullmatch(name):
            return None
        key, _, case = name.partition(".")
        try:
            value = self[key]
        except KeyError:
            return None
        if isinstance(value, _Unknown):
            return value
        if case:
            return vars(value).get(case) if hasattr(value, "__dict__") else None
        return value if isinstance(value, str) else None

    def _note(self, kind, name=""):
        self.faults.append(Fault(kind, *self.place, name))


def kind_of(kind, facts):
    """The kind as this organization lives it: without what its learners would need accounts for."""
    if "learner_accounts" in kind.features & _lacking(facts):
        return kind.without_learner_accounts()
    return kind


def _lacking(facts):
    return {name for name, holds in (facts.get("features") or {}).items() if not holds}


def conditions(kind, facts):
    """The names that hold for ``when`` and ``unless``: features, chats, bodies, platform, facts.

    ``facts["features"]`` says of features of the kind that this organization lacks them.
    """
    bodies = facts.get("bodies") or ()
    return {
        *(kind.features - _lacking(facts)),
        *platform_conditions(facts.get("platform")),
        *kind.chats,
        *bodies,
        *(["agreement"] if any(kind.bodies[code].decides == "agrees" for code in bodies) else []),
        *(["opinion"] if any(kind.bodies[code].opinion for code in bodies) else []),
        *(["ejournal"] if facts.get("ejournal") else []),
        *(["leaders_decide"] if facts.get("leaders_decide") else []),
        *(["unit_is_shortened"] if kind.words.unit != kind.words.unit_formal else []),
    }


def chat_lines(kind, facts, texts, former=""):
    """A line for each kind of chat that people create: who may, and who takes part.

    The fact ``chat_rules`` is ``{chat code: {"allowed": [creator…], "on_request": [creator…]}}``;
    a kind of chat that it leaves out has the default creators. Creators keep the order in which
    the line ``former`` names them: whoever was added stands behind those who were there.
    """
    rules = facts.get("chat_rules") or {}
    for chat in kind.chats.values():
        if chat.automatic:
            continue
        rule = rules.get(chat.code, {"allowed": chat.creators})
        order = _order_of_creators(kind, chat, former)
        who = {
            ruling: ", ".join(
                kind.creators[creator] for creator in sorted(rule.get(ruling, ()), key=order.index)
            )
            for ruling in ("allowed", "on_request")
        }
        if who["on_request"]:
            who["on_request"] = texts["on_request"].format(creators=who["on_request"])
        creators = "; ".join(filter(None, who.values()))
        text = texts["created"] if creators else texts["not_created"]
        yield text.format(label=chat.label, creators=creators, members=chat.members)


def _order_of_creators(kind, chat, former):
    usual = [*dict.fromkeys([*chat.creators, *kind.creators])]
    text = former.replace("\N{NO-BREAK SPACE}", " ")
    named = [code for code in usual if kind.creators[code] in text]
    named.sort(key=lambda code: text.index(kind.creators[code]))
    return [*dict.fromkeys([*named, *usual])]


def clean(key, value):
    """One line in Russian typography, without the mark that the sentence itself will set."""
    text = " ".join(value.split())
    text = re.sub(r'"([^"]*)"', r"«\1»", text).replace(" - ", " — ").rstrip(".;")
    if key == "full_name":
        text = text[:1].upper() + text[1:]
    if key == "site":
        text = text.split("://", 1)[-1].rstrip("/")
    if key == "platform":
        text = text.strip("«»")
    return text


def _enumerated(bodies):
    """Several bodies in one breath, in the cases that clauses use."""
    names = [body.name for body in bodies]
    return SimpleNamespace(
        **{case: _in_one_breath([vars(name)[case] for name in names]) for case in ("gen", "ins")}
    )


def _in_one_breath(items):
    """«а», «а и б», «а, б и в»"""
    *others, last = items or [""]
    return " и ".join(filter(None, [", ".join(others), last]))
