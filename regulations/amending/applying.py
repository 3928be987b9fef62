"""The act with its changes carried in: sections in, sections out."""

from copy import deepcopy

from regulations.amending.changes import ADD, REPEAL, REPEALED, REWORD, SECTION, WORDS
from regulations.amending.matching import longer_words, places_of, with_replaced
from regulations.amending.naming import label
from regulations.comparing.words import normal, tidy
from regulations.library import Clause, Section
from regulations.library.marks import mark_of
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.text import NBSP


class CannotApplyError(DomainError):
    """A change names what the act does not have."""


def apply_changes(title, sections, changes):
    """(title, sections) after the changes; raises CannotApplyError with the place.

    Numbers are those of the act as it was, of added parts those that they get.
    """
    tree = [_node(section) for section in sections]
    for change in changes:
        if not change.number:
            title = _new_title(title, change)
        elif change.action != ADD:
            _change(_find(tree, change), change)
    # The deepest first: what is added to a section finds it under the number that it had.
    added = (change for change in changes if change.action == ADD)
    for change in sorted(added, key=lambda each: (-len(each.place), each.place)):
        _add(tree, change)
    keys = _Keys(tree)
    return title, [_section(n, node, keys) for n, node in enumerate(tree, start=1)]


def branch(sections, number):
    """The section or clause of this number as a tree of texts, None where there is none."""
    parts, node = [_node(section) for section in sections], None
    for place in number.split("."):
        at = int(place) - 1
        if not 0 <= at < len(parts):
            return None
        node, parts = parts[at], parts[at]["parts"]
    return node


def lines_of(node):
    """The text with those of its parts, as a change shows it; of a section two levels."""
    lines = [node["text"]]
    for part in node["parts"]:
        lines += lines_of(part)
    return tuple(lines)


def _node(part):
    """A section or clause as the tree that an added or reworded part is made of."""
    is_section = hasattr(part, "title")
    return {
        "key": part.key,
        "text": tidy(part.title if is_section else part.text),
        "norms": [] if is_section else list(part.norms),
        "binds": [] if is_section else list(part.binds),
        "marks": "" if is_section else part.marks,
        "parts": [_node(each) for each in (part.clauses if is_section else part.subclauses)],
    }


def _new_title(title, change):
    if change.action == WORDS:
        return with_words(title, change, "В наименовании")
    return change.new[0]


def _find(tree, change):
    parts, node = tree, None
    for place in change.place:
        if not 1 <= place <= len(parts):
            raise CannotApplyError(f"В акте нет п. {change.number}: проверьте номер.")
        node, parts = parts[place - 1], parts[place - 1]["parts"]
    return node


def _change(node, change):
    if change.action == REPEAL:
        stub = {"key": "", "text": REPEALED, "norms": [], "binds": [], "parts": []}
        if change.level == SECTION:
            node["parts"] = [stub]
        else:
            node |= stub | {"key": node["key"]}
    elif change.action == WORDS:
        node["text"] = with_words(node["text"], change, f"В п. {label(change.number, change.mark)}")
    elif change.action == REWORD:
        _reword(node, change)


def _reword(node, change):
    if change.tree:
        # A copy: later changes go into it.
        node |= deepcopy(change.tree) | {"key": node["key"]}
        return
    if change.is_of_opening and node["parts"]:
        node["text"] = change.new[0]
        return
    new = _from_lines(change)
    node |= {"text": new["text"], "parts": _with_known(new["parts"], node["parts"])}


def _with_known(parts, former):
    """Parts whose words stay keep their key and their norms."""
    known = {normal(part["text"]).rstrip(".;"): part for part in former}
    return [
        (known.pop(normal(part["text"]).rstrip(".;"), None) or part)
        | {"text": part["text"], "parts": part["parts"]}
        for part in parts
    ]


def with_words(text, change, where):
    """The text after a change of words; CannotApplyError, which names ``where``, without them."""
    if not places_of(change.was, text):
        longer = longer_words(change.was, text)
        there = f" Есть «{'», «'.join(longer)}»: впишите целиком." if longer else ""
        raise CannotApplyError(f"{where} нет слов «{change.was}»: проверьте их.{there}")
    changed = " ".join(with_replaced(text, change.was, change.becomes).split())
    for sign in ".,;:":
        changed = changed.replace(f" {sign}", sign)
    return changed


def _add(tree, change):
    *above, place = change.place
    parts = tree
    for at in above:
        if not 1 <= at <= len(parts):
            raise CannotApplyError(f"В акте нет раздела или пункта для п. {change.number}.")
        parts = parts[at - 1]["parts"]
    if not 1 <= place <= len(parts) + 1:
        following = ".".join(map(str, [*above, len(parts) + 1]))
        raise CannotApplyError(
            f"Номер {change.number} оставил бы пропуск: следующий по порядку — {following}."
        )
    parts.insert(place - 1, deepcopy(change.tree) or _from_lines(change))


def _from_lines(change):
    """Typed lines: the first is the text (a section's title), the others its parts."""
    first, *others = change.new

    def node(text, parts=()):
        return {"key": "", "text": text, "norms": [], "binds": [], "parts": list(parts)}

    if change.level == SECTION and not others:
        raise CannotApplyError(f"В разделе {change.number} нужен хотя бы один пункт.")
    return node(first, [node(text) for text in others])


class _Keys:
    """Keys of what was added: each once in the version, like those of the library."""

    def __init__(self, tree):
        self.taken = set()
        self.used = {part["key"] for part in _all(tree)}

    def __call__(self, key, kind):
        if key and key not in self.taken:
            self.taken.add(key)
            return key
        n = 1
        while f"{kind}_{n}" in self.used | self.taken:
            n += 1
        self.taken.add(f"{kind}_{n}")
        return f"{kind}_{n}"


def _all(tree):
    for node in tree:
        yield node
        yield from _all(node["parts"])


def _section(number, node, keys):
    clauses = tuple(
        _clause(f"{number}.{n}", part, keys) for n, part in enumerate(node["parts"], start=1)
    )
    return Section(str(number), keys(node["key"], "section"), node["text"], clauses)


def _clause(number, node, keys, mark=""):
    marks = node.get("marks", "")
    parts = tuple(
        _clause(f"{number}.{n}", part, keys, mark_of(marks, n))
        for n, part in enumerate(node["parts"], start=1)
    )
    return Clause(
        number,
        keys(node["key"], "added"),
        node["text"].replace(NBSP, " "),
        tuple(node["norms"]),
        parts,
        tuple(node["binds"]),
        marks,
        mark,
    )
