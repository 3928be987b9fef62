import pytest
from django.test import Client

from tests.admin.rows import make_rows


@pytest.fixture
def ours(cast):
    """``{model: row}`` of the cast's own organization."""
    return make_rows(cast.ours)


@pytest.fixture
def as_():
    """``as_(user)`` is a client in which the person is signed in."""

    def sign_in(user):
        client = Client()
        client.force_login(user, backend="accounts.backends.IdentifierBackend")
        return client

    return sign_in


@pytest.fixture
def admin(as_, cast):
    """The administrator of the cast's own organization."""
    return as_(cast.administrator)
