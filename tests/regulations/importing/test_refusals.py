"""Files that give no text: each is refused with a sentence that says what to do."""

import io
import os
import pickle

import pytest

from regulations.importing import confined
from regulations.importing.reading import import_regulation, pasted_source, read_source
from regulations.importing.sources.errors import UnreadableFileError
from regulations.importing.sources.guards import MAX_BYTES, MAX_CHARACTERS

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Файл пуст"),
        (b" \r\n\t ", "Файл пуст"),
        ("\ufeff".encode(), "Файл пуст"),
        (b"12 34 . 5", "Файл пуст"),
        (b"%PDF-1.7 ...", "документ PDF"),
        (OLE + "WordDocument".encode("utf-16-le"), "старого формата (DOC)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "защищён паролем"),
        (OLE + b"nothing", "другой программы"),
        (b"\xff\xd8\xff\xe0", "фотография"),
        (b"{\\rtf1", "документ RTF"),
        (b"<html><body>", "веб-страница"),
        (b"PK\x03\x04broken", "повреждён"),
        (b"x" * (MAX_BYTES + 1), "больше 10 МБ"),
        (("я" * (MAX_CHARACTERS + 1)).encode(), "слишком длинный"),
        (bytes(range(256)) * 8, "не текст"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read(data, said):
    with pytest.raises(UnreadableFileError) as error:
        read_source(data)
    assert said in str(error.value)
    assert str(error.value)[-1] == "."


def test_a_pasted_text_without_words():
    with pytest.raises(UnreadableFileError, match="пуст"):
        pasted_source(" … 5 ")


# --- In a process of its own ----------------------------------------------------------------------


def test_what_is_read_there_is_what_would_be_read_here():
    text = "ПОЛОЖЕНИЕ\n1. Общие положения\n1.1. Чат ведут по приказу от 01.09.2025 № 12.\n1.2. Ещё."
    source = confined.read_pasted(text)
    assert source == pasted_source(text)
    assert confined.read_uploaded(text.encode()) == read_source(text.encode())
    assert confined.imported_from(source) == import_regulation(source)


def test_a_refusal_comes_back_in_its_words():
    with pytest.raises(UnreadableFileError, match="документ PDF"):
        confined.read_uploaded(b"%PDF-1.7 ...")


def test_what_takes_too_long_ends_in_a_sentence(monkeypatch):
    monkeypatch.setattr(confined, "SECONDS", 0.2)
    with pytest.raises(UnreadableFileError, match="за отведённое время"):
        confined.read_pasted("слово")


@pytest.mark.parametrize("evil", [os.system, eval, confined.read_uploaded])
def test_nothing_but_an_import_is_made_of_what_comes_back(evil):
    class Evil:
        def __reduce__(self):
            return evil, ("1",)

    with pytest.raises(UnreadableFileError):
        confined._Known(io.BytesIO(pickle.dumps(Evil()))).load()
