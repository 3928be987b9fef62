"""Whether the number of a clause follows the one before it."""

DEEPEST = 3


def fault_of(label, own, last):
    """What is wrong with a number «2.1» in section ``own`` after ``last``; empty where nothing."""
    parts = label.parts
    if own is not None and own != parts[0]:
        return f"Номер не из раздела {own}."
    if isinstance(last, tuple) and last and isinstance(last[0], int):
        expected = {(*last, 1)} | {(*last[:n], last[n] + 1) for n in range(1, len(last))}
        if parts not in expected:
            return "Нумерация сбилась: номер не по порядку."
    elif parts[-1] != 1:
        return "Нумерация начинается не с единицы."
    if len(parts) > DEEPEST:
        return "Номер глубже, чем делится проект: текст останется в подпункте над ним."
    return ""
