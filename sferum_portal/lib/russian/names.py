"""People's names in the six cases: which gender, which form, where nothing changes."""

import re
from functools import cache

from pytrovich.enums import Case, Gender, NamePart
from pytrovich.maker import PetrovichDeclinationMaker

from sferum_portal.lib.russian.cases import CASES, corrections, forms_of
from sferum_portal.lib.russian.dictionary import gender_of_given_name
from sferum_portal.lib.text import NBSP

MALE, FEMALE = "male", "female"
OBLIQUE = {
    "gen": Case.GENITIVE,
    "dat": Case.DATIVE,
    "acc": Case.ACCUSATIVE,
    "ins": Case.INSTRUMENTAL,
    "loc": Case.PREPOSITIONAL,
}
GENDERS = {MALE: Gender.MALE, FEMALE: Gender.FEMALE}
PARTS = {
    "surnames": NamePart.LASTNAME,
    "given_names": NamePart.FIRSTNAME,
    "patronymics": NamePart.MIDDLENAME,
}


def gender_of(surname, given_name, patronymic=""):
    """MALE or FEMALE; None where neither patronymic, given name nor surname tells."""
    endings = corrections()["gender"]
    return (
        _by_ending(patronymic, endings["male_patronymics"], endings["female_patronymics"])
        or gender_of_given_name(given_name)
        or _by_ending(surname, endings["male_surnames"], endings["female_surnames"])
    )


def name_forms(surname, given_name, patronymic="", *, gender=None):
    """``{case: «Петрову Анну Сергеевну»}``; all alike where the gender cannot be told."""
    gender = gender or gender_of(surname, given_name, patronymic)
    parts = _parts(surname, given_name, patronymic, gender)
    return {case: " ".join(part[case] for part in parts) for case in CASES}


def short_forms(surname, given_name, patronymic="", *, gender=None, initials_first=False):
    """``{case: «Петрову А. С.»}``, or «А. С. Петрову»; no line ends within the name."""
    gender = gender or gender_of(surname, given_name, patronymic)
    declined = _parts(surname, "", "", gender)[0]
    initials = [f"{name[0]}." for name in (given_name, patronymic) if name]
    return {
        case: NBSP.join([*initials, form] if initials_first else [form, *initials])
        for case, form in declined.items()
    }


def _parts(surname, given_name, patronymic, gender):
    named = {"surnames": surname, "given_names": given_name, "patronymics": patronymic}
    return [_declined(part, text, gender) for part, text in named.items() if text]


@cache
def _declined(part, text, gender):
    if gender is None:
        return forms_of(*[text] * 6)
    if part == "patronymics" and _correction(part, text, gender):
        return _whole(part, text, gender)
    # «Римского-Корсакова», «Анны-Марии»; a space divides double names, too.
    pieces = re.split(r"([- ])", text)
    declined = [
        forms_of(*[piece] * 6) if piece in ("-", " ", "") else _whole(part, piece, gender)
        for piece in pieces
    ]
    return {case: "".join(piece[case] for piece in declined) for case in CASES}


def _whole(part, text, gender):
    if rule := _correction(part, text, gender):
        stem = text[: len(text) - rule["cut"]]
        return forms_of(text, *(stem + ending for ending in rule["endings"]))
    made = (_maker().make(PARTS[part], GENDERS[gender], case, text) for case in OBLIQUE.values())
    return forms_of(text, *made)


def _correction(part, text, gender):
    for rule in corrections()[part]:
        if rule["gender"] in (gender, "any") and re.search(
            f"(?:{rule['ending']})$", text, re.IGNORECASE
        ):
            return rule
    return None


def _by_ending(text, male, female):
    lower = text.lower()
    if lower.endswith(tuple(male)):
        return MALE
    if lower.endswith(tuple(female)):
        return FEMALE
    return None


@cache
def _maker():
    return PetrovichDeclinationMaker()
