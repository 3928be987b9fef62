"""From an imported regulation to the entries of a draft, as the library's data files have them.

A draft has sections, clauses and sub-clauses, numbered by their order; the numbers of the source
are not kept: references to them live on as placeholders. Its texts are templates, so that braces
of the source are doubled.
"""

import re

from regulations.importing.doubts import placed_doubts
from regulations.importing.meaning.norms import norms_of_paragraph
from regulations.importing.meaning.references import References
from regulations.importing.structure.order import DEEPEST
from regulations.library.marks import DASHES, LETTERS

_DEEP = re.compile(r"(?:\d+|[А-Я])\.\d+\.\d+")
_MARKS = ";.,"


def draft_entries(imported):
    """The sections as entries with unique keys; nothing of the text is left out.

    ``doubts`` of an entry are the reasons to look at it.
    """
    at, _ = placed_doubts(imported)
    written = [_section(section, at) for section in imported.sections]
    # A section needs clauses: a heading without any becomes a clause of the one before.
    entries = []
    for entry in written:
        if entry["clauses"] or not entries:
            entries.append(entry)
        else:
            entries[-1]["clauses"].append(_entry(entry["title"]) | {"doubts": entry["doubts"]})
    if entries and not entries[0]["clauses"]:
        entries[0]["clauses"].append(_entry(entries[0]["title"]))
    for number, entry in enumerate(entries, start=1):
        entry["title"] = entry["title"] or f"Раздел {number}"
        entry["key"] = f"imported_{number}"
        _give_keys(entry["clauses"], entry["key"])
    _let_references_live(entries, imported)
    return entries


def _let_references_live(entries, imported):
    """«п. 2.4» → «п. {clause.imported_2_3}», wherever it is certain what is meant."""
    names = {}
    for what, entry in _walk(entries):
        if (source := entry.get("source")) is not None:
            names[id(source)] = f"{{{what}.{entry['key']}}}"
    references = References(imported)
    for entry in entries:
        for _, part in _walk(entry["clauses"], "clause"):
            part["text"] = _alive(part["text"], entry["source"], references, names)
    for _, entry in _walk(entries):
        entry.pop("source", None)


def _walk(entries, what="section"):
    for entry in entries:
        yield what, entry
        yield from _walk(entry["clauses"], "clause")


def _alive(text, section, references, names):
    for each in reversed(list(references.of(text, section))):
        if name := names.get(id(each.target)):
            text = f"{text[: each.start]}{name}{text[each.end :]}"
    return text


def _give_keys(clauses, prefix):
    for number, clause in enumerate(clauses, start=1):
        clause["key"] = f"{prefix}_{number}"
        _give_keys(clause["clauses"], clause["key"])


def renumbered(entries):
    """``[(the clause's number in the source, the marks of its list, their numbers now)]``."""
    return [
        (clause["below"], clause["renumbered"], [f"{a}.{b}.{c}" for c in range(1, size + 1)])
        for a, section in enumerate(entries, start=1)
        for b, clause in enumerate(section["clauses"], start=1)
        if (size := len(clause.get("renumbered", ())))
    ]


def doubts_of(entries):
    """``{key: {"text", "why"}}`` of the doubted ones, deep inside too."""
    found = {}
    for entry in entries:
        if why := entry.get("doubts"):
            found[entry["key"]] = {"text": entry.get("title") or entry["text"], "why": why}
        found |= doubts_of(entry["clauses"])
    return found


def _section(section, at):
    title = section.heading if section.is_annex else section.title
    entries = []
    for clause in section.clauses:
        deep = bool(clause.number and _DEEP.match(clause.number))
        deepest = deep and clause.number.count(".") >= DEEPEST
        if deepest and entries and entries[-1]["clauses"]:
            part = entries[-1]["clauses"][-1]
            _go_on(part, " ".join([clause.text, *_lines(clause.items)]), above=part["text"])
            _doubt(part, at[id(clause)])
        elif deep and entries:
            entries[-1]["clauses"].append(_deep_entry(clause) | {"source": clause})
            _doubt(entries[-1]["clauses"][-1], at[id(clause)])
        elif new := _entries(clause):
            _doubt(new[0], at[id(clause)])
            if clause.text:
                new[0]["source"] = clause
            entries += new
    for entry in entries:
        _close_list(entry)
        _mark_list(entry)
    entry = {"title": _template(title), "clauses": entries, "source": section}
    _doubt(entry, at[id(section)])
    return entry


def _doubt(entry, doubts):
    whys = [f"{doubt.why[:1].lower()}{doubt.why[1:]} {doubt.text}".strip() for doubt in doubts]
    entry["doubts"] = list(dict.fromkeys([*entry.get("doubts", ()), *whys]))


def _entries(clause):
    """A clause, and a clause more for each paragraph that follows its list."""
    if not clause.text and clause.items:
        return [_entry(item.text) for item in clause.items]
    entries = [_entry(clause.text)]
    above = clause.text
    for item in clause.items:
        if item.paragraph:
            above = item.text
            entries.append(_entry(above))
        elif item.level > 1 and entries[-1]["clauses"]:
            part = entries[-1]["clauses"][-1]
            _go_on(part, *_lines([item]), above=part["text"])
        else:
            part = _entry(item.text, above) | {"mark": _kind(item.mark), "was": item.mark}
            entries[-1]["clauses"].append(part)
            entries[-1]["below"] = clause.number or ""
    return [entry for entry in entries if entry["text"]]


def _deep_entry(clause):
    """«2.1.1» with a list of its own: a sub-clause has none, its entries go on in its text."""
    return _entry(" ".join([clause.text, *_lines(clause.items)]))


def _lines(items):
    """Entries as they go on in the text above them: «а) …», «2) …», «– …»."""
    return [item.text if item.paragraph else f"{_shown(item.mark)} {item.text}" for item in items]


def _shown(mark):
    return mark if mark[:1].isalnum() else "–"


def _go_on(entry, text, above):
    """What has no place of its own in a draft goes on in the text above it."""
    entry["text"] = f"{entry['text']} {_template(text)}"
    entry["norms"] = list(dict.fromkeys([*entry["norms"], *norms_of_paragraph(text, above)]))


def _entry(text, above=""):
    return {
        "key": "",
        "text": _template(text),
        "norms": norms_of_paragraph(text, above),
        "clauses": [],
    }


def _kind(mark):
    """The kind of a list by one of its marks; None where the list is numbered, or has no marks."""
    if not mark or mark[0].isdigit():
        return None
    return LETTERS if mark[0].isalpha() and mark.endswith((")", ".")) else DASHES


def _mark_list(entry):
    """A list is marked as in the source, where all of it is; else its entries get numbers."""
    was = [part.pop("was", "") for part in entry["clauses"]]
    kinds = {part.pop("mark", None) for part in entry["clauses"]}
    entry["marks"] = (kinds.pop() or "") if len(kinds) == 1 else ""
    if not entry["marks"] and any(was):
        entry["renumbered"] = [mark or "–" for mark in was]


def _close_list(entry):
    """The library closes the entries below a colon by itself: «…;», at last «….»."""
    if not entry["text"].endswith(":"):
        return
    for part in entry["clauses"]:
        stripped = part["text"].rstrip(_MARKS + " ")
        # «и др.», «т. п.», «2024 г.» keep their stop.
        short = re.search(r"(?:^|[\s(.])(?:др|т\. ?[пд]|пр|г)$", stripped)
        part["text"] = f"{stripped}." if short else stripped or part["text"]


def _template(text):
    """One line, as a placeholder-free template."""
    return " ".join(text.split()).replace("{", "{{").replace("}", "}}")
