import pytest

from chats import services


@pytest.fixture
def club(cast):
    """A chat of the leader's for whom they teach or lead: of the whole organization."""
    return services.create_chosen_chat(
        kind="education_other", place=cast.ours, by=cast.leader, title="Поход", people=[cast.staff]
    )
