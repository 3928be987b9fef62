"""What the words of a regulation lack or have too much. No database here."""

import re
import tomllib
from functools import cache
from pathlib import Path

from regulations import library
from regulations.amending.changes import REPEALED
from regulations.comparing.words import tidy
from regulations.importing.meaning.acts import bare, in_one_alphabet, is_distinctive

#: «п. 2.4», «пунктом 2.4.1», «раздела 5», «пп. 2.4, 2.5 и 2.7», but not «пункт 3 статьи 28» of a
#: law.
REFERENCE = re.compile(
    r"\b(?P<what>пп?\.|(?:под)?пункт\w*|раздел\w*)\s*(?P<numbers>\d{1,2}(?:\.\d{1,2}){0,2}"
    r"(?:(?:\s*[,–-]\s*|\s+(?:и|или)\s+)\d{1,2}(?:\.\d{1,2}){1,2})*)(?!\.?\d)(?=(?P<after>.{0,40}))"
)
ELSEWHERE = re.compile(
    r"^[\s,]*(?:(?:части|ч\.|стать\w+|ст\.)|.{0,30}?(?:\bстать\w+|\bст\.)\s*\d|"
    r".{0,25}(?:закон|кодекс|постановлен|приказ|устав|распоряжен|письм|указ))",
    re.IGNORECASE,
)


_SIGN = r"(?:№+|(?<!\w)NО?\.?)"
_BEFORE, _BEHIND = r"(?<![\w./-])", r"(?!\w|[./-]\w)"


@cache
def checks():
    file = Path(library.__file__).with_name("checks.toml")
    return tomllib.loads(file.read_text("utf-8"))


def pieces(sections):
    """(number, key, text) of titles, clauses and sub-clauses; lists of acts are no own words.

    What was repealed says nothing any more, and no reference leads to it.
    """
    return [piece for piece in _all_pieces(sections) if piece[2] != REPEALED]


def _all_pieces(sections):
    for section in sections:
        yield section.number, section.key, tidy(section.title)
        for clause in section.clauses:
            yield clause.number, clause.key, tidy(clause.text)
            if clause.key == "legal_bases":
                continue
            for part in clause.subclauses:
                yield part.number, part.key, tidy(part.text)


def not_said(sections):
    """Sentences for what a regulation must say and this one does not (norm COMM-9)."""
    text = " ".join(text for _, _, text in pieces(sections))
    return [
        entry["missing"]
        for entry in checks()["says"].values()
        if not any(re.search(stem, text, re.IGNORECASE) for stem in entry["stems"])
    ]


def foreign_words(sections, kind_code, own_names=()):
    """(number, word) for words of other kinds of organization; names of its own do not count."""
    stems = checks()["foreign"].get(kind_code, ())
    for number, _, text in pieces(sections):
        own_words = text
        for name in filter(None, own_names):
            own_words = own_words.replace(tidy(name), " ")
        for stem in stems:
            if hit := re.search(rf"\w*{stem}\w*", own_words, re.IGNORECASE):
                yield number, hit[0].strip()


def dead_references(sections):
    """(number, reference) for references to clauses that this text does not have."""
    found = pieces(sections)
    numbers = {number for number, _, _ in found}
    acts = (clause for s in sections for clause in s.clauses if clause.key == "legal_bases")
    numbers |= {part.number for clause in acts for part in clause.subclauses}
    for number, _, text in found:
        for reference, target in references(text):
            if target not in numbers:
                yield number, reference


def references(text):
    """``[(«п. 2.4», "2.4")]``: where the text refers to clauses and sections of its own act."""
    found = []
    for hit in REFERENCE.finditer(tidy(text)):
        if not ELSEWHERE.match(hit["after"]):
            targets = re.findall(r"\d[\d.]*", hit["numbers"])
            found += [
                (f"{hit['what']} {target}", target)
                for target in targets
                if "." in target or hit["what"].startswith("раздел")
            ]
    return found


def repealed_acts(sections, repealed):
    """(number, act) for acts that are no longer in force, named by their numbers in the text."""
    sought = [(act, _pattern_of(act.number)) for act in repealed]
    for number, _, text in pieces(sections):
        plain = in_one_alphabet(text)
        for act, pattern in sought:
            if pattern.search(plain):
                yield number, act


def _pattern_of(number):
    """«№ 2040», «N 04-127»; «Р-210» and «7.0.97-2016» are numbers of acts without a sign, too."""
    plain = bare(number)
    tight = re.escape(plain.replace(" ", ""))
    wide = re.sub(r"\\?([-/])", r"\\s?\1\\s?", tight)
    free = rf"(?:ГОСТ\s*Р?\s*|{_BEFORE}){tight}|" if is_distinctive(plain) else ""
    return re.compile(rf"(?:{free}{_SIGN}\s*{wide}){_BEHIND}")
