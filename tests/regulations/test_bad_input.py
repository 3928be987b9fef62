"""Whatever is typed or pressed: a clear sentence, and nothing typed is lost."""

import pytest

from regulations.models import DocumentVersion
from tests.factories import days_ago
from tests.regulations.making import url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]

TOO_LONG = "ё" * 100_000


@pytest.mark.parametrize("name", ["draft_create", "draft_approve", "draft_discard"])
def test_a_second_press_is_answered_in_words(at, ready, decided, name):
    client = at("head")
    if name != "draft_create":
        form = {"order_number": "1", "order_date": str(days_ago(3))}
        client.post(url(name, ready), form)
    response = client.post(url(name, ready), {"order_number": "1"})
    assert response.status_code == 409
    assert "роект" in response.content.decode()


WRONG_ORDERS = [
    ("order_number", "", "Обязательное поле"),
    ("order_number", TOO_LONG, "не более 30 символов"),
    ("order_number", "1\x00", "Введите текст в одну строку"),
    ("order_number", "🎉", "нельзя напечатать"),
    ("order_number", "1\n2", "Введите текст в одну строку"),
    ("order_date", "31.02.2026", "правильную дату"),
    ("order_date", "0202-01-01", "Проверьте год"),
    ("order_date", "9999-12-31", "Проверьте год"),
    ("order_date", TOO_LONG, "правильную дату"),
]


def test_a_wrong_order_is_refused_and_kept(at, ready, decided):
    client = at("head")
    for field, value, sentence in WRONG_ORDERS:
        form = {"order_number": "102/2-од", "order_date": str(days_ago(3))} | {field: value}
        response = client.post(url("draft_approve", ready), form)
        assert response.status_code == 422, value[:20]
        page = response.content.decode()
        assert sentence in page
        other = "order_date" if field == "order_number" else "order_number"
        assert f'value="{form[other]}"' in page
    assert DocumentVersion.objects.get().is_draft


def test_an_order_before_the_protocol_is_refused_and_kept(at, ready, decided):
    form = {"order_number": "102/2-од", "order_date": str(days_ago(9))}
    response = at("head").post(url("draft_approve", ready), form)
    assert response.status_code == 409
    page = response.content.decode()
    assert "Приказ не может быть раньше протокола" in page
    assert 'value="102/2-од"' in page


WRONG_PROTOCOLS = [
    ("7", "", 422, "Укажите и дату протокола"),
    ("", "2026-08-28", 422, "Укажите и номер протокола"),
    ("7\x00", "2026-08-28", 422, "одну строку"),
    (TOO_LONG, "2026-08-28", 422, "не более 30 символов"),
    ("7", "28 августа", 422, "правильную дату"),
    ("7", str(days_ago(-1)), 409, "ещё не наступила"),
    ("№", "2026-08-28", 409, "Укажите номер протокола"),
]


def test_a_wrong_protocol_is_refused_and_kept(at, ready, draft):
    client = at("head")
    for number, date, status, sentence in WRONG_PROTOCOLS:
        form = {
            "pedagogical_council-number": number,
            "pedagogical_council-date": date,
            "governing_council-number": "3/1",
            "governing_council-date": str(days_ago(4)),
        }
        response = client.post(url("draft_approvals", ready), form)
        assert response.status_code == status, (number[:20], date)
        assert sentence in response.content.decode()
        assert 'value="3/1"' in response.content.decode()
    assert not draft.approvals.exists()


WRONG_FACTS = [
    ("settlement", "\x00", "одну строку"),
    ("settlement", "", "Обязательное поле"),
    ("full_name", TOO_LONG, "не более 400 символов"),
    ("short_name", "Школа 🎉", "нельзя напечатать"),
    ("site", "не сайт", "правильный URL"),
    ("email", "не почта", "правильный адрес электронной почты"),
    ("head_surname", "<b>", "только буквы"),
    ("adopting_body", ["governing_council"], "Положение принимает педагогический совет"),
    ("adopting_body", ["soviet"], "Выберите корректный вариант"),
    ("ejournal", "", "Назовите журнал"),
]


def test_a_wrong_fact_is_refused_and_kept(at, ready, draft):
    client = at("head")
    form = client.get(url("draft_facts", ready)).context["form"]
    known = {field.name: field.initial or "" for field in form.corrections()}
    del known["without_ejournal"]
    for field, value, sentence in WRONG_FACTS:
        data = known | {"head_post": "И. о. директора", field: value}
        response = client.post(url("draft_facts", ready), data)
        assert response.status_code == 422, (field, value[:20])
        assert sentence in response.content.decode()
        assert 'value="И. о. директора"' in response.content.decode()
    ready.refresh_from_db()
    assert ready.head_post == "Директор"


def test_a_number_out_of_all_bounds_is_not_found(at, ready, approved):
    page = url("version_text", ready, approved.number)
    beyond = page.replace(f"/{approved.number}/", f"/{10**30}/")
    assert beyond != page
    assert at("head").get(beyond).status_code == 404
