"""Russian grammar for documents: names and posts in six cases, agreement of marks.

Names are declined by pytrovich, posts and titles with the dictionary of pymorphy3; where the
libraries are wrong, ``corrections.toml`` says what is right. All functions are pure.
"""

from sferum_portal.lib.russian.agreement import AGREED, agreed
from sferum_portal.lib.russian.cases import CASES
from sferum_portal.lib.russian.names import FEMALE, MALE, gender_of, name_forms, short_forms
from sferum_portal.lib.russian.phrases import phrase_forms

__all__ = [
    "AGREED",
    "CASES",
    "FEMALE",
    "MALE",
    "agreed",
    "gender_of",
    "name_forms",
    "phrase_forms",
    "short_forms",
]
