"""The package of papers as a page shows it: what there is, what it lacks, what can be printed."""

from dataclasses import dataclass, replace
from functools import cached_property

from regulations.checking import unasked
from regulations.documents import render_regulation
from regulations.facts import Question
from regulations.files import stored_pdf
from regulations.models import DocumentVersion
from regulations.papers.acts import act_of_kind
from regulations.papers.badges import badge_of
from regulations.papers.composing import compose
from regulations.papers.current import draft_aside
from regulations.papers.dates import contradictions
from regulations.papers.facts import PaperFacts
from regulations.papers.kinds import all_kinds, kinds_of
from regulations.papers.printing import render_paper
from regulations.papers.readiness import open_in_regulation, questions_of_regulation, waiting
from regulations.papers.words import day_of
from regulations.printing import printable_draft
from sferum_portal.lib.russian import agreed


@dataclass(frozen=True)
class Item:
    """One document of a package; ``gaps`` are the questions that even a draft waits for.

    ``waits_for`` is the title of a document that is not ready and that this one names.
    """

    kind: str
    title: str
    version: DocumentVersion | None
    questions: tuple[Question, ...] = ()
    gaps: tuple[Question, ...] = ()
    paper: dict | None = None
    waits_for: str = ""
    act: tuple = ("", None)

    @property
    def act_line(self):
        """«приказ от 30.08.2026 № 5»: what a ready one will bear, its own or that of its act."""
        number, day = self.act
        return f"{act_of_kind(self.kind).noun} от {day:%d.%m.%Y} № {number}" if day else ""

    @property
    def is_draft(self):
        return self.version is not None and self.version.is_draft

    @property
    def badge(self):
        return badge_of(self.version)

    @property
    def not_ready(self):
        return agreed("not_ready", self.title)

    @property
    def ready_line(self):
        return f"{agreed('ready', self.title)} к утверждению"

    @property
    def is_ready(self):
        """Whether it may be approved together with all that are ready."""
        return self.is_draft and not self.questions and not self.waits_for

    @property
    def refusal(self):
        """In one sentence why it cannot be approved; empty where it can."""
        if self.questions:
            more = len(self.questions) - 1
            return self.questions[0].text + (f" (и ещё вопросов: {more})" if more else "")
        return f"Ждёт документа «{self.waits_for}»." if self.waits_for else ""

    @property
    def is_regulation(self):
        return self.kind == "regulation"

    def pdf(self):
        """The stored file, or the draft as it is now; None while a draft cannot be printed."""
        if self.version is None or self.gaps:
            return None
        if not self.version.is_draft:
            return stored_pdf(self.version)
        if self.is_regulation:
            return render_regulation(printable_draft(self.version))
        return render_paper(self.paper, draft=True)


class Package:
    """All documents of an organization's package of today."""

    def __init__(self, organization):
        self.organization = organization
        self.facts = PaperFacts(organization)
        self.items = self._held_up([self._item(kind) for kind in kinds_of(organization)])

    def _held_up(self, items):
        titles = {item.kind: item.title for item in items if item.is_draft}
        waits = waiting(titles, [item.kind for item in items if item.questions])
        return [replace(item, waits_for=titles.get(waits.get(item.kind), "")) for item in items]

    def _item(self, kind):
        version = self.facts.versions.get(kind)
        if kind == "regulation":
            return self._regulation(version)
        title = all_kinds()[kind].label_for(self.organization)
        if version is None or not version.is_draft:
            return Item(kind, title, version)
        facts = self.facts.beside(version)
        composed = compose(kind, facts)
        found = tuple(composed.open)
        if self.regulation is None:
            # Of one that is there its own line tells what it lacks.
            found += tuple(open_in_regulation(kind, facts))
        paper, title = composed.paper, version.document.title
        act = paper["number"], day_of(paper["date"])
        return Item(kind, title, version, found, tuple(composed.gaps), paper, act=act)

    def _regulation(self, version):
        if version is None:
            return Item("regulation", "Положение", None)
        if not version.is_draft:
            return Item("regulation", version.document.title, version)
        questions, gaps = questions_of_regulation(version, self.facts)
        wrong = [
            found.question for found in contradictions(self.facts) if "regulation" in found.kinds
        ]
        questions, act = (*questions, *wrong), self.facts.act("usage_order")
        return Item("regulation", version.document.title, version, questions, gaps, act=act)

    @property
    def regulation(self):
        return self.facts.versions.get("regulation")

    @cached_property
    def aside(self):
        """A draft of the regulation that a later order approves: no part of this package."""
        return draft_aside(self.organization, self.facts.versions)

    @property
    def councils(self):
        """What the check of the regulation would ask first, if it is still to be approved."""
        is_draft = self.regulation is not None and self.regulation.is_draft
        return unasked(self.organization) if is_draft else []

    @property
    def lacking(self):
        """Documents of which there is not even a draft."""
        return [item for item in self.items if item.version is None]

    @property
    def drafts(self):
        return [item for item in self.items if item.is_draft]

    @property
    def register_questions(self):
        """What is answered in the register, each question once."""
        asked = (question for item in self.drafts for question in item.questions)
        return list({each.key: each for each in asked if each.where == "register"}.values())

    @property
    def ready(self):
        return [item for item in self.items if item.is_ready]

    @property
    def unready(self):
        """Drafts that stay drafts when the ready ones are approved."""
        return [item for item in self.drafts if not item.is_ready]

    @property
    def printable(self):
        return [item for item in self.items if item.version and not item.gaps]
