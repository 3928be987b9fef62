"""Names of collegial bodies and posts, in any case, as they stand in blocks of approval."""

import re

from regulations.importing.meaning.dates import DATED, NUMBERED

_BODIES = [
    (r"педагогическ(?:ий|ого|им|ом|ому)\s+совет(?:а|ом|е|у)?", "педагогический совет"),
    (r"педсовет(?:а|ом|е|у)?", "педсовет"),
    (r"научно-методическ(?:ий|ого|им|ом)\s+совет(?:а|ом|е)?", "научно-методический совет"),
    (r"методическ(?:ий|ого|им|ом)\s+совет(?:а|ом|е)?", "методический совет"),
    (r"управляющ(?:ий|его|им|ем|ему)\s+совет(?:а|ом|е|у)?", "управляющий совет"),
    (r"попечительск(?:ий|ого|им|ом)\s+совет(?:а|ом|е)?", "попечительский совет"),
    (r"наблюдательн(?:ый|ого|ым|ом)\s+совет(?:а|ом|е)?", "наблюдательный совет"),
    (r"студенческ(?:ий|ого|им|ом)\s+совет(?:а|ом|е)?", "студенческий совет"),
    (r"ученическ(?:ий|ого|им|ом)\s+совет(?:а|ом|е)?", "ученический совет"),
    (r"родительск(?:ий|ого|им|ом)\s+совет(?:а|ом|е)?", "родительский совет"),
    (r"общешкольн(?:ый|ого|ым|ом)\s+родительск(?:ий|ого|им|ом)\s+комитет(?:а|ом|е)?",
     "общешкольный родительский комитет"),
    (r"родительск(?:ий|ого|им|ом)\s+комитет(?:а|ом|е)?", "родительский комитет"),
    (r"профсоюзн(?:ый|ого|ым|ом)\s+комитет(?:а|ом|е)?", "профсоюзный комитет"),
    (r"родительск(?:ое|ого|им|ом)\s+собрани(?:е|я|ем|и)", "родительское собрание"),
    (r"общ(?:ее|его|им|ем)\s+собрани(?:е|я|ем|и)", "общее собрание"),
    (r"общ(?:ая|ей)\s+конференци(?:я|и|ей)", "общая конференция"),
    (r"собрани(?:е|я|ем|и)(?=\s+(?:трудового|работников))", "собрание"),
    (r"совет(?:а|ом|е|у)?(?=\s+(?:родителей|обучающихся|учащихся|школы|учреждения|старшекл|студент"
     r"|законных|колледжа|техникума|лицея|гимназии|ОУ|ДОУ|МБ|МА|МК))", "совет"),
]  # fmt: skip
_ALSO = {"педсовет": "педагогический совет"}
_COMPILED = [
    (re.compile(rf"(?:{pattern})(?![а-яё])", re.IGNORECASE), name) for pattern, name in _BODIES
]
_POSTS = [
    (r"директор(?:а|ом|у)?", "директор"),
    (r"заведующ(?:его|им|ему)", "заведующий"),
    (r"заведующей", "заведующая"),
    (r"ректор(?:а|ом|у)?", "ректор"),
    (r"руководител(?:я|ем|ю)", "руководитель"),
    (r"начальник(?:а|ом|у)", "начальник"),
]
_COMPILED_POSTS = [(re.compile(rf"{p}(?![а-яё])", re.IGNORECASE), name) for p, name in _POSTS]
BODY = "|".join(pattern for pattern, _ in _BODIES) + r"|председател\w+"
POST = (
    r"(?:и\.?\s?о\.?\s+|врио\s+|исполняющ\w+\s+обязанности\s+)?"
    r"(?:директор|заведующ(?:ий|ая|его|ей|им)|ректор|руководитель|начальник)(?:а|ом|я|ем)?(?![а-яё])"
)
_BLANKS = re.compile(r"_{2,}[\s_/]*|/\s*_*\s*/|\(?\bподпись\)?|М\.\s?П\.?", re.IGNORECASE)
#: «Ольга Петровна»
PATRONYMIC = r"[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+(?:вич|вн|чн|ьич)(?:а|ы|у|е|ем|ой)?(?![а-яё])"
_PERSON = re.compile(
    rf"[А-ЯЁ][а-яё-]+[^\S\n]+{PATRONYMIC}"
    r"|(?<!им\. )(?<!им\.)(?<!имени )(?<!им\. [А-ЯЁ]\.)(?<!им\. [А-ЯЁ]\. )(?<!им\.[А-ЯЁ]\.)"
    r"/?\s*(?:[А-ЯЁ]\.\s?){1,2}\s?"
    r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s*/?"
    r"|/?\s*[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?[^\S\n]+[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?\s*/?"
    r"|/[А-ЯЁа-яё.\s-]{4,60}/"
)
_BLANK_DATE = re.compile(r"[«\"“]\s?[_\s]*[»\"”]\s?_*\s*(?:20\d\d|20_+)?\s*(?:года?|г\.?)?")
_PAPER = re.compile(
    r"(?:протокол\w*|приказ\w*|распоряжени\w*|постановлени\w*)(?:\s+(?:заседания|по))?",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:(?:и|на|с|со|от|решением?|заседани\w+)\s+)+", re.IGNORECASE)
_TRAILING = re.compile(r"(?:\s+(?:от|о|№|г|года?|на|с|и|приказом|в))+\s*$", re.IGNORECASE)
#: «Мнение совета учтено»; who has signed for the body that is named before.
_SAID = re.compile(r"\bучтен[оы]\b", re.IGNORECASE)
_SIGNED = re.compile(r"(?<=\S)\s+(?:председател|секретар)\w+.*$", re.IGNORECASE)
_EMPTIED = re.compile(r"\(\s*[.,;]*\s*\)")
#: «приказом МБОУ «Школа № 8» № 15»: behind a name, or the number of a school, stands the order's.
_BEHIND_NAME = re.compile(r"[»\"]$|№\s*[\w/-]+$")
_PLAIN_LEADING = re.compile(r"[\s:,.;)»\-–—]+")


def body_of(words):
    """Whose decision it is: what is left of a block without its papers, dates and signatures."""
    text = words
    for pattern in (_BLANKS, _PERSON, _SAID):
        text = pattern.sub("\n", text)
    text = _without_papers(text)
    text = re.sub(r"(?<=\w)-\n\s*", "-", text)
    text = " ".join(text.split())
    text = _LEADING.sub("", _EMPTIED.sub("", text))
    if (signed := _SIGNED.search(text)) and bodies_in(text[: signed.start()]):
        text = text[: signed.start()]
    text = _PLAIN_LEADING.sub("", text, count=1) if _PLAIN_LEADING.match(text) else text
    text = _TRAILING.sub("", text)
    text = text.strip(" ,.;:–—-/|")
    return nominative(text)


def _without_papers(text):
    spans = [paper.span() for paper in _PAPER.finditer(text)]
    for day in DATED.finditer(text):
        start = re.search(r"(?:\b(?:от|о)\s*)?$", text[: day.start()], re.IGNORECASE).start()
        spans.append((start, day.end()))
    spans += [found.span() for found in _BLANK_DATE.finditer(text)]
    for number in NUMBERED.finditer(text):
        if _is_of_paper(text, number, spans):
            spans.append(number.span())
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}\n{text[end:]}"
    return text


def _is_of_paper(text, number, spans):
    """A number right behind a paper's name or a date, or the last one, at the beginning of a line
    «№ 19 от …»; else it is the number of the school."""
    after = text[number.end() :]
    leads = text[: number.start()].endswith("\n") and re.match(r"[^\S\n]*от\s+[«\"\d]", after)
    if leads and not NUMBERED.search(after):
        return True
    before = text[: number.start()].rstrip(" \n,.г")
    if _PAPER.search(before) and not is_quoted(text, number) and _BEHIND_NAME.search(before):
        return not NUMBERED.search(after)
    ends = any(end >= len(before) and start <= number.start() for start, end in spans)
    return ends or bool(re.search(r"(?i)(?:протокол\w*|приказ\w*|распоряжени\w*|\bот)$", before))


def bodies_in(text):
    """``(start, name)`` of the collegial bodies that a text names, in its order."""
    found = [
        (each.start(), each.end(), name)
        for pattern, name in _COMPILED
        for each in pattern.finditer(text)
    ]
    named, end = [], 0
    for start, ends, name in sorted(found, key=lambda each: (each[0], -each[1])):
        if start >= end and not text[start - 1 : start].isalpha():
            named.append((start, _ALSO.get(name, name)))
            end = ends
    return named


def is_quoted(text, found):
    """Whether it stands inside quotation marks, which inner ones may leave unclosed."""
    before, after = text[: found.start()], text[found.end() :]
    if before.count('"') % 2 and '"' in after:
        return True
    return before.count("«") > before.count("»") and bool(re.match(r"[^«]*»", after))


def nominative(text):
    """«педагогическим советом школы» → «Педагогический совет школы»"""
    for pattern, name in _COMPILED + _COMPILED_POSTS:
        if found := pattern.match(text):
            text = name + text[found.end() :]
            break
    return text[:1].upper() + text[1:]
