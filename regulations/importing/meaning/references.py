"""References of a text to its own clauses and sections: «п. 2.4», «пунктами 2.1 и 2.3», «раздел 3».

A draft numbers anew, so that such a number lives on as a placeholder. What belongs to another act
(«п. 2 ст. 28 Федерального закона») stays as it is.
"""

import re
from collections import defaultdict
from dataclasses import dataclass

from regulations.importing.meaning.strangers import OTHER, OWN, UNSURE, is_said, owner_of, said_of
from regulations.importing.places import names, parts
from regulations.importing.result import Section
from regulations.importing.structure.labels import roman_value

#: As far as a text is read around a reference.
_AROUND = 200
#: So many are named together: «п. 1, п. 3 и п. 4 статьи 5».
_TOGETHER = 4
GONE = "Ссылка на номер, которого в тексте нет."
MANY = "Ссылка на номер, который в тексте не один."
WHOSE = "Ссылка: на пункт этого документа или другого акта?"

_CLAUSE = r"\d{1,3}(?:\.\d{1,3}){0,3}(?!\w|\.\d|-[а-яё])"
_CHAPTER = r"(?:\d{1,2}(?!\w|\.\d)|(?-i:[IVXХ]{1,6})(?!\w))"
_AND = r"\s*(?:,|;|и|или|по|[-–—])\s*"
_PLURAL = r"(?:под)?пункт(?:ы|ов|ам|ами|ах)\b|п{1,2}\.\s?п\.|пп\.?|раздел(?:ы|ов|ам|ами|ах)\b"
_REFERENCE = (
    r"(?<![\w-])(?:(?P<clause>(?:под)?пункт[а-яё]{0,3}|подп\.|п\.\s?п\.|пп?\.?)"
    rf"\s*(?:№\s*)?(?P<clauses>{_CLAUSE}(?:{_AND}{_CLAUSE})*)"
    r"|(?P<chapter>раздел[а-яё]{0,3}|глав(?:а|ы|е|у|ой|ам|ами|ах)|§{1,2})"
    rf"\s*(?:№\s*)?(?P<chapters>{_CHAPTER}(?:{_AND}{_CHAPTER})*))"
)
_FOUND = re.compile(_REFERENCE, re.IGNORECASE)
#: «п. 1 и п. 3 статьи 5», «подпункта 1 пункта 2 Устава»: what is said behind the last is of all.
_NEXT = re.compile(rf"(?P<sign>\s*(?:,|;|и|или)\s+|\s+){_REFERENCE}", re.IGNORECASE)
_SCOPE = re.compile(
    r"\s*(?:(?P<this>настоящ\w+|данн\w+|этого)\s+)?(?P<what>раздел[ае]?|глав[ые]|приложени\w+)\b"
    rf"(?:\s*(?:№\s*)?(?P<number>{_CHAPTER}))?(?P<foreign>\s+к\s+(?!настоящ|данн))?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reference:
    """A number at ``start:end`` of a text; ``target`` a section or clause, None with a ``why``."""

    start: int
    end: int
    target: object
    why: str = ""


class References:
    """Finds the references in the texts of an `Imported`."""

    def __init__(self, imported):
        self.title, self.sections = imported.title, imported.sections
        self._main = _by_number(s for s in self.sections if not s.is_annex)
        self._of = {id(section): _by_number([section]) for section in self.sections}

    def of(self, text, section):
        """The references of a text that stands in the section, in order; none of other acts."""
        for found in _FOUND.finditer(text):
            group = "clauses" if found["clause"] else "chapters"
            spans = _numbers(found, group)
            scope = _SCOPE.match(text, spans[-1][1]) if found["clause"] else None
            owner = self._owner(text, found.start(), scope.end() if scope else spans[-1][1])
            if owner == OTHER or _is_part(found) or (scope and scope["foreign"]):
                continue
            within = self._scope(scope, section) if scope else None
            for start, end in spans:
                targets = self._targets(text[start:end], group, section, within)
                if why := _fault(owner, targets):
                    yield Reference(start, end, None, why)
                elif owner == OWN:
                    yield Reference(start, end, targets[0])

    def _owner(self, text, start, end):
        """Whose it is by what stands around it and around those that it is named with."""
        before, after = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
        owner = owner_of(before, after, self.title)
        sure = True
        for _ in range(_TOGETHER):
            if owner != OWN or is_said(after) or not (found := _NEXT.match(after)):
                break
            sure = sure and not found["sign"].strip()
            after = after[found.end() :]
            scope = _SCOPE.match(after)
            if (scope and scope["foreign"]) or said_of(after, self.title) == OTHER:
                return OTHER if sure else UNSURE
        return owner

    def _scope(self, scope, section):
        """The sections that «раздела 2», «настоящего раздела», «приложения № 1» name."""
        if not scope["number"]:
            return [section] if scope["this"] else [s for s in self.sections if s.is_annex]
        if _is_annex(scope):
            ending = f" {scope['number']}"
            return [s for s in self.sections if s.is_annex and s.number.endswith(ending)]
        return self._chapters(scope["number"])

    def _targets(self, number, group, section, within):
        if group == "chapters":
            return self._chapters(number)
        if within is not None:
            return [clause for each in within for clause in self._of[id(each)][number]]
        own = self._of[id(section)][number] if section is not None and section.is_annex else []
        return [*self._main[number], *own]

    def _chapters(self, number):
        value = _value(number)
        own = [s for s in self.sections if s.number and not s.is_annex]
        return [s for s in own if _value(s.number) == value]


def doubt_references(imported):
    """Doubts about references that lead nowhere, to several places or perhaps to another act."""
    references, called = References(imported), names(imported.sections)
    section = None
    for at, part in enumerate(parts(imported.sections)):
        if isinstance(part, Section):
            section = part
            continue
        for text in (part.text, *(item.text for item in part.items)):
            for each in references.of(text, section):
                if each.why:
                    shown = text[max(each.start - 40, 0) : each.end + 30].strip()
                    imported.notes.doubt(called[id(part)], shown, each.why, at)


def _fault(owner, targets):
    """Why a number cannot live on; of one that may be another act's only where it is also ours."""
    if owner == UNSURE:
        return WHOSE if targets else ""
    return "" if len(targets) == 1 else MANY if targets else GONE


def _is_part(found):
    """«подпункт 1» is counted within its clause."""
    word, numbers = found["clause"] or "", found["clauses"] or ""
    return word.lower().startswith("под") and "." not in numbers


def _is_annex(scope):
    return scope["what"].lower().startswith("приложен")


def _by_number(sections):
    found = defaultdict(list)
    for section in sections:
        for clause in section.clauses:
            if clause.number and clause.text:
                found[clause.number].append(clause)
    return found


def _numbers(found, group):
    """The places of the numbers of a reference: those that are written as the first one is."""
    offset, text = found.start(group), found[group]
    spans = [each.span() for each in re.finditer(r"\d+(?:\.\d+)*|[IVXХ]+", text)]
    depth = text[slice(*spans[0])].count(".")
    plural = re.fullmatch(_PLURAL, found["clause"] or found["chapter"], re.IGNORECASE)
    kept = spans[:1]
    for span in spans[1:]:
        # «п. 3 и 5 дней», «п. 2.4, 3»: what counts something is no number of a clause.
        if text[slice(*span)].count(".") != depth or not (depth or plural):
            break
        kept.append(span)
    return [(offset + start, offset + end) for start, end in kept]


def _value(number):
    return int(number) if number.isdigit() else roman_value(number)
