"""Secrets in invitation links: made once, stored only as a digest."""

from sferum_portal.lib.tokens import digest, make_token

__all__ = ["digest", "make_token"]
