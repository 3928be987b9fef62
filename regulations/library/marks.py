"""What stands before the parts of a clause: their numbers, letters or dashes."""

LETTERS, DASHES = "letters", "dashes"
#: Without those that are mistaken for other letters and for digits.
_ALPHABET = "абвгдежиклмнпрстуфхцшщэюя"
_DASH = "–"


def mark_of(kind, place):
    """«а)», «–»; empty where the part at this place (from 1) has a number."""
    if kind == DASHES:
        return _DASH
    if kind != LETTERS:
        return ""
    turns, letter = divmod(place - 1, len(_ALPHABET))
    return f"{_ALPHABET[letter] * (turns + 1)})"


def cited(number, mark):
    """How others name a part: «2.4.1», «2.4 «а»»; what has a dash is named by its clause."""
    whole = number.rpartition(".")[0]
    if not mark:
        return number
    return f"{whole} «{mark[:-1]}»" if mark.endswith(")") else whole
