"""Limits on tries, counted in the cache: they slow a guesser down and need no table."""

import hashlib

from django.core.cache import cache


def within_limit(name, *, limit, period):
    """Count one more try of ``name`` and tell whether it is among the first ``limit`` per period.

    ``period`` is a timedelta that begins with the first try. ``name`` may hold what people typed.
    """
    key = _key(name)
    cache.add(key, 0, period.total_seconds())
    try:
        return cache.incr(key) <= limit
    except ValueError:
        # The period ended between the two lines.
        return True


def give_back(name):
    """Take one try off the count: it turned out to be none."""
    key = _key(name)
    if cache.get(key, 0) > 0:
        try:
            cache.decr(key)
        except ValueError:  # the period ended between the two lines
            return


def is_spent(name, *, limit):
    """Whether all tries of ``name`` are used up; counts none."""
    return cache.get(_key(name), 0) >= limit


def prolong(name, *, period):
    """Let the period begin anew: what is spent stays so for the whole of it."""
    cache.touch(_key(name), period.total_seconds())


def forget(name):
    """Begin to count from nothing, after a success."""
    cache.delete(_key(name))


def _key(name):
    return f"tries-{hashlib.sha256(name.encode()).hexdigest()}"
