"""No page of the admin says a word of another kind of organization."""

import re

import pytest
from django.urls import reverse

from memberships import services
from memberships.models import JoinRequest
from memberships.roles import Role
from organizations.models import Subject
from sferum_portal.admin_words import NEUTRAL
from tests import factories as make
from tests.admin.reading import texts_of
from tests.admin.rows import make_rows, plain_pages, row_pages
from tests.foreign_words import foreign_words
from tests.links import links_of

#: One list for all kinds; acts bear their own titles.
ACTS = "regulations_legalbasis"
KINDS = ["school", "kindergarten", "college"]
#: Registers of kinds with subjects only.
OF_SUBJECTS = (
    *("organizations_subject", "organizations_unitsubject"),
    *("memberships_teaching", "memberships_unitsubjectgrant"),
)


def own_pages(rows):
    """``{name: address}`` of every page that the administrator of these rows has."""
    left_out = (ACTS,) if Subject in rows else (ACTS, *OF_SUBJECTS)
    pages = [*plain_pages(), *row_pages(rows)]
    return {name: address for name, address in pages if not name.startswith(left_out)}


def read(client, pages):
    """The pages that can be looked at; the others are buttons, or the operator's."""
    answers = {name: client.get(address, follow=True) for name, address in pages.items()}
    return {
        name: answer
        for name, answer in answers.items()
        # A file that is given back says what it said.
        if answer.status_code == 200 and "Content-Disposition" not in answer
    }


def said(answers, foreign):
    """``{name: what it says in foreign words}`` of the pages that do."""
    found = {
        name: list(filter(None, map(foreign, texts_of(page)))) for name, page in answers.items()
    }
    return {name: texts for name, texts in found.items() if texts}


@pytest.mark.parametrize("kind", KINDS)
def test_pages_say_no_word_of_another_kind(cast_of, as_, kind):
    cast = cast_of(kind)
    rows = make_rows(cast.ours)
    rejected = make.JoinRequestFactory(organization=cast.ours, post="методист")
    services.reject_join_request(join_request=rejected, by=cast.administrator, reason="Ошибка.")
    pages = own_pages(rows)
    pages |= {
        f"rejected: {name}": address
        for name, address in row_pages({JoinRequest: rejected})
        if name.endswith(("_change", "_history"))
    }
    answers = read(as_(cast.administrator), pages)
    # Pages of one press only answer to it.
    assert len(answers) > len(pages) - 24
    assert said(answers, lambda text: foreign_words(kind, text)) == {}


def test_no_link_leads_to_subjects_where_there_are_none(cast_of, as_):
    cast = cast_of("kindergarten")
    answers = read(as_(cast.administrator), own_pages(make_rows(cast.ours)))
    hidden = tuple(reverse(f"admin:{name}_changelist") for name in OF_SUBJECTS)
    assert answers
    assert not {
        name: links
        for name, answer in answers.items()
        if (links := [link for link in links_of(answer) if link.startswith(hidden)])
    }


def in_both(cast, kind):
    """The cast's administrator becomes one of another organization too."""
    make.make_member(make.make_organization(kind), Role.ADMINISTRATOR, user=cast.administrator)
    return cast.administrator


def test_who_administers_two_of_a_kind_reads_its_words(cast_of, as_):
    cast = cast_of("college")
    client = as_(in_both(cast, "college"))
    answers = read(client, own_pages(make_rows(cast.ours)))
    assert said(answers, lambda text: foreign_words("college", text)) == {}


def test_who_administers_several_kinds_reads_neutral_words(cast_of, as_):
    """Rows keep the words of their own kind; no other word belongs to some third kind."""
    cast = cast_of("kindergarten")
    client = as_(in_both(cast, "college"))

    def foreign(text):
        for form in vars(NEUTRAL["subject"]).values():
            text = re.sub(form, "", text, flags=re.IGNORECASE)
        return foreign_words("kindergarten", text) and foreign_words("college", text)

    answers = read(client, dict(plain_pages()))
    assert len(answers) > 30
    assert "Подразделение" in texts_of(answers["memberships_unitgrant_changelist"])
    acts = {name for name in answers if name.startswith(ACTS)}
    assert said({name: answers[name] for name in answers.keys() - acts}, foreign) == {}
