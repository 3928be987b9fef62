"""An organization's facts as clauses need them: what holds, and what a placeholder stands for."""

import re
from types import SimpleNamespace

from organizations.kinds.words import Words
from sferum_portal.lib.text import counted

#: Days as clauses name them: the usual number, then the forms after «через» and «не дольше».
DAYS = {
    "decision_days": (3, "день", "дня", "дней"),
    "longest_link_days": (60, "дня", "дней", "дней"),
}


class _Unknown(str):
    """Stands for a missing fact in a text that is never shown; in any case of it."""

    def __getattr__(self, case):
        return self


class Values(Words):
    """The kind's words and the known facts; a fact that is asked for in vain is noted."""

    def __init__(self, kind, facts, questions):
        super().__init__(kind.words)
        self.questions, self.missing = questions, set()
        for key in questions:
            given = facts.get(key)
            if isinstance(given, str) and (value := clean(key, given)):
                self[key] = value
        for key, (usual, *forms) in DAYS.items():
            self[key] = counted(facts.get(key, usual), *forms)
        bodies = [kind.bodies[code] for code in facts.get("bodies") or ()]
        agreeing = [body.name.ins for body in bodies if body.decides == "agrees"]
        self["agreeing_bodies"] = SimpleNamespace(ins=_enumerated(agreeing))
        for body in bodies:
            if body.decides == "adopts":
                self["adopting_body"] = body.name

    def __missing__(self, key):
        fact = key[:1].lower() + key[1:]
        if fact in self.questions and fact not in self:
            self.missing.add(fact)
            return _Unknown("…")
        return super().__missing__(key)


def conditions(kind, facts):
    """The names that hold for ``when`` and ``unless``: features, chats, bodies and facts."""
    bodies = facts.get("bodies") or ()
    return {
        *kind.features,
        *kind.chats,
        *bodies,
        *(["agreement"] if any(kind.bodies[code].decides == "agrees" for code in bodies) else []),
        *(["ejournal"] if facts.get("ejournal") else []),
        *(["leaders_decide"] if facts.get("leaders_decide") else []),
        *(["unit_is_shortened"] if kind.words.unit != kind.words.unit_formal else []),
    }


def chat_lines(kind, facts, texts):
    """A line for each kind of chat that people create: who may, and who takes part.

    The fact ``chat_rules`` is ``{chat code: {"allowed": [creator…], "on_request": [creator…]}}``;
    a kind of chat that it leaves out has the default creators.
    """
    rules = facts.get("chat_rules") or {}
    for chat in kind.chats.values():
        if chat.automatic:
            continue
        rule = rules.get(chat.code, {"allowed": chat.creators})
        who = {
            ruling: ", ".join(kind.creators[creator] for creator in rule.get(ruling, ()))
            for ruling in ("allowed", "on_request")
        }
        if who["on_request"]:
            who["on_request"] = texts["on_request"].format(creators=who["on_request"])
        creators = "; ".join(filter(None, who.values()))
        text = texts["created"] if creators else texts["not_created"]
        yield text.format(label=chat.label, creators=creators, members=chat.members)


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


def _enumerated(items):
    """«а», «а и б», «а, б и в»"""
    *others, last = items or [""]
    return " и ".join(filter(None, [", ".join(others), last]))
