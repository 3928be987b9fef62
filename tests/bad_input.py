"""What hostile and clumsy people type, and how a good answer to it looks."""

import re
from html import unescape

#: Every one of them is refused in every field that holds a name or an identifier.
BAD = {"NUL": "Иван\x00ов", "100,000 characters": "я" * 100_000, "an emoji": "Иванов 🎉"}


def sentences(response):
    """The refusals that the page shows above its form."""
    page = response.content.decode()
    summary = re.search(r'class="error-summary".*?</ul>', page, re.DOTALL)
    items = re.findall(r"<li>(.*?)</li>", summary[0], re.DOTALL) if summary else []
    return [unescape(re.sub(r"<[^>]+>", "", item)).strip() for item in items]


def assert_refused(response, *, status=422):
    """A clear Russian sentence, no English, no traceback; returns the sentences."""
    assert response.status_code == status, response.status_code
    assert "Traceback" not in response.content.decode()
    found = sentences(response)
    assert found
    assert all(re.search(r"[а-яё]{3}", sentence) for sentence in found), found
    assert not [text for text in found if re.search(r"[A-Za-z]{3}", text)], found
    return found


def value_of(response, name):
    """What the page's field ``name`` holds; None when it is empty."""
    page = response.content.decode()
    field = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    value = re.search(r'value="([^"]*)"', field[0])
    return unescape(value[1]) if value else None
