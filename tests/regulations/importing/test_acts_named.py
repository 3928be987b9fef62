"""An act with a slip in its date gets one answer on every page (norm DOC-3)."""

import re
from datetime import date
from html import unescape

import pytest

from regulations import bases, services
from regulations.checking import findings_of
from regulations.importing.reading import import_regulation, pasted_source
from regulations.importing.result import Basis
from regulations.models import LegalBasis
from tests.regulations.making import url

pytestmark = pytest.mark.django_db

TEXT = """Положение о чатах
1. Общие положения
1.1. Разработано в соответствии с Федеральным законом от 29.12.2012 № 273-ФЗ «Об образовании в \
Российской Федерации», {named}.
1.2. Чаты создаёт воспитатель."""
SLIP = "распоряжением Минпросвещения России от 01.12.2021 № Р-210 «Об утверждении Методологии»"
KNOWN = "Похоже, это распоряжение от 01.09.2021 № Р-210; дата в тексте другая."


def imported(named):
    return import_regulation(pasted_source(TEXT.format(named=named)))


def page(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


def reviewed(client, organization, text):
    return page(client.post(url("regulation_import", organization), {"text": text}))


def known(named, day, kind="распоряжение", title=None):
    act = bases.known_act(bases.by_number(), Basis(named, day, title, kind))
    return act and act.key


@pytest.mark.usefixtures("ready")
@pytest.mark.parametrize(
    ("named", "kind", "title", "key"),
    [
        ("Р-210", "распоряжение", None, "directive_210"),
        ("P-210", "распоряжение", "Об утверждении Методологии", "directive_210"),
        ("152-ФЗ", "Федеральный закон", None, "fz_152"),
        ("152-ФЗ", "Федеральный закон", "О внесении изменений в кодекс", None),
        ("ГОСТ Р 7.0.97-2016", "", None, "gost_2016"),
        ("Р-210", "приказ", None, None),
        ("04-127", "письмо", None, None),
        ("1241", "постановление", None, None),
    ],
)
def test_another_date_is_a_slip_where_the_number_is_of_one_act_only(named, kind, title, key):
    assert known(named, date(2020, 2, 3), kind, title) == key


@pytest.mark.usefixtures("ready")
def test_the_right_date_settles_it_and_two_acts_of_a_number_stay_two():
    assert known("04-127", date(2022, 2, 22), kind="письмо")
    first = LegalBasis.objects.get(key="directive_210")
    first.pk, first.key, first.date = None, "other_210", date(2019, 3, 4)
    first.save()
    assert known("Р-210", date(2021, 9, 1)) == "directive_210"
    assert known("Р-210", date(2019, 3, 4)) == "other_210"
    assert known("Р-210", date(2020, 2, 3)) is None


def test_one_answer_on_all_pages(ready, cast, client):
    client.force_login(cast.head)
    review = reviewed(client, ready, TEXT.format(named=SLIP))
    assert review.count(KNOWN) == 2  # where it stands, and in the list
    assert "Назван акт, который больше не действует: распоряжение от 01.09.2021 № Р-210" in review
    assert "Его заменяет распоряжение от" in review
    draft = services.import_draft(organization=ready, by=cast.head, imported=imported(SLIP))
    assert bases.unknown_acts(draft) == []
    assert [row.basis.key for row in draft.bases.all()] == ["fz_273", "directive_210"]
    listed = page(client.get(url("draft_bases", ready)))
    assert "портал не следит" not in listed
    assert "Заменён" in listed
    found = " ".join(finding.line for finding in findings_of(draft))
    assert "больше не действует: распоряжение от 01.09.2021 № Р-210" in found
    assert "похоже, это распоряжение от 01.09.2021 № Р-210" in found


def test_an_act_is_listed_with_its_kind_and_in_quotation_marks(ready, cast, client):
    client.force_login(cast.head)
    review = reviewed(client, ready, TEXT.format(named="письмом Минпросвещения России № 9-ЯЯ"))
    title = "«Об образовании в Российской Федерации»"
    assert f"Федеральный закон от 29.12.2012 № 273-ФЗ {title}" in review
    assert "письмо № 9-ЯЯ В перечне портала такого акта нет." in review


def test_the_review_tells_of_what_was_written_elsewhere(ready, cast, client):
    ready.platforms.all().delete()
    client.force_login(cast.head)
    review = reviewed(client, ready, "1. Чаты\n1.1. Чаты живут в VK Мессенджере.")
    assert "Названо приложение, которого у вас нет: VK Мессенджер." in review
