"""Who may create which chat: domain.md's matrix as one literal table, asked of ``has_perm``."""

import pytest

from chats.audiences import Audience
from organizations import kinds
from organizations.chat_kinds import CODENAMES
from tests.cast import PEOPLE
from tests.chat_matrix import MATRIX, place_of


@pytest.mark.parametrize("kind", MATRIX)
def test_has_perm_follows_the_matrix(cast_of, kind):
    cast = cast_of(kind)
    wrong = [
        (chat_kind, scope, person, expected)
        for (chat_kind, scope), allowed in MATRIX[kind].items()
        for person in PEOPLE
        if getattr(cast, person).has_perm(
            f"organizations.{CODENAMES[chat_kind]}", place_of(cast, scope)
        )
        != (expected := person in allowed)
    ]
    assert wrong == []


def test_the_table_names_every_kind_of_chat_that_somebody_creates():
    for kind in kinds.all():
        listed = {
            (code, scope)
            for code, chat in kind.chats.items()
            if not chat.automatic
            for scope in chat.scopes
        }
        assert listed == {place for place, allowed in MATRIX[kind.code].items() if allowed}


def test_audiences_of_the_data_are_known_to_the_code():
    used = {code for kind in kinds.all() for chat in kind.chats.values() for code in chat.audience}
    assert used <= set(Audience.values)
