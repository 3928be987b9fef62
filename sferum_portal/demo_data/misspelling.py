"""How parents write the name of their child so that no list holds it."""

DIMINUTIVES = dict(
    pair.split(":")
    for pair in """Александр:Саша Алексей:Лёша Андрей:Андрюша Арсений:Сеня Артём:Тёма Вадим:Вадик
    Василий:Вася Григорий:Гриша Даниил:Данила Дмитрий:Дима Иван:Ваня Илья:Илюша Кирилл:Кирюша
    Константин:Костя Лев:Лёва Максим:Макс Михаил:Миша Павел:Паша Пётр:Петя Роман:Рома Савелий:Сава
    Семён:Сёма Степан:Стёпа Тимофей:Тима Фёдор:Федя Юрий:Юра Ярослав:Ярик Анастасия:Настя Анна:Аня
    Валерия:Лера Варвара:Варя Вероника:Ника Виктория:Вика Дарья:Даша Екатерина:Катя Елизавета:Лиза
    Ксения:Ксюша Маргарита:Рита Мария:Маша Надежда:Надя Полина:Поля Серафима:Сима Софья:Соня
    Таисия:Тася Ульяна:Уля Юлия:Юля""".split()
)
_CONFUSED = dict(zip("аоиеё", "оаеий", strict=True))


def misspelt(surname, given_name, number):
    """``number`` chooses among the ways: a pet name, a wrong vowel, a letter left out."""
    if number % 3 == 0 and given_name in DIMINUTIVES:
        return surname, DIMINUTIVES[given_name]
    place = len(surname) // 2
    if number % 3 == 1:
        # The first unstressed vowel is what people get wrong; take the first that there is.
        place = next((at for at in range(1, place) if surname[at] in _CONFUSED), place)
        wrong = _CONFUSED.get(surname[place], "")
        return surname[:place] + wrong + surname[place + 1 :], given_name
    return surname[:place] + surname[place + 1 :], given_name
