import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from regulations import services
from regulations.models import DocumentVersion
from regulations.printing import draft_sections
from tests.bad_input import assert_refused
from tests.foreign_words import foreign_words
from tests.regulations.importing import docx_making as making
from tests.regulations.importing import shapes
from tests.regulations.importing.truths import SCHOOL, TRUTHS
from tests.regulations.making import approve, decide, make_draft, url

pytestmark = pytest.mark.django_db


def page(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def packed(response):
    return re.search(r'name="source" value="([^"]+)"', response.content.decode())[1]


def test_a_pasted_text_is_shown_and_becomes_the_draft(at, ready):
    client = at("administrator")
    shown = client.post(
        url("regulation_import", ready), {"text": shapes.text_of(SCHOOL, "decimal")}
    )
    assert shown.status_code == 200
    assert "приказ от 30.08.2024 № 102/2-од" in page(shown)
    assert SCHOOL.owner in page(shown)
    assert not DocumentVersion.objects.exists()
    saved = client.post(url("regulation_import_save", ready), {"source": packed(shown)})
    assert saved.url == url("draft_edit", ready)
    assert "составлен из вашего текста: вот он." in client.get(saved.url).text
    draft = DocumentVersion.objects.get()
    titles = [section.title.replace("\u00a0", " ") for section in draft_sections(draft)]
    assert titles == [title for title, _ in SCHOOL.sections]


def test_a_docx_keeps_its_looks_until_it_is_decided(at, ready):
    client = at("head")
    file = SimpleUploadedFile("Положение.docx", making.saved(making.lyceum()))
    shown = client.post(url("regulation_import", ready), {"file": file})
    client.post(url("regulation_import_save", ready), {"source": packed(shown)})
    draft = DocumentVersion.objects.get()
    assert draft.data["imported"]["file_name"] == "Положение.docx"
    assert draft.data["title"] == "Положение об использовании платформы «Сферум» в МБОУ «Лицей № 8»"


def test_doubts_stand_where_they_belong_and_lacking_norms_have_an_offer(at, ready):
    text = "Положение о чатах\n1. Чаты\n1.1. Чат создаёт учитель.\n1.3. Чат один.\n1\n"
    shown = page(at("head").post(url("regulation_import", ready), {"text": text}))
    assert "1.3. Чат один. проверьте Нумерация сбилась" in shown
    again = "Положение о чатах\n1. Чаты\n1.1. Чат есть.\n1.2. Чат один.\n1.2. Чатов два."
    shown_again = page(at("head").post(url("regulation_import", ready), {"text": again}))
    assert "1.2. Чатов два. проверьте Нумерация сбилась" in shown_again
    assert "Бесплатный круглосуточный доступ В библиотеке портала:" in shown


def test_what_is_typed_is_escaped(at, ready):
    text = "Положение о чатах\n1. <script>alert(1)</script>\n1.1. Чат <b>есть</b>."
    shown = at("head").post(url("regulation_import", ready), {"text": text}).content.decode()
    assert "<script>alert" not in shown
    assert "&lt;script&gt;" in shown


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"text": "  "},
        {"text": "12 34"},
        {"text": "Текст", "file": SimpleUploadedFile("a.txt", b"text")},
        {"file": SimpleUploadedFile("a.docx", b"PK\x03\x04")},
        {"file": SimpleUploadedFile("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")},
        {"file": SimpleUploadedFile("a.txt", b"")},
        {"text": "НУЛЬ\x00"},
    ],
    ids="nothing blank digits both broken ole empty nul".split(),
)
def test_what_cannot_be_read_is_refused_with_a_sentence(at, ready, data):
    for file in data.values():
        if hasattr(file, "seek"):
            file.seek(0)
    response = at("head").post(url("regulation_import", ready), data)
    assert response.status_code == 422
    assert re.search(r'class="error-summary"', response.content.decode())
    assert not DocumentVersion.objects.exists()


@pytest.mark.parametrize("source", ["", "подделка", "a:b:c"])
def test_what_did_not_come_from_the_page_is_refused(at, ready, source):
    response = at("head").post(url("regulation_import_save", ready), {"source": source})
    assert_refused(response)
    assert not DocumentVersion.objects.exists()


def test_while_a_draft_exists_the_pages_say_so(at, ready):
    make_draft(ready)
    client = at("head")
    for answer in (
        client.get(url("regulation_import", ready)),
        client.post(url("regulation_import", ready), {"text": "1. Чат."}),
        client.post(url("regulation_import_save", ready), {"source": "x"}),
    ):
        assert answer.status_code == 409
        assert "Проект положения уже подготовлен" in page(answer)
    assert url("regulation_import", ready) not in regulation_page(client, ready)


def regulation_page(client, organization):
    return client.get(url("regulation", organization)).content.decode()


def test_the_page_of_the_regulation_leads_here(at, ready):
    assert url("regulation_import", ready) in regulation_page(at("head"), ready)
    assert url("regulation_import", ready) not in regulation_page(at("teacher"), ready)


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda truth: truth.kind)
def test_no_page_has_a_word_of_another_kind(client, ready_of, truth):
    cast = ready_of(truth.kind)
    client.force_login(cast.head)
    address = url("regulation_import", cast.ours)
    assert foreign_words(truth.kind, page(client.get(address))) == []
    # What the portal offers for the lacking norms is in the organization's words, too.
    review = page(client.post(address, {"text": "1. Чаты есть."}))
    assert foreign_words(truth.kind, review) == []


LISTS = """Положение о чатах
1. Чаты
1.1. Администратор:
1) создаёт чат;
2) удаляет чат;
3) проверяет чат.
1.2. Запрещается:
а) реклама;
б) спам.
"""
COUNTED = "\n1.3. Куратор:\n" + "".join(f"{n}) ведёт чат {n};\n" for n in range(1, 7))


def test_lists_that_get_numbers_are_told_of_once(at, ready):
    shown = page(at("head").post(url("regulation_import", ready), {"text": LISTS}))
    told = "Номера получат и перечни: «1), 2), 3)» в п. 1.1 станут 1.1.1, 1.1.2, 1.1.3."
    assert told in shown.replace("\xa0", " ")
    shown = page(at("head").post(url("regulation_import", ready), {"text": LISTS + COUNTED}))
    assert "1.1.3, так же ещё 1 перечень." in shown.replace("\xa0", " ")
    only = LISTS.replace("1) соз", "а) соз").replace("2) уд", "б) уд").replace("3) пр", "в) пр")
    shown = page(at("head").post(url("regulation_import", ready), {"text": only}))
    assert "Номера получат и перечни" not in shown


def test_a_long_list_is_told_of_by_its_ends(at, ready):
    text = LISTS[: LISTS.index("1.1.")] + COUNTED.strip().replace("1.3", "1.1")
    shown = page(at("head").post(url("regulation_import", ready), {"text": text}))
    assert "«1), 2) … 6)» в п. 1.1 станут 1.1.1, 1.1.2 … 1.1.6." in shown.replace("\xa0", " ")


@pytest.mark.usefixtures("quick_pdf")
def test_changes_that_the_draft_would_hold_up_are_named_before_it_is_made(at, ready, cast):
    approve(decide(make_draft(ready)))
    client, address = at("head"), url("regulation_import", ready)
    assert "Готовятся изменения" not in client.get(address).text
    changes = services.create_amendment(organization=ready, by=cast.head)
    link = f'href="{url("amendment", ready, changes.pk)}"'
    for answer in (client.get(address), client.post(address, {"text": "1. Чаты есть."})):
        assert "Готовятся изменения в положение" in answer.text
        assert "их нельзя будет утвердить" in answer.text
        assert link in answer.text
    services.discard_amendment(version=changes, by=cast.head)
    assert "Готовятся изменения" not in client.get(address).text


def test_one_unknown_act_and_two(at, ready, cast):
    client = at("head")
    for acts, told in (
        ("№ 9-ЯЯ", "1 акт из текста портал не знает: проверьте его"),
        ("№ 9-ЯЯ и приказ Минпросвещения России № 8-ЯЯ", "2 акта из текста портал не знает"),
    ):
        text = f"1. Чаты\n1.1. Основание — письмо Минпросвещения России {acts}."
        shown = client.post(url("regulation_import", ready), {"text": text})
        saved = client.post(
            url("regulation_import_save", ready), {"source": packed(shown)}, follow=True
        )
        assert told in page(saved).replace("\xa0", " ")
        services.discard_draft(version=DocumentVersion.objects.get(), by=cast.head)
