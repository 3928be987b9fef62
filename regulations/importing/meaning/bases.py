"""Legal bases: acts named in a text, in lists and inside sentences."""

import re

from regulations.importing.meaning.acts import comparable, kind_of
from regulations.importing.meaning.dates import DATED, NUMBER, bare, day_of
from regulations.importing.result import Basis

_LAW = (
    r"(?:федеральн\w+\s+(?:конституционн\w+\s+)?закон\w*(?:\s+(?:РФ|Российской\s+Федерации))?"
    r"|ФК?З(?:\s+РФ)?)"
)
#: «152-ФЗ»: such a number is a federal law's, whatever stands before it.
_FEDERAL = r"\d{1,4}\s?[-–]\s?ФК?З(?!\w)"
_KIND = re.compile(
    rf"(?<![\w-])(?:(?P<law>{_LAW})|(?P<federal>(?:(?:от\s+)?{DATED.pattern}\s*)?(?:№\s*)?{_FEDERAL})"
    r"|(?P<code>конституци\w+\s+(?:РФ|Российской\s+Федерации)"
    r"|(?:семейн|гражданск|трудов|жилищн|налогов)\w+\s+кодекс\w*(?:\s+(?:РФ|Российской\s+Федерации))?"
    r"|конвенци\w+\s+о\s+правах\s+реб[её]нка)"
    r"|(?P<issued>закон\w*|постанов\w*ени\w*|приказ\w*|распоряжени\w*|письм\w*|указ\w*"
    r"|рекомендаци\w+|методически\w+\s+рекомендаци\w+|концепци\w+|решени\w+)"
    r"|(?P<standard>СанПиН|СП|ГОСТ(?:\s+Р)?|санитарн\w+\s+правил\w+))(?!\w|-(?!\s?\d))",
    re.IGNORECASE,
)
_DATE = re.compile(rf"(?:(?:от|о|oт)\s*)?(?:{DATED.pattern})", re.IGNORECASE)
_NUMBER = re.compile(
    rf"(?:за\s+)?(?:№+|N[oо]?\.?)\s*{NUMBER}|(?P<bare>(?i:{_FEDERAL}))"
    r"|(?P<after>(?:(?<=ФЗ)|(?<=ФКЗ))\s?-\s?\d{1,4})"
)
_CODES = {
    "конституци": "Конституция",
    "конвенци": "Конвенция",
    "семейн": "Семейный кодекс",
    "гражданск": "Гражданский кодекс",
    "трудов": "Трудовой кодекс",
    "жилищн": "Жилищный кодекс",
    "налогов": "Налоговый кодекс",
}
_OPEN = '«“„"'
_ISSUER = re.compile(
    r"[^«»\"“”;№]{0,150}?(?=\s*(?:\bот\s|\bо\s\d|№|\bN\s?\d|[«\"“]|\d{2,4}\s?-ФЗ))"
)
_AUTHORITY = re.compile(
    r"(?i)\b(?:мин(?:ист|прос|обр|циф|труд|здрав|комсв|юст|культ|фин|нау)|правительств|президент"
    r"|служб|департамент|управлени|комитет|главн|администраци|област|кра[йяе]|республик|округ"
    r"|РФ\b|росс|банк|ФСБ|ФСТЭК|рос[а-я]{4}|фед)"
)
_LOCAL = re.compile(
    r"(?i)\b(?:директор|заведующ|руководител\w+\s+(?:образ|учр|орг)|учреждени|организаци\w+$|школ|колледж"
    r"|техникум|дет\w+\s+сад|МБ[ДО]|МДОУ|МАОУ|МКОУ|МАДОУ|МБДОУ|ГБПОУ|по\s+(?:школе|учрежд|основной))"
)
_BETWEEN = re.compile(
    r"[\s,]*(?:г\.?(?!\w)|года?\b)?[\s,.]*(?:\((?:ред|в\s+ред|с\s+изм|далее)[^)]*\))?[\s,]*"
    r"(?:\((?=\s*(?:№|от\s*\d)))?"
)
#: «приказом от … № 196 Министерства просвещения РФ «…»»: who has issued it may stand behind.
_ISSUED_BY = re.compile(
    r",?\s*(?:(?:министерств|правительств|президент|департамент)а"
    r"|мин(?:прос|обр|циф|труд|здрав|юст|культ|фин|нау|спорт)\w+"
    r"|рос(?:обр|ком|потреб|арх|стандарт)\w+|федеральн\w+\s+(?:служб|агентств)\w+"
    r"|главного\s+государственного|комитета\s+по|управления\s+(?:образован|по\s)\w*|ФСБ|ФСТЭК)"
    r"(?!\w)[^«»\"“”;:,.№()]{0,120}?(?=\s*(?:[«\"“;:,.()]|$|№|от\s*\d))",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\s*(?:,|и|;|а\s+также)\s+(?=от\s*[\d«\"]|№\s*\d)")
_LONGEST_TITLE = 900
_UNQUOTED = re.compile(r"(?:Об?|Об утверждении|По)\s+[а-яё][^;\n]*?(?=;|$|\.\s*$|\.\s+[А-ЯЁ])")


def bases_in(texts):
    """The acts of some texts, each once, in their order."""
    found = {}
    for text in texts:
        for basis in _acts(text):
            key = next((k for k, known in found.items() if _same(known, basis)), None)
            if key is None:
                found[len(found)] = basis
            else:
                known = found[key]
                found[key] = Basis(
                    known.number or basis.number,
                    known.date or basis.date,
                    known.title or basis.title,
                    known.kind or basis.kind,
                )
    return list(found.values())


def _same(one, other):
    if one.number is None or other.number is None:
        same_title = one.title and other.title and one.title.casefold() == other.title.casefold()
        return one.number == other.number and bool(same_title) and one.date == other.date
    dates = one.date is None or other.date is None or one.date == other.date
    return comparable(one.number) == comparable(other.number) and dates


def _acts(text):
    place = 0
    while kind := _KIND.search(text, place):
        acts, end = _read(text, kind)
        yield from acts
        place = max(end, kind.end())


def _read(text, kind):
    """The acts that begin with this kind of act, and where they end."""
    if kind["code"]:
        return [Basis(None, None, _title_of_code(kind["code"]))], kind.end()
    if kind["standard"]:
        return _standard(text, kind)
    place, issuer = _begin_of_details(text, kind)
    if issuer is None or _is_local(issuer):
        return [], place
    acts = []
    while True:
        number, day, title, end = _details(text, place)
        known = not kind["issued"] or _AUTHORITY.search(issuer) or _is_federal(number)
        if number and not known and (found := _ISSUED_BY.match(text, end)):
            known = True
            _, late_day, late_title, end = _details(text, found.end())
            day, title = day or late_day, title or late_title
        alone = number and day and title and not _is_of_organization(kind, issuer)
        if not (number and known) and not alone and not (day and title and known):
            break
        whole = _whole(number, kind)
        acts.append(Basis(whole, day, title, kind_of(kind.group(), whole)))
        place = end
        again = _NEXT.match(text, place)
        if not again:
            break
        place = again.end()
    return acts, place


def _begin_of_details(text, kind):
    """Where date and number begin, and who is named before them; None for another act's."""
    if kind["federal"]:
        return kind.start("federal"), ""
    found = _ISSUER.match(text, kind.end()) if kind["issued"] else None
    if not found:
        return kind.end(), ""
    issuer = found.group()
    # «приказ об использовании … и закон от …»: the details belong to the second one.
    if _KIND.search(issuer) or re.search(r"[.!?]\s+[А-ЯЁ]", issuer):
        return kind.end(), None
    return found.end(), issuer


def _is_local(issuer):
    """An act of the organization itself."""
    named = _LOCAL.search(issuer)
    return named and not re.search(r"(?i)минист|минпросв|минобр|правительств|рособр", issuer)


def _is_of_organization(kind, issuer):
    """«приказом от 01.09.2025 № 15 «О чатах»» names nobody: it is the organization's."""
    word = (kind["issued"] or "").lower()
    return not issuer.strip() and word.startswith(("приказ", "распоряж", "решени"))


def _is_federal(number):
    return bool(number) and re.fullmatch(_FEDERAL, number, re.IGNORECASE)


def _whole(number, kind):
    """«ФЗ № 152» → «152-ФЗ»"""
    if number is None:
        return None
    if kind["law"] and number.isdigit():
        constitutional = re.search(r"(?i)конституц|ФКЗ", kind["law"])
        return f"{number}-{'ФКЗ' if constitutional else 'ФЗ'}"
    return number.upper() if _is_federal(number) else number


def _details(text, place):
    number = day = title = None
    end = place
    while True:
        start = _BETWEEN.match(text, end).end()
        if day is None and (found := _DATE.match(text, start)) and (real := day_of(found)):
            day, end = real, found.end()
        elif number is None and (found := _NUMBER.match(text, start)):
            raw = found["number"] or found["bare"] or found["after"].strip(" -")
            number, end = bare(raw), found.end()
        elif title is None and start < len(text) and text[start] in _OPEN:
            title, end = _quoted(text, start)
        elif title is None and number and (found := _UNQUOTED.match(text, start)):
            title, end = found.group().strip(" ."), found.end()
        else:
            return number, day, title, end


def _quoted(text, start):
    """The title in its quotation marks; inner ones may have lost their second half."""
    straight = text[start] == '"'
    depth, last = 0, None
    for place in range(start, min(len(text), start + _LONGEST_TITLE)):
        sign = text[place]
        if straight and sign == '"' and place > start:
            if re.match(r'"\s*(?:[;,.)]|$|от\s|№|\(|и\s|\d{1,4}\s?-)', text[place:]):
                return text[start + 1 : place].strip(), place + 1
        elif not straight and sign in "«“„":
            depth += 1
        elif not straight and sign in "»”":
            depth, last = depth - 1, place
            if depth == 0:
                return text[start + 1 : place].strip(), place + 1
            if re.match(r"[»”]\s*(?:;|\.?\s*$)", text[place:]):
                return text[start + 1 : place + 1].strip(), place + 1
        elif sign == ";" and depth > 0 and place > start + 300:
            break
    if last is None:
        stop = re.compile(r";|$").search(text, start).start()
        return text[start + 1 : stop].strip(), stop
    return text[start + 1 : last].strip(), last + 1


def _standard(text, kind):
    found = re.compile(r"\s*(?:№\s*)?(\d[\d./-]*\d)").match(text, kind.end())
    if not found:
        return [], kind.end()
    _, day, title, end = _details(text, found.end())
    return [Basis(f"{kind.group()} {found[1]}", day, title)], end


def _title_of_code(text):
    """«Конституцией Российской Федерации» → «Конституция Российской Федерации»"""
    text = " ".join(text.split())
    for stem, name in _CODES.items():
        if found := re.match(rf"{stem}\w*(?:\s+кодекс\w*)?", text, re.IGNORECASE):
            return name + text[found.end() :]
    return text
