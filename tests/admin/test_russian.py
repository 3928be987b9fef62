"""No English word meets anybody in the admin."""

from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.urls import reverse

from memberships import services
from memberships.models import JoinRequest
from tests.admin.reading import english_in, texts_of
from tests.admin.rows import lists, make_rows, plain_pages, row_pages

CATALOGUE = Path(settings.LOCALE_PATHS[0]) / "ru/LC_MESSAGES/django.po"


def changed_once(rows, by):
    """Something for the histories to tell."""
    services.reject_join_request(join_request=rows[JoinRequest], by=by, reason="Нет в списках.")


@pytest.mark.parametrize("person", ["administrator", "head", "operator"])
def test_no_page_says_a_word_of_english(cast, ours, as_, person):
    client = as_(getattr(cast, person))
    if person != "operator":
        changed_once(ours, cast.administrator)
    pages = [*row_pages(ours), *plain_pages()]
    if person == "operator":
        # Without an organization its forms begin with the choice of one.
        pages += [
            (f"{name} of one", f"{address}?organization={cast.ours.pk}")
            for name, address in plain_pages()
        ]
    answers = {name: client.get(address, follow=True) for name, address in pages}
    read = {
        name: answer
        for name, answer in answers.items()
        # (A file is read by the tests of what it says.)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    }
    assert len(read) > 50
    assert not {name: found for name, page in read.items() if (found := english_in(page))}


def test_empty_lists_and_refusals_are_russian(cast, admin):
    for address in lists():
        page = admin.get(address, {"q": "ьъьъ", "term": "over", "p": "99"}, follow=True)
        assert not english_in(page), (address, english_in(page))
    add = reverse("admin:memberships_membership_add")
    page = admin.post(add, {"user": "nobody@nowhere.example", "role": "нет", "unit": "x"})
    assert page.status_code == 422
    assert not english_in(page), english_in(page)


def test_the_compiled_catalogue_matches_its_source():
    source = polib.pofile(str(CATALOGUE))
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    assert {entry.msgid: entry.msgstr for entry in source.translated_entries()} == {
        entry.msgid: entry.msgstr for entry in compiled
    }
    assert not source.untranslated_entries()
    assert not source.fuzzy_entries()


def test_histories_word_what_changed(cast, admin):
    rows = make_rows(cast.ours)
    changed_once(rows, cast.administrator)
    history = reverse("admin:memberships_joinrequest_history", args=[rows[JoinRequest].pk])
    text = " ".join(texts_of(admin.get(history)))
    assert "Состояние: Получена → Отклонена" in text
    assert "Причина: Нет в списках." in text
    assert f"Кто решил: {cast.administrator.full_name}" in text
