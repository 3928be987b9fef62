"""What holds for any text whatever."""

import re
import time
from collections import Counter
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from memberships.roster.dictionary import key_of
from memberships.roster.private import is_private, is_private_title, may_be_private
from memberships.roster.tables import LONGEST_TEXT
from memberships.roster.titles import meaning_of
from memberships.roster.values.contacts import read_email, read_emails, read_phone, read_phones
from memberships.roster.values.dates import read_date
from memberships.roster.values.letters import clean, cyrillic_codes, cyrillic_words
from memberships.roster.values.names import name_part, read_name, remark_of
from memberships.roster.values.people import read_people, relation_in
from memberships.roster.values.units import (
    is_unit,
    looks_like_date,
    split_units,
    unit_in_title,
    unit_key,
    unit_name,
)

# Any signs at all, and those of which the cells of lists are made.
USUAL = st.text("АБВИЯабвиоя ABabcx0123456789-–.,;:()«»\"'*№/@+_\n\u0301\u0306\u00a0", max_size=40)
TEXT = st.one_of(st.text(max_size=40), USUAL)

LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
WORD = st.text(LETTERS, min_size=2, max_size=9).map(str.capitalize)
SURNAME = st.one_of(WORD, st.tuples(WORD, WORD).map("-".join))
PATRONYMIC = st.one_of(
    st.just(""),
    WORD.map(lambda word: f"{word}ович"),
    WORD.map(lambda word: f"{word}овна"),
    WORD.map(lambda word: f"{word} оглы"),
)
WRITTEN = st.sampled_from([str, str.upper, str.lower, str.title])
BLANKS = st.sampled_from([" ", "  ", "\u00a0", "\n", " \t "])

READERS = [
    clean,
    cyrillic_words,
    cyrillic_codes,
    key_of,
    meaning_of,
    is_private,
    may_be_private,
    is_private_title,
    read_name,
    name_part,
    remark_of,
    unit_key,
    unit_name,
    unit_in_title,
    is_unit,
    looks_like_date,
    split_units,
    read_date,
    read_phone,
    read_phones,
    read_email,
    read_emails,
    read_people,
    relation_in,
]


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
@given(text=TEXT)
@settings(max_examples=150, deadline=None)
def test_nothing_raises(read, text):
    read(text)


@pytest.mark.parametrize(
    "normal",
    [
        clean,
        cyrillic_words,
        cyrillic_codes,
        key_of,
        unit_key,
        unit_name,
        name_part,
        lambda text: str(read_name(text)),
        lambda text: read_phone(text) or "",
        lambda text: read_email(text) or "",
    ],
    ids="clean words codes key_of unit_key unit_name name_part name phone email".split(),
)
@given(text=TEXT)
@example(text='":A»')
@settings(max_examples=300, deadline=None)
def test_a_normal_form_of_a_normal_form_is_itself(normal, text):
    once = normal(text)
    assert normal(once) == once


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
def test_a_long_text_takes_no_time(read):
    for piece in ("а", "a", "1", "-", "(", "выдан ", "ул. ", "5А ", "мать ", "@", " "):
        start = time.process_time()
        read(piece * (LONGEST_TEXT // len(piece)))
        assert time.process_time() - start < 1, piece


@given(text=TEXT)
def test_parts_of_a_name_stay_parts(text):
    name = read_name(text)
    assert read_name(str(name)) == name


def letters(text):
    return Counter(text.casefold()[place] for place in range(len(text)) if text[place].isalpha())


@given(SURNAME, WORD, PATRONYMIC, WRITTEN, BLANKS)
@settings(max_examples=500, deadline=None)
def test_a_name_read_and_joined_loses_no_letter(surname, given_name, patronymic, written, blank):
    words = [surname, given_name, *patronymic.split()]
    text = blank.join(words)
    name = read_name(written(text))
    # Words that are no names («Год», «Школа») are refused as a whole, and never in part.
    assert letters(str(name)) in (letters(text), Counter())
    if str(name):
        assert set(str(name).casefold().split()) == {word.casefold() for word in words}


@given(st.text("АБВабв xX0123456789.,;*()\"'«»-", max_size=30))
def test_no_letter_comes_out_of_nowhere(text):
    assert not letters(str(read_name(text))) - letters(cyrillic_words(text)) - letters(text)


TOKEN = st.one_of(st.integers(0, 99).map(str), st.text(LETTERS + "abcehxk", min_size=1, max_size=8))
TOKENS = st.lists(TOKEN, min_size=1, max_size=4)
QUOTES = st.sampled_from(['"{}"', "«{}»", "“{}”", "„{}“", "'{}'", "{}", " {} ", "({})", "{}."])


@given(TOKENS, st.sampled_from([" ", "  ", "-", " - ", "\u00a0"]), st.data())
@settings(max_examples=500, deadline=None)
def test_quotes_spaces_and_case_make_no_other_unit(tokens, blank, data):
    plain = " ".join(tokens)
    dressed = blank.join(data.draw(QUOTES).format(token) for token in tokens)
    assert unit_key(dressed) == unit_key(plain)
    assert unit_key(plain.upper()) == unit_key(plain) == unit_key(plain.title())
    assert unit_key(data.draw(QUOTES).format(plain)) == unit_key(plain)


@given(TOKENS.map(" ".join))
@settings(max_examples=300, deadline=None)
def test_the_name_shown_has_the_key_of_what_was_written(text):
    assert unit_key(unit_name(text)) == unit_key(text)


@given(TEXT)
def test_units_of_a_cell_have_names_and_keys(text):
    for unit in split_units(text):
        assert unit_key(unit)
        assert "\n" not in unit


@given(TEXT)
def test_phones_and_addresses_have_the_stored_form(text):
    assert all(re.fullmatch(r"\+\d{7,15}", phone) for phone in read_phones(text))
    assert all(address.isascii() and address == address.lower() for address in read_emails(text))


@given(st.dates(min_value=date(1940, 1, 1)))
def test_a_date_is_read_in_every_spelling_alike(day):
    spellings = [day, f"{day:%d.%m.%Y}", f"{day:%Y-%m-%d}", f"{day.day}.{day.month}.{day.year} г."]
    assert len({read_date(spelling) for spelling in spellings}) == 1
