"""The clauses of the library that a draft does not have, for the person to take."""

from dataclasses import dataclass

from organizations import kinds
from regulations import library
from regulations.library.facts import Values

OPTIONAL = "По желанию"
LEFT_OUT = "Вы исключили его из документа"
NOT_HOLDING = "Портал не включил его по сведениям организации"


@dataclass(frozen=True)
class Offer:
    key: str
    text: str
    why: str


def offers_of(desk):
    """``[(title of a section, [Offer])]`` of what can be taken."""
    present = {node.row.key: node for node in desk.outline.all() if node.namespace == "clause"}
    found = []
    for section in library.all_entries():
        offers = [
            offer
            for entry in section["clauses"]
            if _fits(desk.kind, entry) and (offer := _offer(desk, entry, present))
        ]
        if offers:
            found.append((desk.wording.shown(section["title"]), offers))
    return found


def _offer(desk, entry, present):
    node = present.get(entry["key"])
    if node is not None and desk.outline.stands(node):
        return None
    values = Values(desk.kind, desk.facts, library.document()["questions"])
    values["clause"], values["section"] = (
        desk.written.values["clause"],
        (desk.written.values["section"]),
    )
    text = values.format(entry["text"])
    if values.faults or values.missing:
        return None
    if not library.holds(entry, desk.holding):
        return Offer(entry["key"], text, NOT_HOLDING)
    return Offer(entry["key"], text, OPTIONAL if "optional" in entry else LEFT_OUT)


def _fits(kind, entry):
    """Whether a clause may be meant for this kind of organization at all."""
    own = library.conditions(kind, {})
    asked = set(library.document()["features"])
    of_kinds = {"unit_is_shortened"}
    for each in kinds.all():
        of_kinds |= {*each.features, *each.chats}
    when = of_kinds & set(entry.get("when", ()))
    unless = (of_kinds - asked) & set(entry.get("unless", ()))
    return when <= own and not unless & own
