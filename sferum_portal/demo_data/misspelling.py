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
_CONFUSED = str.maketrans("аоиеёя", "оаеийе")


def misspelt(surname, given_name, number):
    """``number`` chooses among the ways: a pet name, two letters swapped, a wrong vowel."""
    if number % 3 == 0 and given_name in DIMINUTIVES:
        return surname, DIMINUTIVES[given_name]
    if number % 3 == 1:
        places = range(1, len(surname) - 2)
        place = next(one for one in places if surname[one] != surname[one + 1])
        swapped = surname[place + 1] + surname[place]
        return surname[:place] + swapped + surname[place + 2 :], given_name
    return surname[:1] + surname[1:3].translate(_CONFUSED) + surname[3:], given_name
