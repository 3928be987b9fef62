"""Secrets in invitation links: made once, stored only as a digest."""

import hashlib
import secrets


def make_token():
    """A new secret for an address, 43 URL-safe characters with 256 random bits."""
    return secrets.token_urlsafe(32)


def digest(token):
    """What is stored and looked up. The secret is random, so a plain SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
