"""What a portal of communication has no business with: identity papers, addresses, health.

Such a column is dropped as soon as it is seen, by its title or by what stands in it, and nobody can
map it to a field by hand.
"""

import re

from memberships.roster.dictionary import PRIVATE_BEGINNINGS, PRIVATE_WORDS, key_of
from sferum_portal.lib.text import phone_form

_SNILS_LENGTH, _INN_LENGTH, _POLICY_LENGTH, _PASSPORT_LENGTH = 11, 12, 16, 10
_INN_WEIGHTS = ((7, 2, 4, 10, 3, 5, 9, 4, 6, 8), (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8))

_PAPERS = re.compile(
    r"(?<!\d)\d{3}-\d{3}-\d{3}[ -]?\d{2}(?!\d)"  # СНИЛС
    r"|(?<!\d)\d{2} ?\d{2} (?:№ ?)?\d{6}(?!\d)"  # passport
    r"|(?<!\w)[IVXLCУХМ1]{1,6} ?[-–] ?[А-ЯЁ]{2} ?№? ?\d{6}(?!\d)"  # birth certificate
    r"|(?<!\d)\d{4} \d{4} \d{4} \d{4}(?!\d)"  # policy of medical insurance
    r"|(?:паспорт|снилс|свид(?:етельств\w*|-во) о рожд|выдан\w* [\w. ]{0,60}(?:уфмс|овд|мвд|загс))",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?<!\w)(?:ул|улица|пр-т|пр-кт|просп|проспект|пер|переулок|мкр|мкрн|мкр-н|микрорайон|б-р"
    r"|бульвар|наб|набережная|шоссе|проезд|пр-д|тракт)(?!\w)\.? ?[\w «»\".,-]{1,60}?\d"
    r"|(?<!\w)(?:д|дом)\.? ?\d+\w?[, ]+(?:кв|квартира|корп|к|стр)\.? ?\d+"
    r"|(?<!\d)\d{6}, ?(?:россия|рф|г|гор|с|п|пос|ул|[а-яё-]+ (?:обл|область|край|респ))(?!\w)",
    re.IGNORECASE,
)
# «Ленина 5-12»: only where no name of a class could stand.
_BARE_ADDRESS = re.compile(
    r"[А-ЯЁ][а-яё]{3,}(?: [А-ЯЁ][а-яё]+)?,? \d{1,3}[а-я]?(?: ?[-,/] ?\d{1,4})"
)
_DIGITS = re.compile(r"(?<!\d)\d{10,16}(?!\d)")


def is_private_title(title):
    words = key_of(title).split()
    return any(word in PRIVATE_WORDS or word.startswith(PRIVATE_BEGINNINGS) for word in words)


def is_private(text):
    """Whether a cell of any column holds such a thing for certain."""
    if len(text) < 8:
        return False
    if any(_is_paper(digits) for digits in _DIGITS.findall(text)):
        return True
    return any(not _is_phone(found[0]) for found in _PAPERS.finditer(text)) or bool(
        _ADDRESS.search(text)
    )


def may_be_private(text):
    """The same with less certainty, for columns that nobody needs."""
    if is_private(text) or _BARE_ADDRESS.fullmatch(text):
        return True
    return any(
        len(digits) == _PASSPORT_LENGTH and not phone_form(digits)
        for digits in _DIGITS.findall(text)
    )


def _is_phone(text):
    return bool(phone_form(re.sub(r"[^\d+]", "", text)))


def _is_paper(digits):
    """By the check digits: any other number of that length is hardly ever right by chance."""
    if len(digits) == _SNILS_LENGTH:
        return _is_snils(digits) and not phone_form(digits)
    if len(digits) == _INN_LENGTH:
        return _is_inn(digits)
    return False


def _is_snils(digits):
    total = sum(int(digit) * (9 - place) for place, digit in enumerate(digits[:9]))
    return total > 0 and total % 101 % 100 == int(digits[9:])


def _is_inn(digits):
    return int(digits) > 0 and all(
        sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False)) % 11 % 10
        == int(digits[len(weights)])
        for weights in _INN_WEIGHTS
    )
