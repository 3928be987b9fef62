"""Fixtures that every folder uses."""

import pytest
from django.core.cache import cache
from django.db import connection

from regulations.law import load_legal_bases
from regulations.models import LegalBasis
from tests.cast import make_cast


@pytest.fixture
def cast(db):
    """Two schools and their people (`tests.cast.Cast`)."""
    return make_cast("school")


@pytest.fixture
def cast_of(db):
    """``cast_of("kindergarten")``: the same people in another kind of organization."""
    return make_cast


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The acts of law that a migration brings, also where `bin/check` leaves migrations out."""
    with django_db_blocker.unblock():
        if not LegalBasis.objects.exists():
            load_legal_bases()


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


def pytest_collection_modifyitems(items):
    if connection.vendor == "postgresql":
        return
    skip = pytest.mark.skip(reason="needs PostgreSQL: SQLite has no row locks")
    for item in items:
        if item.get_closest_marker("postgres"):
            item.add_marker(skip)
