"""Names of files: what Windows refuses is written as a person would write it."""

import pytest

from sferum_portal.lib.file_names import LONGEST, safe_name

NAMES = {
    "Выписка: совет родителей": "Выписка, совет родителей",
    "Приказ № 15/3-од от 22.11.2026": "Приказ № 15-3-од от 22.11.2026",
    "в 10:30": "в 10-30",
    "Положение «Сферум»": "Положение «Сферум»",
    'МБОУ "СОШ № 3"': "МБОУ «СОШ № 3»",
    "Что? <нет> * да|нет": "Что нет да-нет",
    "а\\б": "а-б",
    "../../подпись": "подпись",
    "Конец. . ": "Конец",
    "Итог:": "Итог",
    "№\xa0102\u200b\x07\u202e": "№ 102",
    "два\n строки": "два строки",
    "CON": "_CON",
    "com1.txt": "_com1.txt",
    "Concert": "Concert",
    "": "Файл",
    "???": "Файл",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_one_that_every_system_takes(name):
    assert safe_name(name) == NAMES[name]
    assert safe_name(name, ".pdf") == f"{NAMES[name]}.pdf"


def test_a_long_name_is_cut_between_words_and_keeps_its_ending():
    title = (
        "Положение об использовании информационно-коммуникационной образовательной платформы "
        "«Сферум» и учебного профиля в приложении «Мессенджер MAX»"
    )
    cut = safe_name(title, ".pdf")
    stem = cut.removesuffix(".pdf")
    assert len(cut) <= LONGEST
    assert title.startswith(stem)
    assert title[len(stem)] == " "
    assert len(f"00 {cut}".encode()) < 255
    assert safe_name("ы" * 500) == "ы" * LONGEST
    large = safe_name(title, ", 5/2-од, крупным шрифтом.pdf")
    assert large.endswith(", 5-2-од, крупным шрифтом.pdf")
    assert len(large) <= LONGEST
    assert safe_name(large.removesuffix(".pdf"), ".pdf") == large
    # No quotation is left open.
    assert safe_name(f"{'слово ' * 16}«Очень длинное имя из слов»") == ("слово " * 16).strip()
