"""What stands in a head beside title and approvals: names and places, or the text's beginning."""

import re

from regulations.importing.heads.title import ORGANIZATION, PLACE
from regulations.importing.structure.headings import is_capitals, is_lone, is_sentence
from regulations.importing.structure.labels import DOTTED, SINGLE, label_of

_LEFT = "Стоит перед текстом документа и в него не вошло: проверьте, не нужно ли оно там."
_INSTITUTION = re.compile(
    r"(?i)(?:средн|основн|начальн|общеобразоват|образоват|дошкольн|дополнительн|детск\w+\s+сад"
    r"|школ|гимнази|лице[йя]|колледж|техникум|училищ|центр|филиал|структурн|СОШ|ООШ|ДОУ)"
)
_WORD = re.compile("[А-Яа-яЁё]{3}")
_CLOSED = re.compile(r"[.;:]$")
_SHORT, _LONG, _BELOW = 25, 50, 6


class Preamble:
    """``lines`` of a head's rest go on to the text; ``after`` is the first line behind the head,
    ``is_found`` whether the head has a title or an approval."""

    def __init__(self, above, below, after, notes, *, is_found):
        self.notes, self.is_found = notes, is_found
        self.lines = [*self._chosen(above, [], is_above=True), *self._chosen(below, after)]

    def _chosen(self, rest, after, is_above=False):
        """From the first sentence on, or the heading over it; what stands above it is left."""
        named, told, chosen = False, [], []
        for number, line in enumerate(rest):
            text = line.stripped
            named = _is_name(line, named)
            is_place = PLACE.fullmatch(text)
            is_sure = is_place or (named and self.is_found) or is_capitals(text)
            heads = not (is_above or named or is_place) and _heads(rest[number:] + after)
            if heads or (not is_sure and _begins_sentence(rest[number:], is_above)):
                chosen = rest[number:]
                break
            self.notes.leave(line.text)
            if not is_sure and _WORD.search(text):
                told.append(text)
        if told:
            self.notes.doubt("не вошло", "\n".join(told), _LEFT)
        return chosen


def _is_name(line, named):
    """Whether a line names the organization, or goes on with its name (``named``)."""
    text = line.stripped
    if _CLOSED.search(text):
        return False
    if ORGANIZATION.match(text) or (_INSTITUTION.match(text) and re.search(r"[№«\"]", text)):
        return True
    goes_on = text[:1] in '«"(' or text[:1].islower() or _INSTITUTION.match(text)
    return named and line.blank == 0 and bool(goes_on)


def _heads(lines):
    """A heading without a number: a short line with a paragraph, a list or «1.1» below it."""
    if len(lines) < 2 or not is_lone(lines[0].stripped):
        return False
    label, text = label_of(lines[1].stripped)
    if label is None:
        closed = _CLOSED.search(text) or text.endswith("!")
        return text[:1].isupper() and bool(closed or len(text) > _LONG)
    if label.kind == DOTTED or (label.kind == SINGLE and is_sentence(text)):
        return label.parts[-1] == 1
    return label.is_item


def _begins_sentence(lines, is_above):
    """Whether a sentence begins here: it is closed, in this line or one below."""
    text = lines[0].stripped
    if not (text[:1].isupper() or text[:1] in '«"'):
        return False
    if not is_above and is_sentence(text):
        return True
    if len(text) < _SHORT:
        return not is_above and bool(re.search(r"[а-яё]\s[а-яё]+[.:]$", text))
    joined = " ".join(line.stripped for line in lines[:_BELOW])
    return bool(re.search(r"[.:;]\s*$|[а-яё»)]\.\s+[А-ЯЁ]", joined)) and len(joined) > 40
