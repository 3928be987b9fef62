"""The one question about rights, and the answer that explains itself.

The question is always ``user.has_perm("<app>.<codename>", obj)``. A backend that can explain its
refusals has a method ``explain(user, perm, obj) -> Decision``.
"""

from dataclasses import dataclass, replace

from django.contrib.auth import get_backends

from sferum_portal.lib.errors import Denied


@dataclass(frozen=True)
class Decision:
    """An answer to "may this person do that here?".

    ``reason`` says why not, ``rule`` by which rule, ``who_can`` names who may; all are Russian
    sentences, empty where the answer is yes. ``on_request`` marks a refusal that an administrator
    may lift when asked.
    """

    allowed: bool
    reason: str = ""
    rule: str = ""
    who_can: str = ""
    on_request: bool = False
    #: «п. 4.2 Положения» and its address: the clause in force behind the refusal.
    clause: str = ""
    clause_url: str = ""

    def __bool__(self):
        return self.allowed


ALLOWED = Decision(True)


def explain(user, perm, obj):
    """The decision with its reason; asks the same backends as ``has_perm``."""
    if user.has_perm(perm, obj):
        return ALLOWED
    for backend in get_backends():
        if hasattr(backend, "explain"):
            return cited(backend.explain(user, perm, obj), perm, obj)
    return Decision(False, reason="У вас нет права на это действие.")


#: What finds the clauses: ``source(organization)`` gives ``(perm, obj) -> (text, address)``.
_sources = []


def cites_clauses(source):
    """Let refusals name the clause in force; the app that keeps the document registers itself."""
    if source not in _sources:
        _sources.append(source)
    return source


class Citations:
    """The clauses behind refusals on one page: read once, and only when a refusal is shown."""

    def __init__(self, organization):
        self.organization, self._finders = organization, None

    def __call__(self, decision, perm, obj):
        """The refusal with its clause, if the organization has a document that says it."""
        if decision or decision.clause:
            return decision
        if self._finders is None:
            self._finders = [source(self.organization) for source in _sources]
        for finder in self._finders:
            if found := finder(perm, obj):
                return replace(decision, clause=found[0], clause_url=found[1])
        return decision


def cited(decision, perm, obj):
    """One refusal with its clause."""
    organization = getattr(obj, "organization", None)
    return decision if organization is None else Citations(organization)(decision, perm, obj)


def require(user, perm, obj):
    """Raise :class:`Denied` (a PermissionDenied with the explanation) unless the right is there."""
    decision = explain(user, perm, obj)
    if not decision:
        raise Denied(decision)
