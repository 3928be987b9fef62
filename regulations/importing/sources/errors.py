"""Why a file cannot be read at all."""

from sferum_portal.lib.errors import DomainError


class UnreadableFileError(DomainError):
    """The file as a whole gives no text; ``str(error)`` tells the sender what to do instead."""
