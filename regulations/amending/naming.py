"""What a change is about as acts name it: «подпункт «б» пункта 2.4», «абзац третий пункта 2.4»."""

from dataclasses import dataclass, replace

from regulations.amending.changes import ACT, CLAUSE, SECTION, SUBCLAUSE
from regulations.amending.ordinals import ordinal
from regulations.library.marks import LETTERS, cited, mark_of

#: Nominative (and accusative), locative, instrumental.
NAMES = {
    ACT: ("наименование", "наименовании", "наименованием"),
    SECTION: ("раздел", "разделе", "разделом"),
    CLAUSE: ("пункт", "пункте", "пунктом"),
    SUBCLAUSE: ("подпункт", "подпункте", "подпунктом"),
}
PARAGRAPH = ("абзац", "абзаце", "абзацем")
#: Of what follows a part that is put in between: one in nominative and instrumental, several.
SHIFTED = {
    SECTION: ("раздел", "разделом", "разделы", "разделами"),
    CLAUSE: ("пункт", "пунктом", "пункты", "пунктами"),
    SUBCLAUSE: ("подпункт", "подпунктом", "подпункты", "подпунктами"),
    PARAGRAPH: ("абзац", "абзацем", "абзацы", "абзацами"),
}


@dataclass(frozen=True)
class Named:
    """Nominative (and accusative), locative, instrumental of an added part."""

    what: str
    where: str
    by: str


def with_marks(changes, sections):
    """The changes with the kinds of lists that the act has where they are made.

    What has a letter or a dash instead of a number is named by these: its number is printed
    nowhere.
    """
    kinds = {clause.number: clause.marks for section in sections for clause in section.clauses}

    def mark(number):
        whole, _, place = number.rpartition(".")
        return mark_of(kinds.get(whole, ""), int(place)) if whole else ""

    return [
        replace(change, mark=mark(change.number), marks=kinds.get(change.number, ""))
        for change in changes
    ]


def label(number, mark):
    """«2.4.1», «2.4 «б»», «2.4, абзац 3»: short, for lists, tables and sentences after «п.»"""
    whole, _, place = number.rpartition(".")
    if mark and not _is_letter(mark):
        return f"{whole}, абзац {_paragraph(place)}"
    return cited(number, mark)


def named(change):
    """The words for the part that a change is about."""
    whole, _, place = change.number.rpartition(".")
    if not change.mark:
        return Named(*(f"{name} {change.number}".strip() for name in NAMES[change.level]))
    if _is_letter(change.mark):
        names = [f"{name} «{change.mark[:-1]}»" for name in NAMES[SUBCLAUSE]]
    else:
        cases = zip(PARAGRAPH, ordinal(_paragraph(place)), strict=True)
        names = [" ".join(words) for words in cases]
    what, where, by = names
    return Named(f"{what} пункта {whole}", f"{where} пункта {whole}", by)


def opening_named(change):
    """The title of a section or the first paragraph of a clause, without what is below it."""
    if change.level == SECTION:
        what, where, by = (f"{name} раздела {change.number}" for name in NAMES[ACT])
    else:
        cases = zip(PARAGRAPH, ordinal(1), strict=True)
        what, where, by = (f"{' '.join(words)} пункта {change.number}" for words in cases)
    return Named(what, where, by)


def shifted(change, size):
    """«пункты 2.5–2.8 считать соответственно пунктами 2.6–2.9»; "" where nothing follows."""
    whole, _, place = change.number.rpartition(".")
    place = int(place)
    if place > size:
        return ""
    is_paragraph = change.mark and not _is_letter(change.mark)
    one, by_one, several, by_several = SHIFTED[PARAGRAPH if is_paragraph else change.level]

    def called(at, case=0):
        if is_paragraph:
            return ordinal(_paragraph(at))[case]
        if change.mark:
            return f"«{mark_of(LETTERS, at)[:-1]}»"
        return f"{whole}.{at}" if whole else str(at)

    if place == size:
        return f"{one} {called(place)} считать {by_one} {called(place + 1, 2)}"
    return (
        f"{several} {called(place)}–{called(size)} считать соответственно {by_several} "
        f"{called(place + 1, 2)}–{called(size + 1, 2)}"
    )


def _is_letter(mark):
    return mark.endswith(")")


def _paragraph(place):
    """The opening of a list is the first paragraph of its clause."""
    return int(place) + 1
