"""The words of the admin for those who work in organizations of several kinds at once.

Whoever works in one kind reads its words; here stand those that suit every kind.
"""

from organizations.kinds.words import CASES, Word, Words


def _word(singular, plural):
    forms = dict(zip(CASES, singular.split("|"), strict=True))
    forms |= {f"pl_{case}": form for case, form in zip(CASES, plural.split("|"), strict=True)}
    return Word(forms)


NEUTRAL = Words(
    unit=_word(
        "подразделение|подразделения|подразделению|подразделение|подразделением|подразделении",
        "подразделения|подразделений|подразделениям|подразделения|подразделениями|подразделениях",
    ),
    subject=_word(
        "предмет|предмета|предмету|предмет|предметом|предмете",
        "предметы|предметов|предметам|предметы|предметами|предметах",
    ),
    leader=_word(
        "руководитель подразделения|руководителя подразделения|руководителю подразделения|"
        "руководителя подразделения|руководителем подразделения|руководителе подразделения",
        "руководители подразделений|руководителей подразделений|руководителям подразделений|"
        "руководителей подразделений|руководителями подразделений|руководителях подразделений",
    ),
)
