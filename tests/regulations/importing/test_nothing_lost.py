"""Whatever comes in: every sign of it is in the result, or counted."""

import string

from hypothesis import given, settings
from hypothesis import strategies as st

from regulations.importing.reading import import_regulation, pasted_source
from regulations.importing.sources.errors import UnreadableFileError
from tests.regulations.importing.conservation import lost

#: What regulations are made of, and what confuses those who read them.
WORDS = """
1. 1.1. 1.1.1. 2.3 2) а) - • · – § I. II. Раздел Глава Приложение № Ne N 5 2024 г.
ПОЛОЖЕНИЕ Положение Порядок УТВЕРЖДАЮ СОГЛАСОВАНО ПРИНЯТО Рассмотрено Утверждено
протокол приказ от 30.08.2024 «31» августа 2023 года №102/2-од ____ /Иванов/ А.П.
Директор педагогическим советом школы Федеральный закон 273-ФЗ 149-Ф3 «О : ; , . ».
образова- тельной COBET oбщие П0ЛОЖЕНИЯ sferum.ru a@b.ru {скобки} MAX image1.jpeg
«Утверждаю» | а. б. I II ( ) Подписано
Мнение совета родителей учтено пункт п. раздел 2.4 152-ФЗ З1.О1.2O25
Статья Часть первый вторая А. Б. А.1. Б.2 (а) i) ii) iii) ПРИКАЗ ПРИКАЗЫВАЮ: утвердить Telegram
Документ подписан электронной подписью сертификат Содержание ......3 стр. 4 из
"""
PHRASES = ["ОБЩИЕ ПОЛОЖЕНИЯ", "Общие положения"]
GAPS = ["\t", "     ", "\u00ad", "\u200b", "\x07", "\u00a0", "\n", "\n\n", "\f", "\r\n", " ", " "]
PIECES = st.sampled_from([*WORDS.split(), *PHRASES, *GAPS])
ALPHABET = "абвгдежзАБВГ" + string.ascii_letters + string.digits + '.,:;-–«»"()№§ \n\t\f\u00ad¬•'


def assert_nothing_is_lost(text):
    try:
        source = pasted_source(text)
    except UnreadableFileError:
        assert not any(sign.isalpha() for sign in text)
        return
    assert lost(source, import_regulation(source)) == ({}, {})


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=60).map(" ".join))
def test_nothing_of_what_regulations_are_made_of(text):
    assert_nothing_is_lost(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60).map("\n".join))
def test_nothing_of_lines(text):
    assert_nothing_is_lost(text)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=300))
def test_nothing_of_letters_and_marks(text):
    assert_nothing_is_lost(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_nothing_of_any_text(text):
    assert_nothing_is_lost(text)
