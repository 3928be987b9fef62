"""The acts on which regulations rest."""

from regulations import library

CODES = ["school", "kindergarten", "college"]
# Number → date, and the kinds of organization whose regulations list the act.
ACTS = {
    "149-ФЗ": ("27.07.2006", CODES),
    "152-ФЗ": ("27.07.2006", CODES),
    "273-ФЗ": ("29.12.2012", CODES),
    "41-ФЗ": ("01.04.2025", CODES),
    "156-ФЗ": ("24.06.2025", CODES),
    "1241": ("13.07.2022", ["school"]),
    "1545": ("22.09.2023", ["school"]),
    "1678": ("11.10.2023", ["school", "college"]),
    "2040": ("07.12.2020", []),
    "542/1": ("15.07.2022", ["school"]),
    "Р-210": ("01.09.2021", []),
    "Р-139": ("22.06.2023", ["school"]),
    "04-127": ("22.02.2022", CODES),
    "04-643": ("26.08.2022", CODES),
    "04-423": ("31.07.2023", ["college"]),
    # What documents look like is no basis of the regulation itself.
    "7.0.97-2016": ("08.12.2016", []),
    "7.0.97-2025": ("18.08.2025", []),
}


def test_legal_bases():
    acts = library.legal_bases()
    listed = {code: library.listed_for(code) for code in CODES}
    assert {
        act.number: (f"{act.date:%d.%m.%Y}", [code for code in CODES if act in listed[code]])
        for act in acts.values()
    } == ACTS
    old = acts["directive_210"]
    assert (old.status, acts[old.replaced_by].number) == ("replaced", "Р-139")
    for act in acts.values():
        assert act.status in ("in_force", "repealed", "replaced")
        assert act.date < act.checked_on
    assert library.line(acts["fz_152"]) == (
        "Федеральный закон от 27.07.2006 № 152-ФЗ «О персональных данных» "
        "(с изменениями и дополнениями)"
    )
    assert library.line(acts["letter_423"]) == (
        "письмо Минпросвещения России от 31.07.2023 № 04-423 «Об исполнении протокола»"
    )
