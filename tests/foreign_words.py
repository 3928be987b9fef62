"""The words that belong to other kinds of organization, as stems; for every text of a kind."""

import re

FOREIGN_WORDS = {
    "school": [
        r"воспитанник",
        r"детск\w+ сад",
        r"заведующ",
        r"педагог\w* \(специалист",
        r"тьютор",
        r"куратор",
        r"преподават",
        r"колледж",
        r"студен",
        r"дисциплин",
        r"учебн\w+ групп",
        r"возрастн\w+ групп",
        r"воспитател\w+ групп\w*(?! продл)\b",
        r"демонстрационн",
    ],
    "kindergarten": [
        r"класс",
        r"ученик",
        r"ученич",
        r"учител",
        r"обучающ",
        r"предмет",
        r"\bурок",
        r"(?<!до)школ",
        r"директор",
        r"студен",
        r"тьютор",
        r"куратор",
        r"преподават",
        r"дисциплин",
        r"колледж",
        r"учебн\w+ групп",
        r"электронн\w+ журнал",
        r"дневник",
        r"демонстрационн",
    ],
    "college": [
        r"класс",
        r"ученик",
        r"ученич",
        r"учител",
        r"школ",
        r"воспитанник",
        r"заведующ",
        r"педагог\w* \(специалист",
        r"детск\w+ сад",
        r"\bурок",
        r"предмет",
        r"возрастн\w+ групп",
        r"продлённ",
    ],
}


#: The federal information system, which acts of law for all kinds of organization name.
SYSTEM = re.compile("[«„]Моя школа[»“]")


def foreign_words(kind_code, text):
    """The stems found in the text, each with what stands around it."""
    text = SYSTEM.sub("", " ".join(text.split()))
    return [
        text[max(0, hit.start() - 30) : hit.end() + 30]
        for stem in FOREIGN_WORDS[kind_code]
        for hit in re.finditer(stem, text, re.IGNORECASE)
    ]
