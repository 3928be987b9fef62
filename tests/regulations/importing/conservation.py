"""Adds up an imported regulation: which signs of the source are missing from it."""

from collections import Counter


def signs(text):
    return Counter(sign for sign in text if not sign.isspace())


def lost(source, imported):
    """``(missing, added)``: both are empty where every sign is accounted for."""
    notes = imported.notes
    texts = [imported.title, *notes.leftovers]
    # What a clause tells of stands in the clause.
    texts += [row.text for row in imported.approvals if row.clause is None]
    for section in imported.sections:
        texts += ["" if section.implied else section.number or "", section.title]
        for clause in section.clauses:
            texts += [clause.number or "", clause.text, *(item.text for item in clause.items)]
    have = sum(map(signs, texts), Counter()) + notes.marks
    wanted = signs(source.text)
    for (was, now), times in notes.corrections.items():
        for _ in range(times):
            wanted = wanted - signs(was) + signs(now)
    return wanted - have, have - wanted
