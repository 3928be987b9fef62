"""Refusals that a user can understand.

A service raises :class:`DomainError` with one Russian sentence; views show it (409) and keep what
was typed. A missing right is Django's ``PermissionDenied``; :class:`Denied` adds the explanation.
"""

from django.core.exceptions import PermissionDenied


class DomainError(Exception):
    """The wish contradicts the present state; ``str(error)`` is the sentence for the user."""


class TooManyTries(DomainError):
    """A limit on tries is spent; pages answer 429."""


class Denied(PermissionDenied):
    """A member lacks the right; ``decision`` says why not and who can."""

    def __init__(self, decision):
        super().__init__(decision.reason)
        self.decision = decision
