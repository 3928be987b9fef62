"""Marks of approval agree with the document: «Порядок — УТВЕРЖДЁН», «Форма — УТВЕРЖДЕНА»."""

from functools import cache

from sferum_portal.lib.russian.phrases import head_of

#: Mark → its forms: masculine, feminine, neuter, plural.
AGREED = {
    "approved": ("УТВЕРЖДЁН", "УТВЕРЖДЕНА", "УТВЕРЖДЕНО", "УТВЕРЖДЕНЫ"),
    "agreed": ("СОГЛАСОВАН", "СОГЛАСОВАНА", "СОГЛАСОВАНО", "СОГЛАСОВАНЫ"),
    "adopted": ("ПРИНЯТ", "ПРИНЯТА", "ПРИНЯТО", "ПРИНЯТЫ"),
    "considered": ("РАССМОТРЕН", "РАССМОТРЕНА", "РАССМОТРЕНО", "РАССМОТРЕНЫ"),
    # «Признать утратившим силу Порядок, утверждённый приказом …», in the cases of that sentence.
    "losing_force": ("утратившим", "утратившей", "утратившим", "утратившими"),
    "approved_one": ("утверждённый", "утверждённую", "утверждённое", "утверждённые"),
    # Badges of a document in a list.
    "ready": ("Готов", "Готова", "Готово", "Готовы"),
    "not_ready": ("не готов", "не готова", "не готово", "не готовы"),
    "holds": ("действует", "действует", "действует", "действуют"),
    "registered": ("зарегистрирован", "зарегистрирована", "зарегистрировано", "зарегистрированы"),
    "coming": ("утверждён", "утверждена", "утверждено", "утверждены"),
    "replaced": ("заменён", "заменена", "заменено", "заменены"),
    "unsigned": ("не подписан", "не подписана", "не подписано", "не подписаны"),
    "cancelled": ("отменён", "отменена", "отменено", "отменены"),
}
GENDERS = ("masc", "femn", "neut")


@cache
def agreed(mark, title):
    """The form of the mark for this title; the neuter («положение») where nothing tells."""
    forms, head = AGREED[mark], head_of(title)
    if head is None:
        return forms[2]
    if head.number == "plur":
        return forms[3]
    return forms[GENDERS.index(head.gender)] if head.gender in GENDERS else forms[2]
