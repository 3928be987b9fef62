"""The one question about rights, and the answer that explains itself.

The question is always ``user.has_perm("<app>.<codename>", obj)``. A backend that can explain its
refusals has a method ``explain(user, perm, obj) -> Decision``.
"""

from dataclasses import dataclass

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

    def __bool__(self):
        return self.allowed


ALLOWED = Decision(True)


def explain(user, perm, obj):
    """The decision with its reason; asks the same backends as ``has_perm``."""
    if user.has_perm(perm, obj):
        return ALLOWED
    for backend in get_backends():
        if hasattr(backend, "explain"):
            return backend.explain(user, perm, obj)
    return Decision(False, reason="У вас нет права на это действие.")


def require(user, perm, obj):
    """Raise :class:`Denied` (a PermissionDenied with the explanation) unless the right is there."""
    decision = explain(user, perm, obj)
    if not decision:
        raise Denied(decision)
