"""The organizations to which one can apply without a link."""

from tests import factories as make
from tests.helpers import assert_queries_do_not_grow

LIST = "/apply/"


def test_the_list_is_searched_and_paged(db, client):
    for number in range(23):
        make.make_organization(short_name=f"Лицей {number:02}", settlement="г. Речной")
    make.make_organization(short_name="Школа «Ёлка»", settlement="г. Горный")
    assert "Страница" in client.get(LIST).content.decode()
    assert "Лицей 22" in client.get(LIST, {"page": 2}).content.decode()
    for text, found in {"горный": True, "ШКОЛА": True, "школа речной": False}.items():
        page = client.get(LIST, {"q": text}).content.decode()
        assert ("Ёлка" in page) is found, text
        assert ("Ничего не нашлось" in page) is not found, text
    for text in ("\x00", "%", "'", "я" * 5000, "a " * 500):
        assert client.get(LIST, {"q": text}).status_code == 200
    assert_queries_do_not_grow(client, LIST, make.make_organization)
