"""How acts are called: their kinds in the nominative, their numbers in one spelling."""

import re

from regulations.comparing.words import normal

_LOOKALIKES = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")
_STANDARD = re.compile(r"^(?:№|ГОСТ(?:\s*Р(?=[\s\d]))?)\s*")
LAW, CONSTITUTIONAL = "Федеральный закон", "Федеральный конституционный закон"
_KINDS = {
    "закон": "закон",
    "постанов": "постановление",
    "приказ": "приказ",
    "распоряж": "распоряжение",
    "письм": "письмо",
    "указ": "указ",
    "методическ": "методические рекомендации",
    "рекомендаци": "рекомендации",
    "концепци": "концепция",
    "решени": "решение",
}


def in_one_alphabet(text):
    """In capitals, with Russian letters for Latin look-alikes and one sort of dashes."""
    return normal(text).upper().translate(_LOOKALIKES).replace("—", "-")


def comparable(number):
    """«№ 273 - фз», «273-ФЗ», «ГОСТ Р 7.0.97», «7.0.97» → one number; Latin look-alikes too."""
    return re.sub(r"[\s№]", "", bare(number))


def bare(number):
    """In one alphabet, and without what stands before it: «№», «ГОСТ Р»."""
    return _STANDARD.sub("", in_one_alphabet(number).strip())


def is_distinctive(number):
    """«Р-210», «41-ФЗ», «7.0.97-2016»: no count, no day, no class («10-А») is written so.

    ``number`` is a `bare` one.
    """
    letters, digits = re.findall(r"[^\W\d_]", number), re.findall(r"\d", number)
    of_act = letters and "-" in number and (len(letters) > 1 or len(digits) > 2)
    return bool(of_act) or len(re.findall(r"\d+", number)) > 3


def kind_of(word, number):
    """«распоряжением» → «распоряжение»; a number with «ФЗ» is a law's, whatever the word."""
    end = re.search(r"ФК?З$", comparable(number or ""))
    if end:
        return CONSTITUTIONAL if end[0] == "ФКЗ" else LAW
    if re.match(r"(?i)федеральн|ФК?З\b", word):
        return CONSTITUTIONAL if re.search(r"(?i)конституц|ФКЗ", word) else LAW
    return next((kind for stem, kind in _KINDS.items() if word.lower().startswith(stem)), "")
