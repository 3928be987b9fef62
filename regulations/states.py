"""The one table of a version's states: what every page calls it, computed from its dates."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format


@dataclass(frozen=True)
class State:
    """``label`` stands in a badge of this ``tone``; ``sentence`` says it to a reader."""

    code: str
    label: str
    tone: str
    icon: str
    sentence: str


DRAFT = State("draft", "проект", "info", "document", "Это проект: он ещё не утверждён.")
COMING = State(
    "coming", "утверждена", "wait", "clock", "Утверждена, начнёт действовать {begins} года."
)
IN_FORCE = State("in_force", "действует", "done", "check", "Действует с {begins} года.")
LEAVING = State(
    "leaving",
    "действует",
    "done",
    "check",
    "Действует с {begins} года; с {ends} года её заменит следующая редакция.",
)
REPLACED = State("replaced", "заменена", "", "", "Больше не действует: заменена с {ends} года.")
NEVER = State(
    "never", "заменена", "", "", "Не действовала: в день начала её заменила следующая редакция."
)
CANCELLED = State("cancelled", "отменён", "", "", "Больше не действует: отменён с {ends} года.")
#: Of a paper that rules nothing: a letter, minutes, a list of names.
REGISTERED = State(
    "registered", "зарегистрирована", "done", "check", "Зарегистрирована {registered} года."
)
FORMER = State("replaced", "заменена", "", "", "Заменена с {ends} года.")
STATES = (DRAFT, COMING, IN_FORCE, LEAVING, REPLACED, NEVER, CANCELLED, REGISTERED, FORMER)


def state_of(version):
    """The state today, its sentence with the dates filled in; asks for its document alone."""
    state = _state(version)
    dates = {"begins": _day(version.effective_from), "ends": _day(version.replaced_on)}
    dates["registered"] = _day(version.approved_at and timezone.localdate(version.approved_at))
    sentence = state.sentence.format(**dates)
    return State(state.code, state.label, state.tone, state.icon, sentence)


def _state(version):
    if version.is_draft:
        return DRAFT
    if version.is_cancelled:
        return CANCELLED
    if not version.rules:
        return REGISTERED if version.is_registered else FORMER
    if version.replaced_on is not None and version.replaced_on == version.effective_from:
        return NEVER
    if version.is_superseded:
        return REPLACED
    if version.is_coming:
        return COMING
    return LEAVING if version.replaced_on else IN_FORCE


def _day(date):
    return date_format(date, "j E Y") if date else ""
