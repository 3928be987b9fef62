"""Phones and e-mail addresses; the numbers are invented."""

import pytest

from memberships.roster.values.contacts import read_email, read_emails, read_phone, read_phones

ONE = "+79131234567"
TWO = "+79137654321"

PHONES = [
    ("+79131234567", ONE),
    ("89131234567", ONE),
    ("79131234567", ONE),
    ("9131234567", ONE),
    ("8(913)1234567", ONE),
    ("8 (913) 123-45-67", ONE),
    ("8(913)-123-45-67", ONE),
    ("+7 913 123 45 67", ONE),
    ("8-913-123-45-67", ONE),
    ("8.913.123.45.67", ONE),
    ("8–913–123–45–67", ONE),
    ("+8 913 123 45 67", ONE),
    ("913-123-45-67", ONE),
    ("\u00a08\u00a0913\u00a01234567", ONE),
    ("тел. 89131234567", ONE),
    ("89131234567 (мама)", ONE),
    ("мама 8 913 123 45 67", ONE),
    ("89131234567, 89137654321", ONE),
    ("89131234567; 89137654321", ONE),
    ("89131234567 89137654321", ONE),
    ("89131234567/89137654321", ONE),
    ("89131234567\n89137654321", ONE),
    ("89131234567 или 89137654321", ONE),
    ("222333, 89131234567", ONE),
    ("+79131234567+79137654321", ONE),
    ("8 (3822) 51-23-45", "+73822512345"),
    ("8 (3822) 51-23-45 доб. 12", "+73822512345"),
    (89131234567, ONE),
    (89131234567.0, ONE),
    (9131234567.0, ONE),
    (8.9131234567e10, ONE),
    ("89131234567.0", ONE),
    ("89131234567,0", ONE),
    ("8.9131234567E+10", ONE),
    ("8,9131234567E+10", ONE),
    ("8.9131234567e10", ONE),
    ("9.131234567E+09", ONE),
    ("+375 29 123 45 67", "+375291234567"),
    # rounded away
    ("8.91312E+10", None),
    ("8,91E+10", None),
    (89131234567.5, None),
    # no numbers
    ("22-33-44", None),
    ("8913123456", None),
    ("123", None),
    ("нет", None),
    ("", None),
    (None, None),
    (float("nan"), None),
    (float("inf"), None),
    ("8 800 GOOGLE", None),
]


@pytest.mark.parametrize(("value", "phone"), PHONES, ids=[repr(value) for value, _ in PHONES])
def test_a_phone_is_read(value, phone):
    assert read_phone(value) == phone


def test_there_are_enough_examples():
    assert len(PHONES) >= 25


@pytest.mark.parametrize(
    "text",
    [
        "89131234567, 89137654321",
        "89131234567 89137654321",
        "мама 89131234567 папа 89137654321",
        "8(913)123-45-67\n8(913)765-43-21, 8(913)123-45-67",
    ],
)
def test_all_phones_of_a_cell_are_read_once(text):
    assert read_phones(text) == [ONE, TWO]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("anna@mail.example", "anna@mail.example"),
        ("Anna@Mail.Example", "anna@mail.example"),
        (" anna@mail.example. ", "anna@mail.example"),
        ("mailto:anna@mail.example", "anna@mail.example"),
        ("<anna@mail.example>", "anna@mail.example"),
        ("Анна <anna@mail.example>", "anna@mail.example"),
        ("нет, anna@mail.example", "anna@mail.example"),
        ("аnnа@mаil.example", "anna@mail.example"),  # Russian «а»
        ("anna@mail.example; petr@mail.example", "anna@mail.example"),
        ("anna@ mail.example", None),
        ("анна@mail.example", None),
        ("anna@mail", None),
        ("anna.mail.example", None),
        ("@", None),
        ("нет", None),
        ("", None),
        (None, None),
        (f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.example", None),
    ],
)
def test_an_address_is_read(text, address):
    assert read_email(text) == address


def test_all_addresses_of_a_cell_are_read_once():
    text = "anna@mail.example, petr@mail.example ANNA@mail.example"
    assert read_emails(text) == ["anna@mail.example", "petr@mail.example"]
