"""Whose clause a reference names: this document's, another act's, or one cannot tell."""

import re

OWN, OTHER, UNSURE = "own", "other", "unsure"

#: What clauses of other acts stand in, and the same as it follows the number of a clause.
_ACTS = (
    r"закон|кодекс|приказ|постановлени|распоряжени|указ|устав|договор|соглашени|конституци"
    r"|конвенци|деклараци|письм|протокол|решени|концепци|стандарт|методик|рекомендаци|требовани"
    r"|санпин|гост|фгос|положени|поряд[ко]|правил|регламент|инструкци|политик"
)
_OF_ACT = (
    r"(?:закон|кодекс|приказ|указ|устав|договор|протокол|стандарт|регламент|план|порядк|журнал"
    r"|письм|руководств)а|(?:постановлени|распоряжени|соглашени|решени|положени|перечн)я"
    r"|(?:конституци|конвенци|деклараци|концепци|стратеги|лицензи|инструкци|методик|программ"
    r"|памятк|политик)[иы]|(?:рекомендаци|требовани|услови)й|правил"
    r"|санпин\w*|сп|гост\w*|фгос\w*|коап|фз|\d+-фз|(?:тк|гк|ук|нк|ск|жк)(?=\s+рф)"
)
#: «Федерального закона», «трудового договора»: up to three words that say which.
_ACT = re.compile(
    rf"\s*[«\"]?(?:(?:[а-яё-]+(?:ого|его|ой|ей|ых|их)|РФ)\s+){{0,3}}(?P<act>{_OF_ACT})(?!\w)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"\s*,?\s*(?:ст\.|стать[яеиюё]|ч\.\s*\d|част[ьию]|абз\w*\.?\s+\d)", re.IGNORECASE
)
_THIS = re.compile(r"\s*\(?(?:настоящ\w+|данн(?:ого|ой|ых))\b", re.IGNORECASE)
_WHICH = re.compile(r"\s*(?:котор\w+|указанн\w+|названн\w+|вышеназванн\w+)", re.IGNORECASE)
#: The act is named before: «ст. 28, п. 2», «Устава (п. 3.4)», «приказа № 196, пункт 3».
_ARTICLE_BEFORE = re.compile(
    r"(?:\bст\.|\bстать\w+|\bч\.|\bчаст\w+)\s*\d+(?:\.\d+)*[\s,(]*$", re.IGNORECASE
)
_ACT_BEFORE = re.compile(
    rf".*\b(?P<act>{_ACTS})\w*(?P<details>[^;]*?)\s*(?P<sign>[,(:])\s*(?:(?:в|см\.|согласно)\s+)?$",
    re.IGNORECASE | re.DOTALL,
)
_DETAILS = re.compile(r"(?:№|\bN)\s*\S|\d{4}|[»\"]|\d-ФЗ|\bРФ\b|Федерации|директора|заведующ")
_NAMED_BEFORE = re.compile(
    rf"\b(?:{_ACTS})\w*[^;]*?(?:№\s*\d|-ФЗ)|\bкодекс|\bустав[аеу]?\b|санпин|гост\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<![\s.][а-яА-Я])(?<!\bст)(?<!\bпп)[.;]\s+(?=[А-ЯЁ«])")
#: «Правил внутреннего распорядка», «Положения об оплате труда»: another paper of the same name.
_NAMED = re.compile(
    r"\s+(?:об?|по|внутренн\w+|при[её]м\w*|оказани\w*|организаци\w*|осуществлени\w*|проведени\w*"
    r"|обработк\w*|аттестаци\w*|поведени\w*|пользовани\w*|использовани\w*|ведени\w*|применени\w*"
    r"|работы|общения|,?\s*утвержд[её]нн\w+)\b",
    re.IGNORECASE,
)
#: Words that are acts and also mere words: «порядок (п. 2.4)».
_WORDS = ("поряд", "порядо", "порядк", "правил", "требовани", "решени", "положени", "методик")
_STEM = 5
_KINDS = ["полож", "поряд", "прави", "регла", "инстр", "полит"]


def owner_of(before, after, title):
    """OWN, OTHER or UNSURE for a reference by what stands around it."""
    said = said_of(after, title)
    if said:
        return said
    before = _SENTENCE.split(before)[-1]
    if _ARTICLE_BEFORE.search(before):
        return OTHER
    return _by_what_precedes(before, title)


def said_of(after, title):
    """OWN or OTHER by what follows a reference; None where that does not tell."""
    if _THIS.match(after):
        return _of_this(after, title)
    if _ARTICLE.match(after) or _WHICH.match(after):
        return OTHER
    found = _ACT.match(after)
    if found is None:
        return None
    return OWN if _is_this(found["act"], after[found.end() :], title) else OTHER


def is_said(after):
    """Whether what follows says whose the clause is."""
    return bool(_THIS.match(after) or _ACT.match(after))


def _by_what_precedes(before, title):
    """«Устава (п. 3.4)» is the other act's; what only follows an act in its sentence may be."""
    found = _ACT_BEFORE.match(before)
    if found and not _is_kind(found["act"], title):
        details = found["details"]
        if _DETAILS.search(details) or not details:
            return OTHER if found["sign"] == "(" and found["act"].lower() not in _WORDS else UNSURE
    return UNSURE if _NAMED_BEFORE.search(before) else OWN


def _of_this(after, title):
    """«настоящего Положения» is ours, «данного закона» is not."""
    this = _THIS.match(after)
    act = _ACT.match(after, this.end())
    if this[0].strip(" (").lower().startswith("настоящ") or act is None:
        return OWN
    return OWN if _is_kind(act["act"], title) else OTHER


def _is_kind(act, title):
    """Whether it is the word that the document is called by: «Правил» of «Правила общения»."""
    own = [title.lower()[:_STEM]] if title else _KINDS
    return act.lower()[:_STEM] in own


def _is_this(act, rest, title):
    if not _is_kind(act, title):
        return False
    if not _NAMED.match(rest):
        return True
    # «п. 2.4 Положения о чатах лицея» in just that paper.
    said, own = rest.lower().split(), title.lower().split()[1:]
    return bool(own) and said[:2] == own[:2]
