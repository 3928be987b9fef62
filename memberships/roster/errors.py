"""Refusals of this package."""

from sferum_portal.lib.errors import DomainError


class UnreadableFileError(DomainError):
    """The file as a whole cannot be read; ``str(error)`` tells the sender what to do instead.

    ``titles`` are those of the row that most likely names the columns, to be named by hand; None
    where that would not help.
    """

    def __init__(self, text, titles=None):
        super().__init__(text)
        self.titles = titles


class RefusedRow(Exception):
    """One row cannot be taken, ``str(error)`` says why; it never leaves the package."""
