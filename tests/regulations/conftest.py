import pytest

from regulations.files import stored_pdf
from tests.cast import make_cast
from tests.regulations.editor import Editor
from tests.regulations.making import make_approved, make_draft, make_ready, replace_rendering
from tests.regulations.scanning import pictures


@pytest.fixture
def ready(cast):
    """The cast's school, which knows every fact that its regulation needs."""
    return make_ready(cast.ours)


@pytest.fixture
def ready_of(db):
    """``ready_of("college")``: the cast of another kind of organization, ready as well."""

    def make(kind):
        cast = make_cast(kind)
        make_ready(cast.ours)
        return cast

    return make


@pytest.fixture
def draft(ready):
    return make_draft(ready)


@pytest.fixture
def editor(draft, cast):
    """The verbs of the editor, in the head's hands."""
    return Editor(draft, cast.head)


@pytest.fixture
def decided(ready):
    """A draft on which all bodies have decided."""
    return make_draft(ready, decided=True)


@pytest.fixture
def approved(ready):
    return make_approved(ready)


@pytest.fixture
def sheets(approved):
    """The pages of the approved version, from a scanner."""
    return pictures(stored_pdf(approved), 150)


@pytest.fixture
def quick_pdf(monkeypatch):
    """No real rendering: the PDF is what stands on the paper, in one line."""

    def render(regulation, **_):
        return f"%PDF {regulation!r}".encode()

    replace_rendering(monkeypatch, render)


@pytest.fixture
def at(client, cast):
    """``at("head")``: the client, signed in as this person of the cast."""

    def sign_in(person):
        client.force_login(getattr(cast, person))
        return client

    return sign_in
