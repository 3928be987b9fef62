"""Numbers in addresses: what no row can have is not found, and breaks nothing."""

import pytest
from django.urls import URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter

from sferum_portal.lib.converters import NumberConverter
from tests import access_table as table
from tests.test_access import as_, world  # noqa: F401 (a fixture)

LONGEST, TOO_LONG = 10**18 - 1, "9" * 20


def converters():
    """``{route: its converters}`` of all addresses, of every namespace."""

    def walk(patterns, before=""):
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route)
            else:
                yield route, list(pattern.pattern.converters.values())

    return dict(walk(get_resolver().url_patterns))


def test_every_number_of_an_address_has_its_bound():
    found = converters()
    unbound = {route for route, used in found.items() if any(type(c) is IntConverter for c in used)}
    assert unbound == set()
    bound = [r for r, used in found.items() if any(isinstance(c, NumberConverter) for c in used)]
    assert len(bound) > 60


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["head", "operator"])
def test_a_number_that_nothing_has_is_not_found(world, person):  # noqa: F811
    client, broken = as_(getattr(world.cast, person)), {}
    for name, (make_arguments, *_) in table.PORTAL.items():
        arguments = make_arguments(world)
        if not any(isinstance(each, int) for each in arguments):
            continue
        address = reverse(name, args=[LONGEST if isinstance(a, int) else a for a in arguments])
        for answer in (client.get(address), client.post(address)):
            if answer.status_code not in (302, 403, 404, 405, 409, 422):
                broken[name] = answer.status_code
        longer = address.replace(str(LONGEST), TOO_LONG)
        assert client.get(longer).status_code == 404, name
    assert broken == {}
