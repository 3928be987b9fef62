"""What a clause says of the settings that it is bound to, read from its finished words.

The words are compared with the library's text of the same key, whose placeholders are the
settings; so a clause of an older version, or one that somebody has reworded in other places, is
understood too. What cannot be read is said not to be compared, never guessed.
"""

import re
from functools import cache
from string import Formatter

from django.utils import timezone

from organizations.chat_kinds import Ruling
from organizations.strategy import Strategy
from regulations import library
from regulations.comparing.words import normal, tidy
from regulations.library.facts import clean

CHATS, LEADERS_DECIDE = "chats", "leaders_decide"
DAYS = ("decision_days", "longest_link_days")
#: Texts that clauses print as the organization's own facts.
FACTS = ("full_name", "platform", "site", "email", "consultation_schedule", "ejournal")
#: How drift names them.
LABELS = {
    "full_name": "полное наименование",
    "platform": "приложение учебного профиля",
    "site": "официальный сайт",
    "email": "эл. почта организации",
    "consultation_schedule": "график очных консультаций",
    "ejournal": "электронный журнал",
    "leaders_decide": "кто решает заявки семей",
    "decision_days": "срок решения заявки, дней",
    "longest_link_days": "самый долгий срок ссылки, дней",
    "chats": "кто создаёт чаты",
}
#: The same rule of the library in other words, by what it states.
TWINS = {"requests": False, "requests_with_leaders": True}
#: Facts that an organization may lack: the library has a clause for either case.
MAY_LACK = ("ejournal",)


def settings_of(organization, strategy=None):
    """The present settings by the names of bindings; two queries (one with a strategy given)."""
    platform = organization.platform_on(timezone.localdate())
    strategy = strategy or Strategy(organization)
    facts = {name: getattr(organization, name, "") for name in FACTS}
    facts["platform"] = platform.name if platform else ""
    return {
        **{name: clean(name, value) for name, value in facts.items()},
        LEADERS_DECIDE: organization.leaders_decide,
        **{name: getattr(organization, name) for name in DAYS},
        CHATS: {
            code: {
                "allowed": sorted(map(str, strategy.creators(code))),
                "on_request": sorted(map(str, strategy.creators(code, Ruling.ON_REQUEST))),
            }
            for code, chat in strategy.kinds.items()
            if not chat.automatic
        },
    }


def binds_of(clause):
    """The bindings of a finished clause; of one frozen before bindings existed, the library's."""
    return tuple(clause.binds) or tuple(library_entry(clause.key).get("binds", ()))


def stated_by(clause, profile, known):
    """``{binding: value}`` for what the finished clause says; what cannot be read is left out."""
    stated = {name: _stated(name, clause, profile, known) for name in binds_of(clause)}
    return {name: value for name, value in stated.items() if value is not None}


def same(name, stated, current):
    """Whether the clause says what holds; typography is no difference."""
    if isinstance(stated, str):
        return normal(stated).casefold() == normal(str(current)).casefold()
    return stated == current


def chat_of_line(text, profile):
    """The code of the kind of chat that a line of the list is about; None for a line of its own."""
    for code, chat in profile.chats.items():
        if normal(text).startswith(f"{normal(chat.label)}."):
            return code
    return None


@cache
def library_entry(key):
    """The library's clause of this key, {} where it has none."""
    for section in library.section_entries():
        for clause in section["clauses"]:
            for part in (clause, *clause.get("clauses", ())):
                if part["key"] == key:
                    return part
    return {}


@cache
def entries_with_and_without(key, condition):
    """``{True: entry, False: entry}``: the library's clauses of one rule, where the condition holds
    and where it does not; ``key`` is that of either. {} where it has no such two.
    """
    for section in library.section_entries():
        rules = {}
        for entry in section["clauses"]:
            when, unless = {*entry.get("when", ())}, {*entry.get("unless", ())}
            if condition in when | unless:
                rest = [sorted(names - {condition}) for names in (when, unless)]
                rule = rules.setdefault(str([entry.get("norms", []), *rest]), {})
                rule[condition in when] = entry
        for rule in rules.values():
            if len(rule) == 2 and key in {entry["key"] for entry in rule.values()}:
                return rule
    return {}


def _stated(name, clause, profile, known):
    if name == CHATS:
        return _stated_chats(clause, profile)
    if name == LEADERS_DECIDE:
        return _stated_decider(clause, profile)
    found = _filled(clause, name, profile)
    if name in DAYS:
        number = re.match(r"\d+", found or "")
        return int(number.group()) if number else None
    if found is None and known.get(name) and normal(known[name]) in normal(clause.text):
        return known[name]
    return found


def _filled(clause, name, profile):
    """What stands in the clause where the library has the placeholder; None: nobody can tell.

    Empty where the clause is that of an organization which lacks the fact.
    """
    for template in _templates(clause.key, name):
        if match := re.fullmatch(_pattern(template, name, profile), tidy(clause.text)):
            return match.groupdict().get("value", "")
    return None


def _templates(key, name):
    """The library's texts of this rule, with the fact and without it: a clause that was amended
    from the one to the other keeps its key.
    """
    pair = entries_with_and_without(key, name) or entries_with_and_without(key, LEADERS_DECIDE)
    entries = pair.values() or [library_entry(key)]
    texts = [entry.get("text", "") for entry in entries]
    return [text for text in texts if name in MAY_LACK or f"{{{name}}}" in text]


def _pattern(template, name, profile):
    pattern, seen = "", False
    for literal, field, _, _ in Formatter().parse(template.rstrip(".")):
        pattern += re.escape(tidy_keeping_ends(literal))
        if field is None:
            continue
        if field == name and not seen:
            pattern, seen = pattern + "(?P<value>.+?)", True
        elif field == name:
            pattern += "(?P=value)"
        else:
            word = _word(field, profile)
            pattern += re.escape(word) if word else ".+?"
    return f"{pattern}[.;]*"


def tidy_keeping_ends(text):
    """A piece of a template in plain spaces; those at its ends belong to it."""
    return re.sub(r"\s+", " ", text)


def _word(field, profile):
    """A word of the kind of organization, None for a fact."""
    try:
        return tidy(profile.words.format(f"{{{field}}}"))
    except (KeyError, AttributeError):
        return None


def _stated_decider(clause, profile):
    """Whether whoever leads a unit decides requests, as the clause has it."""
    text = normal(clause.text)
    if normal(profile.words.leader.nom) in text:
        return True
    if clause.key in TWINS or "рассматривает администратор" in text:
        return False
    return None


def _stated_chats(clause, profile):
    stated = {}
    for line in clause.subclauses:
        code = chat_of_line(line.text, profile)
        rulings = code and _rulings(normal(line.text), profile)
        if rulings is not None and code:
            stated[code] = rulings
    return stated or None


def _rulings(text, profile):
    if ". Не создаётся" in text:
        return {"allowed": [], "on_request": []}
    created = re.search(r"Право создания: (.*?)\. Участники:", text)
    if not created:
        return None
    allowed, _, asked = created[1].partition("с разрешения администратора — ")
    rulings = {"allowed": _creators(allowed, profile), "on_request": _creators(asked, profile)}
    return None if None in rulings.values() else rulings


def _creators(text, profile):
    """Codes of the creators named; None where a name is unknown."""
    left, found = text, []
    # The longest first: «учитель» stands within «учитель начальных классов».
    for code, name in sorted(profile.creators.items(), key=lambda item: -len(item[1])):
        pattern = rf"(?<!\w){re.escape(normal(name))}(?!\w)"
        if re.search(pattern, left):
            left = re.sub(pattern, "", left, count=1)
            found.append(code)
    if re.search(r"\w", left):
        return None
    return sorted(found)
