"""Where parts of an outline may stand: adding, splitting, moving and joining them."""

import re

from regulations.editing.outline import CLAUSE, SECTION, SUBCLAUSE
from regulations.models import Clause
from sferum_portal.lib.errors import DomainError


def above_and_place(outline, target, place):
    """The node to insert into, and the index; ``target`` None means the end of the document."""
    if target is None:
        return outline.root, len(outline.root.parts)
    node = outline.find(target)
    if place == "after":
        return node.above, node.index + 1
    if place == "first":
        return node, 0
    if place == "inside":
        return node, len(node.parts)
    raise DomainError("Такого места в документе нет.")


def split_off(outline, node, templates):
    """New clauses after the node (in a section, its first ones); the last takes the parts."""
    if not templates:
        return
    row = node.row
    if row.each:
        raise DomainError("Этот пункт нельзя разделить: его перечень портал составляет сам.")
    if node.level == SECTION:
        for number, text in enumerate(templates):
            outline.insert(text, node, number)
        return
    conditions = {"when": list(row.when), "unless": list(row.unless)}
    place = node.index + 1
    for number, text in enumerate(templates):
        last = outline.insert(text, node.above, place + number, **conditions)
    for part in list(node.parts):
        outline.move(part, last, len(last.parts))


def move(outline, node, where):
    """See `services.editing.move_clause`."""
    if where in ("up", "down"):
        _past_neighbour(outline, node, -1 if where == "up" else 1)
    elif where == "in":
        _into_the_one_before(outline, node)
    elif where == "out":
        _out_of_its_clause(outline, node)
    else:
        _into_section(outline, node, where)


def _past_neighbour(outline, node, step):
    other = outline.neighbour(node, step)
    if other is not None:
        outline.move(node, node.above, other.index)
        return
    # At the edge of a section a clause goes on into the next one.
    beyond = outline.neighbour(node.above, step) if node.level == CLAUSE else None
    if beyond is None:
        raise DomainError("Дальше двигать некуда.")
    outline.move(node, beyond, len(beyond.parts) if step < 0 else 0)


def _into_the_one_before(outline, node):
    if node.level != CLAUSE:
        raise DomainError("Глубже подпункта документ не делится.")
    if node.parts or node.row.each:
        raise DomainError("У этого пункта есть свои подпункты: сначала вынесите их.")
    before = outline.neighbour(node, -1)
    if before is None:
        raise DomainError("Перед этим пунктом в разделе ничего нет: он не может стать подпунктом.")
    if before.row.each:
        raise DomainError("Перечень перед этим пунктом портал составляет сам.")
    outline.move(node, before, len(before.parts))


def _out_of_its_clause(outline, node):
    if node.level != SUBCLAUSE:
        raise DomainError("Это уже самостоятельный пункт.")
    above = node.above
    outline.move(node, above.above, above.index + 1)


def _into_section(outline, node, where):
    if not str(where).isdecimal():
        raise DomainError("Выберите раздел, в который перенести пункт.")
    section = outline.find(int(where))
    if section.level != SECTION or node.level == SECTION:
        raise DomainError("Пункт переносят в раздел.")
    if node.above is section:
        raise DomainError("Пункт уже в этом разделе.")
    outline.move(node, section, len(section.parts))


def join(outline, node):
    """Append the node to the clause before it, which is returned; what named it names that one."""
    if node.level == SECTION:
        raise DomainError("Разделы не объединяются: перенесите пункты в другой раздел.")
    before = outline.neighbour(node, -1)
    if before is None and node.level == SUBCLAUSE:
        before = node.above
    if before is None:
        raise DomainError("Перед этим пунктом в разделе ничего нет: объединять не с чем.")
    if before.row.each or node.row.each:
        raise DomainError("Пункт с перечнем, который портал составляет сам, не объединяется.")
    if before.parts and before is not node.above:
        raise DomainError("У предыдущего пункта есть подпункты: объединить с ним нельзя.")
    before.row.text = f"{before.row.text} {node.row.text}"
    before.row.norms = [*before.row.norms, *set(node.row.norms) - set(before.row.norms)]
    outline.remove(node)
    for part in list(node.parts):
        outline.move(part, before, len(before.parts))
    _rename(outline, node.row.key, before.row.key)
    return before


def list_of(outline, node, marks):
    """The clause whose list the node has or is part of; refuses what its marks cannot be."""
    above = node.above if node.level == SUBCLAUSE else node
    if marks not in Clause.Marks.values:
        raise DomainError("Такого вида перечня нет.")
    if above.level != CLAUSE or above.row.each:
        raise DomainError("Вид перечня выбирают у пункта с подпунктами.")
    if not above.parts:
        raise DomainError("Под этим пунктом нет подпунктов: сначала добавьте их.")
    if marks and (key := _referred(outline, {part.row.key for part in above.parts})):
        raise DomainError(
            f"На подпункт этого перечня ссылается «{key[:60]}…»: ссылаться можно только на номер. "
            "Сначала уберите ссылку."
        )
    return above


def _referred(outline, keys):
    """The text that refers to one of these clauses."""
    wanted = {f"clause.{key}" for key in keys}
    texts = (node.row.text for node in outline.all())
    return next((text for text in texts if any(f"{{{name}}}" in text for name in wanted)), None)


def _rename(outline, old, new):
    pattern = re.compile(rf"\{{clause\.{re.escape(old)}\}}")
    for node in outline.all():
        if old in node.row.text:
            node.row.text = pattern.sub(f"{{clause.{new}}}", node.row.text)
