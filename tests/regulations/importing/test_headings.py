"""What is a heading and what is a sentence that begins like one."""

import pytest

from regulations.importing.structure.headings import is_known, is_sentence
from tests.regulations.importing.test_suspects import as_docx, read

SENTENCES = [
    "Порядок задаёт единые правила переписки.",
    "Порядок действует в корпусах и отделениях.",
    "Порядок утверждён директором колледжа.",
    "Порядок обязателен для педагогов.",
    "Ответственность несёт куратор группы.",
    "Права участников охраняет закон.",
    "Функции администратора выполняет методист.",
]
HEADINGS = [
    "Порядок создания чатов",
    "Порядок приёма и рассмотрения жалоб.",
    "Ответственность сторон",
    "Права и обязанности участников",
    "Функции администратора",
    "Срок действия",
    "Термины и определения",
    "Общие положения.",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_is_no_known_heading(text):
    assert not is_known(text)
    assert is_sentence(text)


@pytest.mark.parametrize("text", HEADINGS)
def test_a_heading_says_nothing(text):
    assert is_known(text)
    assert not is_sentence(text)


@pytest.mark.parametrize("made", [str, as_docx], ids=["text", "docx"])
@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_between_clauses_stays_there(text, made):
    found = read(
        made(
            "Порядок ведения чатов\n\n1. Общие положения\n1.1. Чаты закрыты.\n1.2. Чат один.\n\n"
            f"{text}\n\n2. Споры\n2.1. Споры решает директор.\n"
        )
    )
    assert [section.number for section in found.sections] == ["1", "2"]
    assert text in found.sections[0].clauses[-1].text


@pytest.mark.parametrize("text", SENTENCES)
def test_a_text_may_begin_with_a_sentence(text):
    found = read(f"Порядок ведения чатов\n\n{text}\n\nI. Чаты\n1. Чат один.\nII. Споры\n2. Нет.\n")
    assert found.title == "Порядок ведения чатов"
    assert [section.number for section in found.sections] == [None, "I", "II"]
    assert found.clauses[0].text == text
    assert found.notes.leftovers == []
