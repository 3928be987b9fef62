"""«третий», «двадцать первом»: paragraphs as acts count them, in the masculine."""

_FIRST = (
    "первый второй третий четвёртый пятый шестой седьмой восьмой девятый десятый одиннадцатый "
    "двенадцатый тринадцатый четырнадцатый пятнадцатый шестнадцатый семнадцатый восемнадцатый "
    "девятнадцатый"
).split()
_TENS = (
    "двадцатый тридцатый сороковой пятидесятый шестидесятый семидесятый восьмидесятый девяностый"
).split()
_BEFORE = "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто".split()
#: Locative, instrumental.
_ENDINGS = {"ий": ("ьем", "ьим"), "ый": ("ом", "ым"), "ой": ("ом", "ым")}


def ordinal(number):
    """Nominative, locative, instrumental; above 99 with digits."""
    if number > 99:
        return tuple(f"{number}-{ending}" for ending in ("й", "м", "м"))
    tens, ones = divmod(number, 10)
    if number < 20:
        before, word = "", _FIRST[number - 1]
    elif ones == 0:
        before, word = "", _TENS[tens - 2]
    else:
        before, word = f"{_BEFORE[tens - 2]} ", _FIRST[ones - 1]
    stem, ending = before + word[:-2], word[-2:]
    return before + word, *(stem + other for other in _ENDINGS[ending])
