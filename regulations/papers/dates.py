"""Dates and numbers that disagree: no paper is older than an act that it names (norm DOC-1), and no
two orders are one by number and date.
"""

from dataclasses import dataclass

from regulations.facts import Question
from regulations.models import DocumentVersion
from regulations.papers.kinds import all_kinds, extract_of, prepared_kinds
from regulations.papers.words import in_sentence
from regulations.printing import plain_number

#: Its preamble names the protocols; it approves the regulation, or names the order that has.
USAGE_ORDER = "usage_order"
SENTENCE = "Даты не сходятся: {paper} ({day:%d.%m.%Y}) ссылается на {act}, а это позже."
SAME = (
    "Номер и дата совпадают: {paper} и {other} — от {day:%d.%m.%Y} № {number}. "
    "У каждого приказа свой номер."
)


@dataclass(frozen=True)
class Contradiction:
    """``paper`` is the kind that names the later act; it holds up ``kinds``.

    ``act`` is the kind of that act, or the code of the body whose protocol it is; ``field`` is what
    to correct in the paper.
    """

    text: str
    paper: str
    act: str
    kinds: frozenset[str]
    field: str = "date"

    @property
    def question(self):
        """Where the paper is frozen, only the act can be put right."""
        return Question("dates", self.text, self.paper)


def contradictions(facts, days=None, protocols=None, numbers=None):
    """All that disagree among the drafts of today, each as a `Contradiction`.

    ``days`` ``{kind: date}``, ``protocols`` ``{body: date}`` and ``numbers`` ``{kind: number}``
    stand for what is kept, where they are given: what a form is about to say. Papers that are
    frozen say what they said.
    """
    acts = {code: facts.act(code) for code, kind in prepared_kinds().items() if kind.is_numbered}
    known = {code: day for code, (_, day) in acts.items()} | (days or {})
    named = {code: number for code, (number, _) in acts.items()} | (numbers or {})
    return [
        *_with_protocols(facts, known[USAGE_ORDER], protocols or {}),
        *_with_regulation(facts, known[USAGE_ORDER]),
        *_among_papers(facts, known),
        *_of_one_number(facts, known, named),
    ]


def _with_protocols(facts, day, typed):
    if day is None or not _names_protocols(facts):
        return
    decided = {row.body: (row.body_name, row.protocol_date) for row in facts.decisions}
    decided |= {
        body: (str(facts.profile.bodies[body].name), date) for body, date in typed.items() if date
    }
    for body, (name, date) in decided.items():
        if date > day:
            act = f"протокол от {date:%d.%m.%Y} ({name})"
            kinds = frozenset({extract_of(body), USAGE_ORDER, "regulation"})
            yield Contradiction(_sentence(facts, USAGE_ORDER, day, act), USAGE_ORDER, body, kinds)


def _names_protocols(facts):
    """A frozen order is still asked while it is to approve the draft of the regulation."""
    regulation = facts.versions.get("regulation")
    waits = regulation is not None and regulation.is_draft and facts.is_regulation_of_usage_order
    return _is_draft(facts, USAGE_ORDER) or waits


def _with_regulation(facts, day):
    version = facts.versions.get("regulation")
    if not _is_draft(facts, USAGE_ORDER) or version is None or version.is_draft:
        return
    if day and version.order_date > day:
        act = f"{version.force_line}, которым утверждено положение"
        text = _sentence(facts, USAGE_ORDER, day, act)
        yield Contradiction(text, USAGE_ORDER, "regulation", frozenset({USAGE_ORDER}))


def _among_papers(facts, days):
    for code, kind in prepared_kinds().items():
        if not (kind.is_numbered and days[code] and _is_draft(facts, code)):
            continue
        for named in kind.after:
            if days.get(named) and days[named] > days[code]:
                act = f"{_label(facts, named)} от {days[named]:%d.%m.%Y}"
                text = _sentence(facts, code, days[code], act)
                yield Contradiction(text, code, named, frozenset({code, named}))
        number, day = facts.beside(facts.versions[code]).renewed_act or ("", None)
        if day and day > days[code]:
            act = f"приказ от {day:%d.%m.%Y} № {number}, который он отменяет"
            text = _sentence(facts, code, days[code], act)
            yield Contradiction(text, code, "renewed", frozenset({code}))


def _of_one_number(facts, days, numbers):
    """By its number and date an order is known wherever something rests on it."""
    orders = [code for code, kind in all_kinds().items() if kind.is_order]
    acts = {
        code: (plain_number(numbers[code] or ""), days[code])
        for code in orders
        if _is_draft(facts, code) and numbers[code] and days[code]
    }
    frozen = _frozen_with(facts, orders, acts.values())
    first = {}
    for code, (number, day) in acts.items():
        other = first.setdefault((number, day), code)
        name = _label(facts, other) if other != code else frozen.get((number, day))
        if name:
            text = SAME.format(paper=_label(facts, code), number=number, day=day, other=name)
            yield Contradiction(text, code, other, frozenset({code, other}), "number")


def _frozen_with(facts, kinds, acts):
    """``{(number, date): title}`` of the registered orders that bear one of these."""
    if not acts:
        return {}
    rows = DocumentVersion.objects.frozen().filter(
        organization=facts.organization,
        document__kind__in=kinds,
        order_date__in={day for _, day in acts},
    )
    rows = rows.values_list("order_number", "order_date", "title")
    return {(number, day): in_sentence(title) for number, day, title in rows}


def _sentence(facts, code, day, act):
    paper = _label(facts, code)
    return SENTENCE.format(paper=paper, day=day, act=act)


def _label(facts, code):
    return in_sentence(all_kinds()[code].label_for(facts.organization))


def _is_draft(facts, code):
    version = facts.versions.get(code)
    return version is not None and version.is_draft
