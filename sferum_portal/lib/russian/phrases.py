"""Posts («заместитель директора по …») and titles («Положение о …») in the six cases.

The head noun and its adjectives are declined; what depends on the noun stays as it is.
"""

import re
from functools import cache

from sferum_portal.lib.russian.cases import CASES, corrections, forms_of, like
from sferum_portal.lib.russian.dictionary import nominatives

GRAMMEMES = {"gen": "gent", "dat": "datv", "acc": "accs", "ins": "ablt", "loc": "loct"}
#: A name or an abbreviation is nobody's post.
NO_POSTS = {"Name", "Surn", "Patr", "Geox", "Abbr"}
#: May stand before a post.
ADVERB = "временно"
NOUN, ADJECTIVES = "NOUN", ("ADJF", "PRTF")
#: After it a second post may begin: «учитель музыки, педагог дополнительного образования».
SEPARATOR = re.compile(r"(, | и |; | \()")


@cache
def phrase_forms(text):
    """``{case: phrase}``; all alike where no noun in the nominative is found."""
    if text.lower().startswith(tuple(corrections()["phrases"]["unchanged"])):
        return forms_of(*[text] * 6)
    first, *rest = _outside_quotes(text)
    declined = _declined(first) or forms_of(*[first] * 6)
    # Pairs of separator and segment: only a second person's post is declined as well.
    for separator, segment in zip(rest[::2], rest[1::2], strict=True):
        more = _declined(segment, persons_only=True) or forms_of(*[segment] * 6)
        declined = {case: declined[case] + separator + more[case] for case in CASES}
    return declined


def head_of(text):
    """The reading (gender and number) of the noun that heads the phrase; None if there is none."""
    for word in text.split():
        if reading := _noun(word.lower().rpartition("-")[2]):
            return reading.tag
    return None


def _outside_quotes(text):
    """Split at the separators that stand before any quotation."""
    opening = text.find("«")
    before, after = (text, "") if opening < 0 else (text[:opening], text[opening:])
    parts = SEPARATOR.split(before)
    return [*parts[:-1], parts[-1] + after]


def _declined(segment, persons_only=False):
    words = segment.split(" ")
    adjectives = []
    for index, word in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else ""
        if not _belongs_to(word, following) and (forms := _head(word, persons_only)):
            declined, tag = forms
            before = [_adjective(each, tag) for each in adjectives]
            rest = words[index + 1 :]
            return {
                case: " ".join([*(each[case] for each in before), declined[case], *rest])
                for case in CASES
            }
        if not (nominatives(word.lower(), *ADJECTIVES) or word.lower() == ADVERB):
            return None
        adjectives.append(word)
    return None


def _belongs_to(word, following):
    """«старший» is a noun, too, yet not before «воспитатель»."""
    noun = _noun(following.lower().rpartition("-")[2]) if following else None
    return noun is not None and any(
        reading.tag.number == noun.tag.number == "sing" and reading.tag.gender == noun.tag.gender
        for reading in nominatives(word.lower(), *ADJECTIVES)
    )


def _head(word, persons_only):
    """The forms of the noun and its tag, or None when the word is no noun in the nominative."""
    if word.endswith(")"):
        found = _head(word[:-1], persons_only)
        return found and ({case: f"{form})" for case, form in found[0].items()}, found[1])
    lower = word.lower()
    *first, last = lower.split("-")
    known = corrections()["words"].get(last)
    if lower in corrections()["phrases"]["heads"]:
        reading = nominatives(lower, *ADJECTIVES, NOUN)[0]
        declined = _adjective(lower, reading.tag, person=True)
    elif (reading := _noun(last)) is not None or known:
        if persons_only and not known and reading.tag.animacy != "anim":
            return None
        declined = forms_of(*known) if known else _noun_forms(last, reading)
    else:
        return None
    tag = reading.tag if reading is not None else None
    for part in reversed(first):
        more = _part(part)
        declined = {case: f"{more[case]}-{declined[case]}" for case in CASES}
    return {case: like(word, form) for case, form in declined.items()}, tag


def _part(part):
    """The first part of «педагог-психолог» declines, that of «пресс-секретарь» does not."""
    reading = None if part in corrections()["phrases"]["fixed_parts"] else _noun(part)
    if known := corrections()["words"].get(part):
        return forms_of(*known)
    if reading is None or reading.tag.animacy != "anim":
        return forms_of(*[part] * 6)
    return _noun_forms(part, reading)


def _noun(word):
    """A noun in the nominative; a living being before a thing, one before many."""
    found = [parse for parse in nominatives(word, NOUN) if not NO_POSTS & parse.tag.grammemes]
    found.sort(key=lambda parse: (parse.tag.animacy != "anim", parse.tag.number != "sing"))
    return found[0] if found else None


def _noun_forms(word, reading):
    number = reading.tag.number
    made = (reading.inflect({case, number}) for case in GRAMMEMES.values())
    return forms_of(word, *(form.word if form else word for form in made))


def _adjective(word, tag, person=False):
    lower = word.lower()
    readings = nominatives(lower, *ADJECTIVES)
    if not readings:
        return forms_of(*[word] * 6)  # an adverb: «временно исполняющий»
    reading = readings[0]
    number = tag.number if tag else "sing"
    animacy = "anim" if person or tag is None or tag.animacy == "anim" else "inan"
    gender = (tag and tag.gender) or "masc"

    def form(case):
        wanted = {case, number} | ({gender} if number == "sing" else set())
        if case == "accs" and (number == "plur" or gender == "masc"):
            wanted.add(animacy)
        made = reading.inflect(wanted)
        return like(word, made.word if made else lower)

    return forms_of(word, *(form(case) for case in GRAMMEMES.values()))
