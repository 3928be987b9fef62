"""The changes that bring the regulation in force into step: with settings, law, a new platform."""

import re

from regulations import contents, library
from regulations.amending.applying import apply_changes, branch, lines_of
from regulations.amending.changes import ADD, REWORD, WORDS, Change
from regulations.amending.drafting import reworded, words_change
from regulations.amending.matching import places_of, with_replaced
from regulations.amending.together import ordered
from regulations.comparing.words import normal, tidy
from regulations.library.facts import DAYS as DAY_FORMS
from regulations.library.facts import Values, chat_lines
from regulations.living.bindings import (
    CHATS,
    DAYS,
    LEADERS_DECIDE,
    MAY_LACK,
    TWINS,
    entries_with_and_without,
    library_entry,
    settings_of,
)
from regulations.living.drift import standing_of
from regulations.living.platform_names import names_platform, platform_pattern
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.text import counted


def changes_for_drifts(version, drifts=None):
    """`Change`s that let the regulation say what the portal does; all its drifts without a list."""
    drifts = standing_of(version).drifts if drifts is None else drifts
    sections = contents.sections(version)
    by_number = {}
    for drift in drifts:
        if not drift.is_silence:
            by_number.setdefault(drift.number, []).append(drift)
    settings = settings_of(version.organization)
    profile = library.kind_of(version.organization.profile, {"features": version.features})
    changes = []
    for number, found in by_number.items():
        old = branch(sections, number)
        new = _in_step(old, found, settings, profile)
        if normal(new["text"]) != normal(old["text"]):
            changes.append(reworded(number, old, new))
    unnamed = [drift for drift in drifts if drift.is_silence]
    if unnamed:
        changes = _with_lines(sections, unnamed[0].number, changes, unnamed, settings, profile)
    return ordered(changes + _title_changes(version, drifts))


def changes_for_bases(version):
    """(changes, ids of the acts) without what is repealed; what took its place stands instead."""
    rows = list(version.bases.select_related("basis__replaced_by").order_by("position"))
    sections = contents.sections(version)
    kept, lines = [], {}
    for row in rows:
        basis = successor_of(row.basis)
        if basis and basis.pk not in kept:
            kept.append(basis.pk)
            lines[basis.pk] = row.line if basis.pk == row.basis_id else basis.line
    number = _list_of_bases(sections, rows)
    if number is None:
        raise DomainError("Перечень оснований в тексте не найден: составьте изменение вручную.")
    old = branch(sections, number)
    texts = [line.rstrip(".;") for line in lines.values()]
    ends = [";"] * (len(texts) - 1) + ["."]
    known = {normal(part["text"]).rstrip(".;"): part for part in old["parts"]}
    blank = {"key": "", "norms": [], "binds": [], "parts": []}
    parts = [
        known.get(normal(text), blank) | {"text": tidy(text) + end}
        for text, end in zip(texts, ends, strict=True)
    ]
    new = old | {"parts": parts}
    return [Change(REWORD, number, lines_of(old), lines_of(new), tree=new)], kept


def changes_for_platform(version, former, name):
    """Every clause, and the title, that names the former platform, with the new name."""
    changes = []
    if change := _renamed("", version.title, former, name):
        changes.append(change)
    sections = contents.sections(version)
    for number, key, text in _texts(sections):
        if (
            twin := _platform_twin(key, former, name, version.organization.profile)
        ) and names_platform(text, former):
            old = branch(sections, number)
            changes.append(reworded(number, old, old | twin))
        elif change := _renamed(number, text, former, name):
            changes.append(change)
    return changes


def successor_of(basis):
    """The act in force that stands in for a repealed one, itself while in force; None: no act."""
    seen = set()
    while basis is not None and basis.status != basis.Status.IN_FORCE:
        if basis.pk in seen:
            return None
        seen.add(basis.pk)
        basis = basis.replaced_by
    return basis


def _texts(sections):
    for section in sections:
        yield section.number, "", section.title
        for clause in section.clauses:
            for part in (clause, *clause.subclauses):
                yield part.number, part.key, part.text


def _renamed(number, text, former, name):
    found = re.findall(platform_pattern(former), tidy(text), re.IGNORECASE)
    if not found:
        return None
    new = _with_platform(text, former, name)
    # One form at all its places is a change of words; several cases are not one word.
    if len(set(found)) == 1 and places_of(found[0], text) == len(found):
        return Change(WORDS, number, (tidy(text),), (new,), was=found[0], becomes=name)
    return Change(REWORD, number, (tidy(text),), (new,))


def _with_platform(text, former, name):
    """The new name in place of the former one in every case, whole: no ending is left over."""
    return re.sub(platform_pattern(former), lambda _: tidy(name), tidy(text), flags=re.IGNORECASE)


def _in_step(node, drifts, settings, profile):
    for drift in drifts:
        text = node["text"]
        if drift.binding == CHATS:
            node = node | {
                "text": _chat_line(drift.item.partition(":")[0], text, settings, profile)
            }
        elif drift.binding == LEADERS_DECIDE:
            node = node | _twin(drift.current, settings, profile)
        elif drift.binding in DAYS:
            forms = DAY_FORMS[drift.binding][1:]
            before, after = (counted(n, *forms) for n in (drift.stated, drift.current))
            node = node | {"text": with_replaced(text, before, after)}
        elif drift.binding in MAY_LACK and bool(drift.stated) != bool(drift.current):
            node = node | _twin_of_fact(node["key"], drift, profile)
        elif drift.binding == "platform" and (
            twin := _platform_twin(node["key"], str(drift.stated), str(drift.current), profile)
        ):
            node = node | twin
        else:
            node = node | {"text": _replaced(text, drift)}
    return node


def _replaced(text, drift):
    stated, current = str(drift.stated), str(drift.current)
    if not current:
        return text
    if drift.binding == "platform":
        return _with_platform(text, stated, current)
    return tidy(text).replace(tidy(stated), tidy(current))


def _chat_line(code, text, settings, profile):
    """The line of one kind of chat as the library writes it today, with the mark at its end."""
    texts = library.chat_line_texts()
    chats = [chat for chat in profile.chats.values() if not chat.automatic]
    lines = chat_lines(profile, {"chat_rules": settings[CHATS]}, texts, text)
    line = next(line for chat, line in zip(chats, lines, strict=True) if chat.code == code)
    end = tidy(text)[-1]
    return tidy(line).rstrip(".;") + (end if end in ".;" else "")


def _with_lines(sections, number, changes, unnamed, settings, profile):
    """The changes with a line more in the list of chats for each kind that it leaves out."""
    old = branch(sections, number)
    last = old["parts"][-1]["text"] if old["parts"] else old["text"]
    added = []
    for place, drift in enumerate(unnamed, start=len(old["parts"]) + 1):
        line = _chat_line(drift.item.partition(":")[0], last, settings, profile)
        added.append(Change(ADD, f"{number}.{place}", (), (line,)))
    if not old["marks"]:
        return changes + added
    # What has a letter or a dash has no number to be changed by.
    below = [change for change in changes if change.number.startswith(f"{number}.")]
    _, after = apply_changes("", sections, below + added)
    others = [change for change in changes if change not in below]
    return [*others, reworded(number, old, branch(after, number))]


def _twin(decides, settings, profile):
    """The library's clause for this decision; its key is another one."""
    key = next(key for key, value in TWINS.items() if value == decides)
    entry = library_entry(key)
    values = Values(profile, {name: settings[name] for name in DAYS}, {})
    return {
        "text": tidy(values.format(entry["text"])),
        "key": key,
        "norms": list(entry["norms"]),
        "binds": list(entry["binds"]),
    }


def _twin_of_fact(key, drift, profile):
    """The library's clause of an organization that has the fact, or lacks it; {}: there is none."""
    entry = entries_with_and_without(key, drift.binding).get(bool(drift.current))
    if entry is None:
        return {}
    values = Values(profile, {drift.binding: drift.current}, {drift.binding: ""})
    return {
        "text": tidy(values.format(entry["text"])),
        "norms": list(entry["norms"]),
        "binds": list(entry["binds"]),
    }


def _platform_twin(key, former, name, profile):
    """The library's clause for the new application where that of the former one says otherwise.

    ``key`` is that of any clause which follows from the application: an amended one keeps its own.
    """
    conditions = set(library.platforms())
    entries = [
        entry
        for section in library.all_entries()
        for entry in section["clauses"]
        if conditions & {*entry.get("when", ()), *entry.get("unless", ())}
    ]
    if key not in {entry["key"] for entry in entries}:
        return None
    before, after = (
        next(each for each in entries if library.holds(each, library.platform_conditions(which)))
        for which in (former, name)
    )
    if before is after:
        return None
    values = Values(profile, {"platform": name}, {"platform": ""})
    return {"text": tidy(values.format(after["text"])), "norms": list(after["norms"])}


def _title_changes(version, drifts):
    changes = []
    for drift in drifts:
        if drift.binding == "platform" and drift.current and not changes:
            new = _replaced(version.title, drift)
            if normal(new) != normal(version.title):
                change = words_change("", version.title, new)
                changes.append(change or Change(REWORD, "", (version.title,), (new,)))
    return changes


def _list_of_bases(sections, rows):
    """The number of the clause whose parts are the lines of the bases."""
    lines = {normal(row.line).rstrip(".;") for row in rows}
    for section in sections:
        for clause in section.clauses:
            texts = {normal(part.text).rstrip(".;") for part in clause.subclauses}
            if clause.key == "legal_bases" or lines & texts:
                return clause.number
    return None
