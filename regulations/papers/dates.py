"""Dates that disagree: no paper is older than an act that it names (norm DOC-1)."""

from dataclasses import dataclass

from regulations.facts import Question
from regulations.papers.kinds import all_kinds, extract_of, prepared_kinds
from regulations.papers.words import in_sentence

#: Its preamble names the protocols; it approves the regulation, or names the order that has.
USAGE_ORDER = "usage_order"
SENTENCE = "Даты не сходятся: {paper} ({day:%d.%m.%Y}) ссылается на {act}, а это позже."


@dataclass(frozen=True)
class Contradiction:
    """``paper`` is the kind that names the later act; it holds up ``kinds``.

    ``act`` is the kind of that act, or the code of the body whose protocol it is.
    """

    text: str
    paper: str
    act: str
    kinds: frozenset[str]

    @property
    def question(self):
        """Where the paper is frozen, only the act can be put right."""
        return Question("dates", self.text, self.paper)


def contradictions(facts, days=None, protocols=None):
    """All that disagree among the drafts of today, each as a `Contradiction`.

    ``days`` ``{kind: date}`` and ``protocols`` ``{body: date}`` stand for what is kept, where they
    are given: what a form is about to say. Papers that are frozen say what they said.
    """
    known = {
        code: facts.act(code)[1] for code, kind in prepared_kinds().items() if kind.is_numbered
    }
    known |= days or {}
    return [
        *_with_protocols(facts, known[USAGE_ORDER], protocols or {}),
        *_with_regulation(facts, known[USAGE_ORDER]),
        *_among_papers(facts, known),
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


def _sentence(facts, code, day, act):
    paper = _label(facts, code)
    return SENTENCE.format(paper=paper, day=day, act=act)


def _label(facts, code):
    return in_sentence(all_kinds()[code].label_for(facts.organization))


def _is_draft(facts, code):
    version = facts.versions.get(code)
    return version is not None and version.is_draft
