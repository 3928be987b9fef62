"""Clauses that follow from the application, and from whether learners have accounts."""

import pytest

from organizations import kinds
from regulations import library
from tests.regulations.test_library import CODES, facts_of, texts_of


@pytest.fixture(params=CODES)
def kind(request):
    return kinds.get(request.param)


@pytest.mark.parametrize(
    ("platform", "key", "word"),
    [
        ("MAX", "profile_in_max", "номеру мобильного телефона"),
        ("«Max»", "profile_in_max", "номеру мобильного телефона"),
        ("VK Мессенджер", "profile_in_vk", "учётной записью VK ID"),
        ("Лира", "profile_elsewhere", "завёл в нём сам"),
        ("Максимум", "profile_elsewhere", "завёл в нём сам"),
    ],
)
def test_how_the_profile_is_entered_follows_from_the_application(kind, platform, key, word):
    texts = texts_of(library.assemble(kind, facts_of(kind, platform=platform)))
    assert [name for name in texts if name.startswith("profile_")] == [key]
    assert word in texts[key]


@pytest.mark.parametrize("code", ["school", "college"])
def test_learners_without_accounts_have_no_chats(code):
    kind = kinds.get(code)
    usual = texts_of(library.assemble(kind, facts_of(kind)))
    sections = library.assemble(kind, facts_of(kind, features={"learner_accounts": False}))
    texts = texts_of(sections)
    lines = [text for key, text in texts.items() if key.startswith("chat_matrix_")]
    assert len(lines) == sum(1 for key in usual if key.startswith("chat_matrix_")) - 3
    assert not any("— обучающиеся" in line or "актив обучающихся" in line for line in lines)
    assert any("коллеги и родители обучающихся, с которыми" in line for line in lines)
    gone = {"learner", "learners_outside", "teacher_subject_chats", "consent_by_age"}
    gone |= {"registration_of_pupils", "registration_of_minors", "administrators_invitations"}
    assert not gone & set(texts)
    assert {"learner_without_account", "registration_of_parents", "consent_of_parents"} <= set(
        texts
    )
    assert texts["voluntariness"].startswith("Родители пользуются учебным профилем добровольно")
    assert "обучающиеся и родители" not in " ".join(texts.values())
    assert all(library.coverage(sections).values())
