"""The title of a regulation: «Положение о …» with the lines that go on with it."""

import re

from regulations.importing.cleaning.hyphens import is_broken
from regulations.importing.heads.blocks import begins_title
from regulations.importing.structure.headings import is_capitals

PLACE = re.compile(
    r"(?i)(?:г\.|город|с\.|село|п\.|пос[.ёе]\w*|пгт\.?|ст\.|станица|р\.?п\.?)\s?[А-ЯЁа-яё][\w\s.-]{1,40}"
    r"(?:,?\s*\d{4}\s*(?:г\.?|год)?)?|\d{4}\s*(?:г\.?|год)?|[«\"]?\d+\s?(?:[»\"]\s)?.{0,12}20\d\d.{0,6}"
)
ORGANIZATION = re.compile(
    r"(?i)(?:муниципальн|государственн|частн|федеральн|краев|областн|бюджетн|автономн|казённ|казенн"
    r"|министерств|департамент|управлени|администраци|комитет|российская\s+федерация|мб|ма|мк|гб|гк|га)"
)
_TEXT_BEGINS = re.compile(r"(?:Настоящ|НАСТОЯЩ|В соответствии с|Приложение)")
_OPEN_END = re.compile(r"(?:\s(?:и|в|на|с|по|о|об|для|к|при|из|от)|[,–—-])$")
_OWNER = re.compile(r"(?:МБ|МА|МК|МД|ГБ|ГА|ГК|ГП|КГ|ЧОУ|ЧУ|ОУ|СОШ|ИКОП|VK|MAX|Сферум)")
_SPACED = re.compile(r"^(?:[А-ЯЁ]\s){4,}[А-ЯЁ]\b")


def take_title(lines, notes, hyphens):
    """``(title, lines above it, lines below it)``: the first «Положение о …» with what goes on."""
    start = next((n for n, line in enumerate(lines) if begins_title(line.stripped)), None)
    if start is None:
        return "", [], lines
    taken, end = [lines[start]], start + 1
    while end < len(lines) and _goes_on(taken, lines[end]):
        taken.append(lines[end])
        end += 1
    pieces = [line.stripped for line in taken]
    if spaced := _SPACED.match(pieces[0]):
        pieces[0] = spaced.group().replace(" ", "") + pieces[0][spaced.end() :]
    title = pieces[0]
    for piece in pieces[1:]:
        title = hyphens.joined(title, piece)
    title = " ".join(title.split())
    if title.startswith(("«", '"')) and title.endswith(("»", '"')):
        notes.mark(title[0] + title[-1])
        title = title[1:-1]
    return title, lines[:start], lines[end:]


def _goes_on(taken, line):
    text, before = line.stripped, taken[-1].stripped
    alone = len(taken) == 1 and len(before.split()) == 1
    closed = re.search(r"[.;:]$", before) and not re.search(r"\b[А-Яа-я]{1,3}\.$", before)
    far = line.blank > 2 and not alone
    if closed or far or PLACE.fullmatch(text) or (begins_title(text) and not alone):
        return False
    if _TEXT_BEGINS.match(text):
        return False
    if is_broken(before) or text[:1].islower() or text[:1] in '«"(№':
        return True
    if is_capitals(text):
        return is_capitals(before) or alone
    return _is_open(taken, alone) or _names_owner(line)


def _is_open(taken, alone):
    """Whether the lines so far cannot be all: a single word, a preposition, a quotation."""
    said = " ".join(each.text.strip() for each in taken)
    return alone or bool(_OPEN_END.search(said)) or said.count("«") > said.count("»")


def _names_owner(line):
    """Whose regulation it is, as a line of its own."""
    text = line.stripped
    if re.search(r"[.;:]$", text):
        return False
    if _OWNER.match(text):
        return True
    beside = line.centered or (line.indent > 15 and line.blank == 0)
    return line.blank <= 1 and len(text) <= 130 and (bool(ORGANIZATION.match(text)) or beside)
