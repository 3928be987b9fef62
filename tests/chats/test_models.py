"""Titles of chats and their form for search."""

import pytest

from chats.services import create_chosen_chat


@pytest.mark.parametrize("letter", ["ß", "ﷺ", "ﬃ"])
def test_a_title_that_grows_when_it_is_folded_is_no_fault(cast, letter):
    """PostgreSQL refuses what is longer than its column."""
    chat = create_chosen_chat(
        kind="management_other",
        place=cast.ours,
        by=cast.head,
        title=letter * 200,
        people=[cast.staff],
    )
    assert chat.title == letter * 200
    assert len(chat.search_title) == 200
