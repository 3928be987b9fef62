"""What puts a document of a kind into force: an order, minutes, or the paper by its own number."""

from dataclasses import dataclass
from functools import cache

from regulations.papers.kinds import all_kinds
from sferum_portal.lib.russian import agreed

#: Form of a numbered paper → what it is called beside its number.
NOUNS = {"order": "приказ", "act": "акт", "letter": "письмо"}
MINUTES = "protocol"


@dataclass(frozen=True)
class ActOfKind:
    """``noun`` stands before date and number; ``label`` says what they are to the document.

    Of a document that does not rule (``rules``) nobody says that it is approved or in force:
    it is ``registered``, a sentence that agrees with its name.
    """

    noun: str
    rules: bool
    label: str
    registered: str = ""


#: The regulation and what changes it.
BY_ORDER = ActOfKind("приказ", True, "Утверждено")


@cache
def act_of_kind(code):
    kinds = all_kinds()
    if code not in kinds:
        return BY_ORDER
    kind = kinds[code]
    noun = "протокол" if kind.act == MINUTES else NOUNS[kinds[kind.act].entry["form"]]
    if kind.rules:
        return ActOfKind(noun, True, "Утверждено")
    label = "Номер и дата" if kind.is_numbered else "Основание"
    name = kind.noun.strip()
    return ActOfKind(noun, False, label, f"{name}: {agreed('registered', name)}")
