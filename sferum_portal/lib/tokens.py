"""Secrets in addresses: made once, stored only as a digest."""

import hashlib
import secrets


def make_token(*, size=32):
    """A new URL-safe secret of ``size`` random bytes: 43 characters by default, 22 for 16 bytes."""
    return secrets.token_urlsafe(size)


def digest(token):
    """What is stored and looked up. The secret is random, so a plain SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
