"""What the reader of a file was not sure of stays marked in the draft until somebody has looked."""

import pytest
from django.urls import reverse

from regulations import services
from regulations.checking import findings_of
from regulations.editing.desk import Desk
from regulations.editing.page import page_of
from sferum_portal.lib.errors import DomainError
from tests.regulations.importing.test_services import import_draft
from tests.regulations.making import url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]

TEXT = """ПОЛОЖЕНИЕ
об использовании платформы

1. Общие положения
1.1. Положение определяет порядок общения.
1.2. Чаты создают учителя:
- по предметам;
- по классам.
Абзац, которому не нашлось номера.

2. Права
2.1. Родители пользуются платформой добровольно.
"""
WHY = "абзац без номера"


@pytest.fixture
def draft(ready, cast):
    return import_draft(cast, TEXT)


def row_of(draft, beginning):
    return draft.clauses.get(text__startswith=beginning)


def doubts_in_check(draft):
    return [each for each in findings_of(draft) if "при чтении файла" in each.text]


def test_the_check_names_the_place_and_leads_to_it(draft):
    (finding,) = doubts_in_check(draft)
    row = row_of(draft, "Чаты создают")
    assert finding.place == "п. 1.2"
    assert WHY in finding.text
    assert finding.cure_url.endswith(f"?clause={row.pk}#c{row.pk}")
    assert not finding.stops


def test_the_editor_marks_it_and_says_why(draft, cast, client):
    row = row_of(draft, "Чаты создают")
    page = page_of(Desk(draft), clause=row.pk)
    marked = [line.pk for section in page.sections for line in section.parts if line.own]
    assert marked == [row.pk]
    client.force_login(cast.head)
    text = client.get(url("draft_edit", cast.ours), {"clause": row.pk}).text
    assert WHY in text
    assert reverse("regulations:draft_settle", args=[cast.ours.slug, row.pk]) in text


def test_looked_at_it_is_marked_no_longer(draft, cast, client):
    row = row_of(draft, "Чаты создают")
    client.force_login(cast.head)
    address = reverse("regulations:draft_settle", args=[cast.ours.slug, row.pk])
    answer = client.post(address, {"text": row.text, "base": row.text}, follow=True)
    assert answer.status_code == 200
    assert WHY not in answer.text
    draft.refresh_from_db()
    assert not doubts_in_check(draft)
    history = draft.history.first()
    assert history.history_change_reason == "Проверено место импортированного текста"
    assert history.history_user == cast.head


def test_a_changed_clause_is_doubted_no_longer(draft, cast):
    row = row_of(draft, "Чаты создают")
    services.write_clause(
        version=draft, by=cast.head, clause=row.pk, base=row.text, text="Чаты создаёт учитель:"
    )
    assert not doubts_in_check(draft)


def test_a_clause_that_is_gone_cannot_be_looked_at(draft, cast):
    row = row_of(draft, "Родители")
    services.delete_clause(version=draft, by=cast.head, clause=row.pk)
    with pytest.raises(DomainError, match="уже нет"):
        services.settle_doubt(version=draft, by=cast.head, clause=row.pk)


def test_the_regulations_page_counts_them(draft, cast, client):
    client.force_login(cast.head)
    assert "1 место проверьте" in client.get(url("regulation", cast.ours)).text.replace("\xa0", " ")
