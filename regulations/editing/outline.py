"""A draft's rows as a tree that verbs rearrange; what has changed is read off afterwards."""

import secrets
from dataclasses import dataclass, field

from regulations import library
from regulations.models import Clause
from sferum_portal.lib.errors import DomainError

SECTION, CLAUSE, SUBCLAUSE = 1, 2, 3
MOST_ROWS = 1500
#: What a change of a row is made of; the rest of it never changes.
FIELDS = (
    *("parent_id", "position", "key", "text", "norms"),
    *("when", "unless", "each", "marks", "template"),
)
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class GoneError(DomainError):
    """The clause was deleted meanwhile."""

    def __init__(self):
        super().__init__("Этого пункта больше нет: его удалили или объединили с другим.")


@dataclass(eq=False)
class Node:
    row: Clause | None
    above: "Node | None" = None
    parts: list["Node"] = field(default_factory=list)

    @property
    def level(self):
        return 0 if self.above is None else self.above.level + 1

    @property
    def index(self):
        return self.above.parts.index(self)

    @property
    def namespace(self):
        """Sections and clauses have keys, and placeholders, of their own."""
        return "section" if self.level == SECTION else "clause"

    def walk(self):
        yield self
        for part in self.parts:
            yield from part.walk()


class Outline:
    """The tree of one draft, as it is stored at this moment.

    ``holding`` are the conditions that hold (`library.conditions`): a clause is moved past those
    that stand, not past those that nobody sees.
    """

    def __init__(self, version, holding):
        self.version, self.holding = version, holding
        rows = list(version.clauses.order_by("position"))
        self.before = {row.pk: state(row) for row in rows}
        self.root = Node(None)
        self.nodes = {row.pk: Node(row) for row in rows}
        for row in rows:
            above = self.nodes[row.parent_id] if row.parent_id else self.root
            self.nodes[row.pk].above = above
            above.parts.append(self.nodes[row.pk])

    def find(self, pk):
        if node := self.nodes.get(pk):
            return node
        raise GoneError

    def all(self):
        """Every node in the order of the document."""
        walk = self.root.walk()
        next(walk)
        return walk

    def stands(self, node):
        row = node.row
        return library.holds({"when": row.when, "unless": row.unless}, self.holding)

    def neighbour(self, node, step):
        """The nearest sibling that stands, before (-1) or after (1); None at the end."""
        siblings, place = node.above.parts, node.index + step
        while 0 <= place < len(siblings):
            if self.stands(siblings[place]):
                return siblings[place]
            place += step
        return None

    def insert(self, text, above, place, *, key="", **more):
        """A new row with this template at this place among the parts of ``above``."""
        if len(self.nodes) >= MOST_ROWS:
            raise DomainError(f"В документе уже {MOST_ROWS} пунктов: больше не поместится.")
        if above.level >= SUBCLAUSE:
            raise DomainError("Глубже подпункта документ не делится.")
        if above.row is not None and above.row.each:
            raise DomainError("Этот перечень портал составляет сам: добавить в него ничего нельзя.")
        row = Clause(
            organization_id=self.version.organization_id,
            version=self.version,
            key=key or f"own_{''.join(secrets.choice(ALPHABET) for _ in range(8))}",
            text=text,
            **more,
        )
        node = Node(row, above)
        above.parts.insert(place, node)
        return node

    def move(self, node, above, place):
        node.above.parts.remove(node)
        node.above = above
        above.parts.insert(place, node)

    def remove(self, node):
        node.above.parts.remove(node)

    def settle(self):
        """Give every row its parent and its place; returns the new and the gone nodes' rows."""
        kept = list(self.all())
        for node in kept:
            node.row.parent = node.above.row
            node.row.position = node.index + 1
        known = {node.row.pk for node in kept}
        new = [node.row for node in kept if node.row.pk is None]
        gone = [self.nodes[pk].row for pk in self.before if pk not in known]
        return new, gone


def state(row):
    """What a row is, as the journal keeps it."""
    return {name: getattr(row, name) for name in FIELDS}
