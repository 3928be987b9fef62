"""Facts of the organization in its papers: its address, and how it calls its head."""

import pytest

from organizations.services import change_facts
from regulations.models import DocumentVersion
from regulations.papers.words import postal_line
from tests.regulations.papers_making import make_drafts, words_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("settlement", "address", "is_named"),
    [
        ("г. Пушкин", "ул. Пушкинская, д. 3", False),
        ("г. Киров", "ул. Кирова, д. 5", False),
        ("г. Киров", "д. 5, ул. Кирова", False),
        ("г. Киров", "610000, г. Киров, ул. Ленина, д. 5", True),
        ("г. Киров", "Киров, ул. Ленина, д. 5", True),
        ("г. Киров", "610000, город Киров, ул. Ленина", True),
        ("Нижний Новгород", "г. Нижний Новгород, ул. Лесная", True),
        ("с. Озёрное", "ул. Лесная, д. 1, с. Озёрное", True),
        ("пгт Озёрный", "630000, пгт. Озёрный, ул. Лесная", True),
    ],
)
def test_the_settlement_stands_in_the_address_once(settlement, address, is_named):
    wanted = address if is_named else f"{settlement}, {address}"
    assert postal_line(settlement, address) == wanted


@pytest.mark.parametrize(
    ("post", "words"),
    [
        ("начальник училища", "начальнику училища"),
        ("заведующая", "заведующей"),
        ("и. о. директора", "директору"),
        ("временно исполняющая обязанности директора", "директору"),
    ],
)
def test_papers_name_the_office_as_the_organization_does(post, words, cast):
    version = make_drafts(cast)["administrator_order"]
    change_facts(organization=cast.ours, by=cast.head, head_post=post)
    text = words_of(DocumentVersion.objects.get(pk=version.pk))
    assert f"представлять статистику использования платформы {words}" in text
