"""The registers of this app; Django finds them here."""

from regulations.admin import legal_bases, versions  # noqa: F401 (they register themselves)
