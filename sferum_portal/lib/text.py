"""Normal forms of what people type, and Russian numerals' agreement."""

import unicodedata

import phonenumbers

NBSP = "\N{NO-BREAK SPACE}"


def search_form(text):
    """The form in which names are stored for search: case-folded, ё as е, single spaces.

    SQLite compares Cyrillic case-sensitively in LIKE, so both databases search this form.
    """
    folded = unicodedata.normalize("NFKC", text or "").casefold().replace("ё", "е")
    return " ".join(folded.split())


def phone_form(text):
    """The one stored form of a phone, E.164 («+79131234567»); None when it is no valid number.

    Accepts +7…, 8…, spaces, brackets and dashes; numbers without a country are Russian.
    """
    try:
        number = phonenumbers.parse(text or "", "RU")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def initials_first(surname, given_name, patronymic=""):
    """«А.П. Иванова», as a page names an author."""
    initials = "".join(f"{name[0]}." for name in (given_name, patronymic) if name)
    return f"{initials} {surname}"


def printed_initials_first(surname, given_name, patronymic=""):
    """«А. П. Иванова», as documents print it (ГОСТ Р 7.0.97-2016): no line ends within the name."""
    initials = [f"{name[0]}." for name in (given_name, patronymic) if name]
    return NBSP.join([*initials, surname])


def plural(number, one, few, many):
    """«1 заявка», «2 заявки», «5 заявок»: the form of the noun alone, without the number."""
    if number % 10 == 1 and number % 100 != 11:
        return one
    if 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14:
        return few
    return many


def counted(number, one, few, many):
    """The number with its noun, held together by a no-break space: «27 родителей»."""
    return f"{number}{NBSP}{plural(number, one, few, many)}"
