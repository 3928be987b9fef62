"""The shapes that people give to a regulation, and what happens to it on its way into a file."""

import random
import textwrap

ROMAN = ("I", "II", "III", "IV", "V")
#: style → (the number of a section as it is read, its heading, the number of a clause)
STYLES = {
    "decimal": (str, "{n}. {title}", "{n}.{c}."),
    "no_stop": (str, "{n} . {title}", "{n}.{c}"),
    "bracket": (str, "{n}. {TITLE}", "{n}.{c}.)"),
    "roman": (lambda n: ROMAN[n - 1], "{roman}. {TITLE}", "{n}.{c}."),
    "roman_flat": (lambda n: ROMAN[n - 1], "{roman}. {title}", "{flat}."),
    "word": (str, "Раздел {n}. {title}", "{n}.{c}."),
    "word_above": (str, "Раздел {n}\n{title}", "{n}.{c}."),
    "chapter": (str, "Глава {n}. {title}", "{c}."),
    "paragraph": (str, "§ {n}. {title}", "{n}.{c}."),
    "capitals": (lambda n: None, "{TITLE}", "{n}.{c}."),
}
BULLETS = ("- ", "– ", "• ", "· ", "— ", "* ", "▪ ", "\uf0b7 ", "а) ", "1) ")


def text_of(truth, style, *, bullet="- ", head="stacked"):
    """A regulation as lines, one for each paragraph; empty lines stand around headings."""
    lines = [*HEADS[head](truth), "", truth.title, ""]
    flat = 0
    _, heading, clause = STYLES[style]
    for n, (title, clauses) in enumerate(truth.sections, start=1):
        lines += ["", heading.format(n=n, title=title, TITLE=title.upper(), roman=ROMAN[n - 1]), ""]
        for c, (text, items) in enumerate(clauses, start=1):
            flat += 1
            lines.append(f"{clause.format(n=n, c=c, flat=flat)} {text}")
            lines += [f"{_mark(bullet, i)}{item}" for i, item in enumerate(items)]
    return "\n".join(lines)


def numbers_of(truth, style):
    """What `text_of` writes: [(number of the section, title, [numbers of clauses])]."""
    number, heading, clause = STYLES[style]
    flat, found = 0, []
    for n, (title, clauses) in enumerate(truth.sections, start=1):
        own = []
        for c in range(1, len(clauses) + 1):
            flat += 1
            own.append(clause.format(n=n, c=c, flat=flat).rstrip(".)"))
        found.append((number(n), title.upper() if "TITLE" in heading else title, own))
    return found


def _mark(bullet, place):
    if bullet == "а) ":
        return f"{'абвгдежз'[place]}) "
    return f"{place + 1}) " if bullet == "1) " else bullet


# --- Heads ----------------------------------------------------------------------------------------


def _stacked(truth):
    lines = [truth.owner, ""]
    for mark, below, *_ in truth.approvals:
        lines += [mark, *below, ""]
    return lines


def _beside(truth):
    """Columns side by side, as extraction with layout leaves them."""
    columns = [(mark, *below) for mark, below, *_ in truth.approvals]
    width = 44
    rows = [
        "".join((column[n] if n < len(column) else "").ljust(width) for column in columns).rstrip()
        for n in range(max(map(len, columns)))
    ]
    return [truth.owner, "", *rows]


def _flattened(truth):
    """The same without the gaps: every row of the columns is one line."""
    return [" ".join(line.split()) if line else "" for line in _beside(truth)]


HEADS = {"stacked": _stacked, "beside": _beside, "flattened": _flattened}


# --- What happens on the way ----------------------------------------------------------------------


def wrapped(text, width=78, hyphens=False):
    """Broken into lines as on a page; with ``hyphens`` long words at the ends are divided."""
    lines = []
    for line in text.split("\n"):
        if "   " in line or len(line) <= width:
            lines.append(line)
            continue
        pieces = textwrap.wrap(line, width, break_on_hyphens=False, break_long_words=False)
        lines += _divided(pieces, width) if hyphens else pieces
    return "\n".join(lines)


#: Beginnings after which a word of our texts is divided.
DIVIDED = ("обра", "роди", "участ", "преподава", "адми", "исполь", "консуль", "информа")


def _divided(pieces, width):
    pieces = list(pieces)
    for n in range(len(pieces) - 1):
        word, _, rest = pieces[n + 1].partition(" ")
        start = next((s for s in DIVIDED if word.startswith(s) and len(word) > len(s) + 3), None)
        if start and len(pieces[n]) + len(start) + 2 <= width + 6 and rest:
            pieces[n] = f"{pieces[n]} {start}-"
            pieces[n + 1] = f"{word[len(start) :]} {rest}"
    return pieces


def with_pages(text, *, every=18, running="Локальный акт организации"):
    """Numbers of pages and a running head between the lines, also amid paragraphs."""
    lines, page = [], 1
    for number, line in enumerate(text.split("\n"), start=1):
        lines.append(line)
        if number % every == 0:
            lines += ["", str(page), running, ""]
            page += 1
    return "\n".join(lines)


def double_spaced(text):
    return "\n\n".join(line for line in text.split("\n") if line.strip())


LOOKALIKES = str.maketrans("аеорсхАЕОРСНКМТ", "aeopcxAEOPCHKMT")


def recognised(text, seed=1):
    """As recognition leaves it: «Ne» for №, «Ф3» for ФЗ, Latin letters inside Russian words."""
    chance = random.Random(seed)
    text = text.replace("№ ", "Ne ").replace("-ФЗ", "-Ф3")
    words = text.split(" ")
    for n, word in enumerate(words):
        letters = [sign for sign in word if sign.isalpha()]
        inner = word.strip(".,;:«»()\n")
        if inner.isalpha() and len(letters) > 5 and "\n" not in word and chance.random() < 0.15:
            words[n] = word[0] + word[1:-2].translate(LOOKALIKES) + word[-2:]
    return " ".join(words)
