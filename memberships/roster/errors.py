"""Refusals of this package."""

from sferum_portal.lib.errors import DomainError


class UnreadableFileError(DomainError):
    """The file as a whole cannot be read; ``str(error)`` tells the sender what to do instead."""


class RefusedRow(Exception):
    """One row cannot be taken, ``str(error)`` says why; it never leaves the package."""
