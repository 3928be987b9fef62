"""Whatever is sent, the answer comes soon: the structure, or a refusal in words."""

import time

import pytest

from regulations.importing.reading import import_regulation, read_source
from regulations.importing.sources.errors import UnreadableFileError
from regulations.importing.sources.guards import MAX_CHARACTERS, MAX_LINE, MAX_WORD

#: Seconds; what is quadratic takes minutes.
SOON = 25
PIECES = ["а", "А ", "1.", "1.1 ", "а ", "-", "а-", "|", "а | ", "г. ", "№ 1 ", "приказ ", "I "]
FULL = MAX_CHARACTERS - 5_000
HEAD = "ПРИНЯТО        УТВЕРЖДАЮ\n{0}\nПоложение о чатах {0}\n1. Общие положения\n1.1. {0}\n"
SHAPES = {
    "one line": lambda piece: piece * (MAX_LINE // len(piece) - 10) + " текст",
    "short lines": lambda piece: f"{piece * 15} \n" * (FULL // (len(piece) * 15 + 2)) + "текст",
    "lines": lambda piece: f"{piece * (80 // len(piece))}\n" * (FULL // 81) + "текст",
    "head": lambda piece: HEAD.format(piece * (50_000 // len(piece))),
}


def answered(data):
    """How long it took, and the refusal."""
    began = time.monotonic()
    try:
        import_regulation(read_source(data))
    except UnreadableFileError as error:
        return time.monotonic() - began, str(error)
    return time.monotonic() - began, ""


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("piece", PIECES)
def test_a_text_that_means_harm_is_answered_soon(piece, shape):
    took, _ = answered(SHAPES[shape](piece).encode())
    assert took < SOON


@pytest.mark.parametrize("piece", ["а", "1", " ", "-", ".", "|", "г. ", "текст \n"])
def test_megabytes_are_refused_in_words(piece):
    took, refusal = answered((piece * (5_000_000 // len(piece.encode()))).encode())
    assert refusal.endswith((".", "слова."))
    assert took < SOON


def test_a_word_without_end_and_a_line_without_end():
    assert "без пробелов" in answered(("я" * (MAX_WORD + 1)).encode())[1]
    assert "длиннее" in answered(("я " * MAX_LINE).encode())[1]
    assert answered(("я" * MAX_WORD).encode())[1] == ""


def test_a_gap_wider_than_any_column_is_narrowed():
    source = read_source(("слева" + " " * 5_000 + "справа").encode())
    assert len(source.lines[0].text) == 111
