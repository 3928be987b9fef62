"""Who changes the strategy against the regulation in force is told so at once."""

import pytest
from django.urls import reverse

from tests.admin.test_structure import strategy_form
from tests.regulations.making import make_approved, make_ready

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


@pytest.fixture
def head(client, cast):
    client.force_login(cast.head)
    return client


def save(client, cast, **changes):
    address, sent = strategy_form(client, cast.ours, **changes)
    return client.post(address, sent, follow=True).text


def test_a_ruling_against_the_regulation_is_told_with_its_clause(head, cast):
    make_approved(make_ready(cast.ours))
    page = save(head, cast, **{"unit_subject-subject_teacher": "denied"})
    assert "Стратегия сохранена" in page
    assert "Положение (п. 4.3." in page
    assert f'<a href="{reverse("regulations:drift", args=[cast.ours.slug])}">' in page
    # What already differs is not told again with every other change …
    page = save(head, cast, **{"unit_parents-deputy": "on_request"})
    assert page.count("говорит иначе") == 1
    # … and what is as the regulation says is not told at all.
    page = save(head, cast, **{"unit_subject-subject_teacher": "allowed"})
    assert "говорит иначе" not in page


def test_without_a_regulation_nothing_is_told(head, cast):
    assert "говорит иначе" not in save(head, cast, **{"unit_subject-subject_teacher": "denied"})
