"""Words found in a text as whole words: «чат» stands neither in «чаты» nor in «чат-бот»."""

import re

from regulations.comparing.words import tidy

#: Between two letters or digits they make one word, as `comparing.words.TOKEN` has it.
_JOINTS = "[-‑.:/]"


def places_of(words, text):
    """How often they stand in the text; 0 for no words at all."""
    return len(_found(words, text))


def with_replaced(text, words, others):
    """The text with other words at every place, in single plain spaces."""
    made, end, plain = [], 0, tidy(text)
    for match in _found(words, text):
        made += [plain[end : match.start()], tidy(others)]
        end = match.end()
    return "".join([*made, plain[end:]])


def longer_words(words, text):
    """The words of the text that the given ones are a part of: «чаты», «чате»."""
    part = re.escape(tidy(words))
    around = rf"\w(?:{_JOINTS}?\w)*"
    pattern = rf"(?:{around})?{part}(?:{_JOINTS}?{around})?"
    found = re.findall(pattern, tidy(text)) if part else []
    return list(dict.fromkeys(found))


def _found(words, text):
    part = tidy(words)
    if not part:
        return []
    before = rf"(?<!\w)(?<!\w{_JOINTS})" if re.match(r"\w", part) else ""
    after = rf"(?!{_JOINTS}?\w)" if re.search(r"\w$", part) else ""
    return list(re.finditer(before + re.escape(part) + after, tidy(text)))
