"""Which subjects each grade of the school has, and which teachers' department gives them."""

#: Department → (post, number of teachers, subject → grades).
DEPARTMENTS = {
    "primary": (
        "учитель начальных классов",
        12,
        {
            "Русский язык": range(1, 5),
            "Литературное чтение": range(1, 5),
            "Математика": range(1, 5),
            "Окружающий мир": range(1, 5),
            "Изобразительное искусство": range(1, 5),
            "Труд (технология)": range(1, 5),
            "Основы религиозных культур и светской этики": (4,),
        },
    ),
    "russian": (
        "учитель русского языка и литературы",
        5,
        {"Русский язык": range(5, 12), "Литература": range(5, 12)},
    ),
    "mathematics": (
        "учитель математики",
        5,
        {
            "Математика": (5, 6),
            "Алгебра": range(7, 12),
            "Геометрия": range(7, 12),
            "Вероятность и статистика": range(7, 12),
        },
    ),
    "history": (
        "учитель истории и обществознания",
        3,
        {"История": range(5, 12), "Обществознание": range(6, 12)},
    ),
    "english": ("учитель английского языка", 6, {"Английский язык": range(2, 12)}),
    "biology": ("учитель биологии", 2, {"Биология": range(5, 12)}),
    "geography": ("учитель географии", 2, {"География": range(5, 12)}),
    "physics": ("учитель физики", 2, {"Физика": range(7, 12)}),
    "chemistry": ("учитель химии", 1, {"Химия": range(8, 12)}),
    "informatics": ("учитель информатики", 2, {"Информатика": range(7, 12)}),
    "art": ("учитель изобразительного искусства", 1, {"Изобразительное искусство": range(5, 8)}),
    "music": ("учитель музыки", 1, {"Музыка": range(1, 9)}),
    "crafts": ("учитель труда (технологии)", 2, {"Труд (технология)": range(5, 10)}),
    "sport": ("учитель физической культуры", 3, {"Физическая культура": range(1, 12)}),
    "safety": (
        "преподаватель-организатор основ безопасности и защиты Родины",
        1,
        {"Основы безопасности и защиты Родины": range(8, 12)},
    ),
}
#: In these a class is divided into two groups with a teacher each.
IN_GROUPS = {"english"}
#: Grade → how many classes; thirty in all.
CLASSES = {1: 3, 2: 3, 3: 3, 4: 3, 5: 3, 6: 3, 7: 3, 8: 3, 9: 2, 10: 2, 11: 2}


def subjects_of(department, grade):
    return [subject for subject, grades in DEPARTMENTS[department][2].items() if grade in grades]
