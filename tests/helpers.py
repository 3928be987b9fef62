"""What several test modules measure in the same way."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(client, url):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200, f"{url}: {response.status_code}"
    return len(captured)


def assert_queries_do_not_grow(client, url, add_row):
    """A list costs the same queries for one row as for four; ``add_row()`` adds one."""
    add_row()
    client.get(url)  # caches that live longer than a page are warm
    few = queries_of(client, url)
    for _ in range(3):
        add_row()
    assert queries_of(client, url) == few
