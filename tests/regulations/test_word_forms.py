"""Names and posts that the organization declines otherwise than the portal's grammar."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.urls import reverse

from regulations import services
from regulations.models import WordForms
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.russian import CASES
from tests import factories as make
from tests.helpers import assert_queries_do_not_grow
from tests.regulations.papers_making import composed, make_complete, make_drafts, texts, words_of

pytestmark = pytest.mark.django_db
OWN = dict(zip(CASES, ["Волчок Анна Сергеевна", *["Волчок Анны Сергеевны"] * 5], strict=True))


def url(cast, name, *args):
    return reverse(f"regulations:{name}", args=[cast.ours.slug, *args])


def keep(cast, kind="name", **forms):
    return services.keep_forms(organization=cast.ours, by=cast.head, kind=kind, forms=OWN | forms)


def test_a_form_that_was_corrected_stands_in_all_drafts(cast):
    version = make_drafts(cast)["administrator_order"]
    name = cast.administrator.full_name
    keep(cast, nom=name, acc="Петрову Аннушку Сергеевну", dat="Петрове Анне Сергеевне")
    text = words_of(version)
    assert "Назначить Петрову Аннушку Сергеевну, " in text
    # Initials follow the surname of the full name.
    assert "Петрове А. С.:" in text


def test_a_post_is_the_same_word_with_a_capital_and_without(cast):
    version = make_drafts(cast)["administrator_order"]
    own = dict.fromkeys(CASES, "спеца") | {"nom": "Специалист по информационным ресурсам"}
    keep(cast, "post", **own)
    assert ", спеца, администратором" in words_of(version)
    assert WordForms.objects.get().nom == "специалист по информационным ресурсам"


def test_forms_are_corrected_again_and_forgotten_with_their_history(cast):
    row = keep(cast)
    assert keep(cast).pk == row.pk
    assert row.history.count() == 1
    assert keep(cast, acc="Волчка Анну").pk == row.pk
    assert row.history.count() == 2
    services.forget_forms(word_forms=row, by=cast.administrator)
    gone = WordForms.history.filter(history_type="-").get()
    assert gone.history_user == cast.administrator


def test_no_form_stays_empty(cast):
    with pytest.raises(DomainError, match="все шесть форм"):
        keep(cast, gen=" ")
    row = WordForms(organization=cast.ours, kind="name", **(OWN | {"gen": ""}))
    with pytest.raises(IntegrityError, match="every_case_of_a_word_has_a_form"):
        row.save()


def test_another_organization_declines_for_itself(cast):
    keep(cast)
    assert not WordForms.objects.filter(organization=cast.theirs).exists()
    with pytest.raises(PermissionDenied):
        services.keep_forms(organization=cast.theirs, by=cast.head, kind="name", forms=OWN)


def test_the_page_shows_corrects_and_takes_back(cast, at):
    make_complete(cast)
    client = at("administrator")
    page = client.get(url(cast, "word_list"), {"q": "информационным"}).content.decode()
    assert "назначить специалиста по информационным ресурсам" in page
    word = {"kind": "post", "nom": "специалист по информационным ресурсам"}
    form = client.get(url(cast, "word_forms"), word).context["form"]
    assert form["ins"].value() == "специалистом по информационным ресурсам"
    forms = {case: form[case].value() for case in CASES}
    assert (
        client.post(url(cast, "word_forms"), forms | {"kind": "post", "gen": ""}).status_code == 422
    )
    changed = forms | {"kind": "post", "acc": "специалиста-информационщика"}
    page = client.post(url(cast, "word_forms"), changed, follow=True).content.decode()
    assert "специалиста-информационщика" in page
    row = WordForms.objects.get()
    client.post(url(cast, "word_forget", row.pk))
    assert not WordForms.objects.exists()


def test_a_word_that_nobody_bears_is_refused(cast, at):
    make_complete(cast)
    answer = at("head").get(url(cast, "word_forms"), {"kind": "name", "nom": "<b>"})
    assert answer.status_code == 409


def test_the_list_of_words_costs_the_same_for_few_and_many(cast, at):
    make_complete(cast)
    numbers = iter("абвгдежз")

    def add():
        person = make.PersonFactory(surname=f"Соколов{next(numbers)}а")
        make.make_member(cast.ours, "staff", user=person, post="библиотекарь")

    assert_queries_do_not_grow(at("head"), url(cast, "word_list"), add)


def test_the_sheet_names_people_in_the_nominative(cast):
    version = make_drafts(cast)["acknowledgement_sheet"]
    assert cast.administrator.full_name in " ".join(texts(composed(version).paper))
