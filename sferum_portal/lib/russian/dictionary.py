"""The dictionary of pymorphy3, loaded when first asked (a tenth of a second, 15 MB)."""

from functools import cache

import pymorphy3


@cache
def analyzer():
    return pymorphy3.MorphAnalyzer(lang="ru")


@cache
def gender_of_given_name(name):
    """«male» or «female» by the dictionary's given names; None for others."""
    genders = {
        parse.tag.gender
        for parse in analyzer().parse(name.split("-")[0])
        if "Name" in parse.tag and parse.tag.case == "nomn" and parse.tag.number == "sing"
    }
    known = {"masc": "male", "femn": "female"}
    return known.get(genders.pop()) if len(genders) == 1 else None


def nominatives(word, *speech):
    """The readings of a word as a nominative of these parts of speech, the likeliest first."""
    return [
        parse
        for parse in analyzer().parse(word)
        if parse.tag.POS in speech and parse.tag.case == "nomn"
    ]
