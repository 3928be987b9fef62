"""The act of annulled links as a paper, from what the register froze when it was made."""

from regulations.papers.kinds import all_kinds
from regulations.printing import capitalized, one_line
from regulations.templatetags.typography import held
from sferum_portal.lib.text import plural

KIND = "annulment_act"


def paper_of(act):
    """The finished text as `composing.compose` writes it; ``approval``: a mark above the text."""
    entry, facts = all_kinds()[KIND].entry, act.facts
    return {
        "form": entry["form"],
        "document_kind": entry["document_kind"],
        "title": _written(entry["title"]),
        "subtitle": _written(entry["subtitle"]),
        "full_name": _written(facts["full_name"]),
        "short_name": _written(facts["short_name"]),
        "contacts": [],
        "settlement": _written(facts["settlement"]),
        "number": str(act.number),
        "date": act.made_on.isoformat(),
        "annex": None,
        "approval": f"{capitalized(_written(facts['head_post']))} {_written(facts['short_name'])}",
        "addressee": [],
        "signature": {
            "post": capitalized(_written(facts["head_post"])),
            "name": _written(facts["head"]),
        },
        "pages": [{"blocks": [_block(block, act) for block in entry["blocks"]]}],
    }


def _written(text):
    return held(one_line(text))


def _block(block, act):
    made = {"type": block["type"]}
    if block["type"] == "table":
        columns = block["columns"]
        rows = [{**line, "what": _what(line), "n": n} for n, line in enumerate(act.lines, start=1)]
        return made | {
            "head": [column["title"] for column in columns],
            "rows": [[_written(c["cell"].format_map(row)) for c in columns] for row in rows],
        }
    if block["type"] == "minutes":
        return made | {"people": [{"post": block["post"], "name": _written(act.facts["made_by"])}]}
    return made | {"text": _written(block["text"].format(annulled=_annulled(len(act.lines))))}


def _what(line):
    return f"{line['what']} ({line['for_whom']})" if line["for_whom"] else line["what"]


def _annulled(number):
    """«Аннулировано: 3 ссылки-приглашения»"""
    links = plural(number, "ссылка-приглашение", "ссылки-приглашения", "ссылок-приглашений")
    verb = plural(number, "Аннулирована", "Аннулировано", "Аннулировано")
    return f"{verb}: {number} {links}"
