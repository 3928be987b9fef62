"""Several changes of one act: their order, and which of them cannot stand beside each other."""

from itertools import combinations
from math import inf

from regulations.amending.changes import ACT, ADD, REPEAL, REWORD, SECTION, WORDS
from regulations.amending.matching import places_of, with_replaced
from regulations.amending.naming import label


def ordered(changes):
    """In the order of the act; what is added stands after all that concerns its place before."""
    return sorted(
        changes, key=lambda each: (*each.place, inf) if each.action == ADD else (*each.place,)
    )


def conflict_in(changes, text_of=lambda number: None):
    """A sentence about the first two that cannot stand together, "" where all can.

    ``text_of`` gives the present text of a number, None where the act is held elsewhere.
    """
    for first, second in combinations(ordered(changes), 2):
        if first.number == second.number:
            sentence = _of_one(first, second, text_of)
        elif _is_below(first, second):
            sentence = _of_part(first, second)
        else:
            sentence = ""
        if sentence:
            return sentence
    return ""


def _is_below(whole, part):
    return whole.level != ACT and part.number.startswith(f"{whole.number}.")


def _of_one(first, second, text_of):
    where = _where(first)
    if first.action == second.action == ADD:
        return f"{where} уже добавляется: дайте другому следующий номер или исправьте первое."
    if ADD in (first.action, second.action):
        # What is added takes the place; the former clause is changed under its former number.
        return ""
    if first.action == second.action == WORDS:
        return _of_words(first, second, text_of(first.number))
    return f"{where} уже меняется: исправьте то изменение, а не добавляйте второе."


def _of_words(first, second, text):
    """Words at different places may change, whatever comes first."""
    where = _where(first)
    if places_of(first.was, second.was) or places_of(second.was, first.was):
        return f"{where}: слова «{second.was}» уже меняются. Объедините изменения в одно."
    if text is None:
        return ""
    for change in (first, second):
        if not places_of(change.was, text):
            return f"{where}: слов «{change.was}» в действующем тексте нет."
    if _replaced(text, first, second) != _replaced(text, second, first):
        return (
            f"{where}: изменения слов «{first.was}» и «{second.was}» мешают друг другу. "
            "Объедините их в одно."
        )
    return ""


def _replaced(text, *changes):
    for change in changes:
        if not places_of(change.was, text):
            return None
        text = with_replaced(text, change.was, change.becomes)
    return text


def _of_part(whole, part):
    below = f"п. {label(part.number, part.mark)}"
    if whole.action == REPEAL:
        return f"{_where(whole)} утрачивает силу целиком: уберите изменение {below}."
    # One line rewords a title or the opening of a list alone.
    if whole.action == REWORD and len(whole.new) > 1:
        return f"{_where(whole)} излагается заново целиком: внесите туда и изменение {below}."
    return ""


def _where(change):
    if change.level == ACT:
        return "Наименование"
    if change.level == SECTION:
        return f"Раздел {change.number}"
    return f"П. {label(change.number, change.mark)}"
