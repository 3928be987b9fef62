"""The way of a version: what has happened, when and by whom, what comes next and what it lacks.

Computed from the version and the rows beside it (decisions, signatures, publication); nothing of it
is stored, so a step that is entered afterwards stands with its real date. Who skips a step is
refused by the verb of the later one.
"""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from regulations.facts import asks_bodies, missing_approvals, missing_facts
from regulations.models import Document
from regulations.papers.queries import cancellation_of
from regulations.publishing.rules import (
    deadline_of,
    is_publishable,
    publication_of,
)
from regulations.signings import signings_of

#: Kinds on which collegial bodies decide.
CONSIDERED_KINDS = frozenset({Document.Kind.REGULATION, Document.Kind.AMENDMENT})

#: Code → what the step is called once it is done, and before.
STAGES = {
    "draft": ("Проект внесён на портал", "Проект"),
    "considered": ("Рассмотрено", "Рассмотрение"),
    "approved": ("Утверждено", "Утверждение приказом"),
    "registered": ("Зарегистрировано", "Регистрация"),
    "signed": ("Подписано", "Подписание"),
    "published": ("Опубликовано", "Публикация на сайте"),
    "replaced": ("Заменено", "Замена новой редакцией"),
    "cancelled": ("Отменено", "Отмена"),
}


@dataclass(frozen=True, kw_only=True)
class Step:
    """``missing`` says what the step still needs; ``is_next`` marks the one that is due now."""

    code: str
    done: bool
    on: date | None = None
    who: str = ""
    detail: str = ""
    missing: str = ""
    is_next: bool = False
    is_late: bool = False

    @property
    def label(self):
        return STAGES[self.code][0 if self.done else 1]


@dataclass(frozen=True)
class Route:
    steps: tuple[Step, ...]

    @property
    def next(self):
        """The step that is due now; None when nothing is left to be done."""
        return next((step for step in self.steps if step.is_next), None)

    @property
    def stage(self):
        """The code of the step reached last."""
        return [step for step in self.steps if step.done][-1].code


def route_of(version):
    """A fixed number of queries."""
    steps = [_draft(version)]
    if version.document.kind in CONSIDERED_KINDS and (
        asks_bodies(version) or version.decisions_line
    ):
        steps.append(_considered(version))
    signings = signings_of(version)
    steps += [_approved(version), _signed(version, signings)]
    if is_publishable(version):
        steps.append(_published(version, signings))
    steps.append(_replaced(version))
    return Route(tuple(_with_next(steps, over=version.is_superseded)))


def _with_next(steps, *, over):
    """Mark the first open step; of a replaced version nothing is due any more."""
    pending = not over
    for step in steps:
        if pending and not step.done and step.code != "replaced":
            pending = False
            yield Step(**(vars(step) | {"is_next": True}))
        else:
            yield step


def _draft(version):
    day = timezone.localdate(version.created_at)
    return Step(code="draft", done=True, on=day, who=version.created_by.full_name)


def _considered(version):
    rows = list(version.approvals.all())
    lacking = missing_approvals(version) if version.is_draft else []
    return Step(
        code="considered",
        done=bool(rows) and not lacking,
        on=max((row.protocol_date for row in rows), default=None) if not lacking else None,
        detail="; ".join(map(str, rows)),
        missing=" ".join(question.text for question in lacking),
    )


def _approved(version):
    if version.is_draft:
        # What the bodies' step lacks is said there.
        asked = missing_facts(version)
        missing = "Сначала ответьте на вопросы о сведениях." if asked else "Нужен приказ."
        return Step(code="approved", done=False, missing=missing)
    if not version.rules:
        return Step(code="registered", done=True, on=version.order_date, detail=version.force_line)
    return Step(
        code="approved",
        done=True,
        on=version.order_date,
        who=f"{version.head_post} {version.head_name}".strip(),
        detail=f"{version.force_line}, действует с {version.effective_from:%d.%m.%Y}",
    )


def _signed(version, signings):
    if not signings:
        missing = "" if version.is_draft else "Документ ещё никто не подписал."
        return Step(code="signed", done=False, missing=missing)
    return Step(
        code="signed",
        done=True,
        on=signings[0].on,
        who=", ".join(dict.fromkeys(signing.who for signing in signings)),
        detail=", ".join(dict.fromkeys(signing.how for signing in signings)),
    )


def _published(version, signings):
    publication = None if version.is_draft else publication_of(version)
    if publication:
        return Step(
            code="published",
            done=True,
            on=publication.published_on,
            who=publication.created_by.full_name,
            detail=publication.address,
        )
    if version.is_draft or version.is_superseded:
        return Step(code="published", done=False)
    deadline = deadline_of(version)
    late = timezone.localdate() > deadline
    term = f"Срок — до {deadline:%d.%m.%Y}" + (", он прошёл." if late else ".")
    missing = term if signings else f"Сначала документ подписывают. {term}"
    return Step(code="published", done=False, missing=missing, is_late=late)


def _replaced(version):
    if version.is_cancelled:
        row = cancellation_of(version)
        detail = f"{row.order_line[:1].upper()}{row.order_line[1:]}. {row.reason}"
        return Step(
            code="cancelled",
            done=True,
            on=version.replaced_on,
            who=row.cancelled_by.full_name,
            detail=detail,
        )
    if version.replaced_on is None:
        return Step(code="replaced", done=False)
    done = version.is_superseded
    return Step(
        code="replaced",
        done=done,
        on=version.replaced_on,
        missing="" if done else f"Следующая редакция начнёт действовать {_day(version)}.",
    )


def _day(version):
    return f"{version.replaced_on:%d.%m.%Y}"
