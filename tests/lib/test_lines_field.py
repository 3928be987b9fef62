"""Reasons of several lines: pasted text is cleaned, control signs and emoji are refused."""

import pytest
from django.core.exceptions import ValidationError

from sferum_portal.lib.admin.forms import ReasonField
from sferum_portal.lib.forms import LinesField


@pytest.mark.parametrize("field", [LinesField(), ReasonField()])
@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("Приказ № 7", "Приказ № 7"),
        ("Первая строка\r\nвторая\rтретья", "Первая строка\nвторая\nтретья"),
        ("не\u00adразрывное\u200b слово\ufeff", "неразрывное слово"),
        ("с\tтабуляцией", "с табуляцией"),
        ("5\u00a0кг — «да», №\u00a07", "5\u00a0кг — «да», №\u00a07"),
    ],
)
def test_lines_are_kept_and_what_nobody_sees_is_gone(field, typed, cleaned):
    assert field.clean(typed) == cleaned


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("до\x07после", "служебные знаки"),
        ("до\x1bпосле", "служебные знаки"),
        ("строка\nдо\u202eпосле", "служебные знаки"),
        ("до\u2028после", "служебные знаки"),
        ("Не вы 🎉", "нельзя напечатать"),
    ],
)
def test_control_signs_are_refused(typed, sentence):
    with pytest.raises(ValidationError) as refusal:
        ReasonField().clean(typed)
    assert sentence in refusal.value.messages[0]


def test_a_zero_sign_is_refused_by_the_field_itself():
    with pytest.raises(ValidationError):
        ReasonField().clean("до\x00после")
