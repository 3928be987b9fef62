"""Files that give no text: each is refused with a sentence that says what to do."""

import pytest

from regulations.importing.errors import UnreadableFileError
from regulations.importing.guards import MAX_BYTES, MAX_CHARACTERS
from regulations.importing.reading import pasted_source, read_source

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
