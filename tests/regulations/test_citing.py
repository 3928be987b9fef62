"""Every denial of the portal cites the clause of the regulation that stands behind it."""

import pytest

from memberships.permissions import RULES
from regulations import contents
from regulations.living.citing import RIGHTS_IN_CHATS, clauses_behind
from sferum_portal.lib.access import explain
from tests.regulations.making import make_approved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]

#: Rights without a clause, and why.
WITHOUT = {
    "organizations.view_organization": "every member has it; to strangers the page is not there",
    "organizations.read_regulation": "every member has it; to strangers the page is not there",
}
#: Some of the rights → the library's clause that is cited.
CITED = {
    "organizations.enter_register": "administrator_appointment",
    "organizations.change_organization": "administrator_information",
    "organizations.publish_documents": "publication",
    "organizations.keep_acknowledgements": "publication",
    "organizations.sign_documents": "force",
    "organizations.list_families": "personal_data",
    "organizations.issue_signin_cards": "own_profile",
    "invitations.quarantine_invitation": "annulment",
    "organizations.grant_exceptions": "strategy",
}


@pytest.mark.parametrize("kind", ["school", "kindergarten", "college"])
def test_every_right_has_its_clause_but_for_the_exceptions(ready_of, kind):
    organization = ready_of(kind).ours
    make_approved(organization)
    behind = clauses_behind(organization)
    rights = RULES.keys() - set(RIGHTS_IN_CHATS)
    assert {right for right in rights if behind(right, organization) is None} == WITHOUT.keys()


def test_the_clause_is_that_of_its_matter(approved, cast):
    behind = clauses_behind(cast.ours)
    numbers = {clause.key: clause.number for clause, _ in contents.frozen_clauses(approved)}
    cited = {right: behind(right, cast.ours)[0] for right in CITED}
    assert cited == {right: f"п. {numbers[key]} Положения" for right, key in CITED.items()}


def test_a_denied_page_shows_it(approved, cast, at):
    decision = explain(cast.teacher, "organizations.publish_documents", cast.ours)
    assert decision.clause.endswith("Положения")
    answer = at("teacher").get(f"/o/{cast.ours.slug}/documents/exports/")
    assert answer.status_code == 403
    assert "Основание: <a href" in answer.text
