"""Headings above headings: «Глава 2. Права» over «Статья 5. …». A draft has sections only."""

from regulations.importing.structure.labels import ROMAN, SINGLE, WORD

CHAPTER = "Заголовок над разделом: своего раздела у него нет, он стоит в названии первого под ним."
#: From the outermost on; others stand where their kind says.
_RANKS = {"часть": 0, "раздел": 1, "глава": 2, "статья": 4, "§": 5}
_KINDS = {ROMAN: 3, SINGLE: 6}


def is_chapter(paragraphs, number, is_heading):
    """Whether nothing but a heading of a lower rank stands below the paragraph."""
    each = paragraphs[number]
    below = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
    rank, lower = _rank(each), _rank(below)
    if rank is None or lower is None or rank >= lower:
        return False
    # Below «§ 2» stands the clause «3.», but «1.» above «1.1» is a section.
    if below.label.kind == SINGLE and not _heads_clause(paragraphs, number + 1):
        return False
    return is_heading(number, each) and is_heading(number + 1, below)


def _heads_clause(paragraphs, number):
    own, below = paragraphs[number], paragraphs[number + 1 : number + 2]
    labels = [each.label for each in below if each.label]
    return any(label.parts == (*own.label.parts, 1) for label in labels)


def _rank(each):
    if each is None or each.label is None or each.row:
        return None
    if each.label.kind != WORD:
        return _KINDS.get(each.label.kind)
    word = each.label.mark.split()[0].lower()
    return _RANKS["§"] if word.startswith("§") else _RANKS.get(word)


class Chapters:
    """The headings that wait for the section below them."""

    def __init__(self, notes):
        self.notes, self.titles = notes, []

    def add(self, each):
        """«Глава I» and «Права» stand in a title as «Глава I. Права.»"""
        given = f"{each.label.mark} {each.text}".strip()
        pieces = [each.label.mark.rstrip(" .:)–—-"), each.text.rstrip(" .:")]
        shown = " ".join(f"{piece}." for piece in pieces if piece)
        if "".join(given.split()) != "".join(shown.split()):
            self.notes.corrections[given, shown] += 1
        self.titles.append(shown)

    def take(self):
        titles, self.titles = self.titles, []
        return titles
