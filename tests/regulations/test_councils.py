"""The opinion of councils before an approval: asked once, the answer kept (273-ФЗ, article 30)."""

import pytest

from organizations.services import change_facts
from regulations import services
from regulations.amending.changes import Change
from regulations.checking import findings_of, findings_of_changes, unasked
from regulations.facts import absent_councils, missing_approvals
from sferum_portal.lib.errors import DomainError
from tests.facts import today
from tests.regulations.making import decide, make_draft, url
from tests.regulations.papers_making import make_drafts

pytestmark = pytest.mark.django_db
#: Whose opinion is asked after where the organization has not ticked the body.
ASKED = {
    "school": ["parents_council", "learners_council"],
    "kindergarten": ["parents_council"],
    "college": ["learners_council"],
}


@pytest.fixture
def silent(ready):
    """Nobody has said whether there are councils."""
    ready.absent_bodies = {}
    ready.save()
    return ready


def codes(organization):
    return [finding.cure_url.rstrip("/").rpartition("/")[2] for finding in unasked(organization)]


def answer(organization, by, body="parents_council", *, exists=False):
    services.answer_council(organization=organization, by=by, body=body, exists=exists)
    organization.refresh_from_db()


@pytest.mark.parametrize("kind", list(ASKED))
def test_each_kind_is_asked_after_its_own_councils(ready_of, kind):
    organization = ready_of(kind).ours
    organization.absent_bodies, organization.bodies = {}, ["pedagogical_council"]
    organization.save()
    draft = make_draft(organization, decided=True)
    assert codes(organization) == ASKED[kind]
    found = [finding for finding in findings_of(draft) if "273-ФЗ" in finding.text]
    assert len(found) == len(ASKED[kind])
    assert not any(finding.stops for finding in found)
    names = [organization.profile.bodies[code].name.gen for code in ASKED[kind]]
    assert all(name in each.text for name, each in zip(names, found, strict=True))


def test_that_there_is_none_is_said_once_with_who_and_when(silent, cast):
    answer(silent, cast.head)
    assert codes(silent) == ["learners_council"]
    ((body, who, day),) = absent_councils(silent)
    assert (body.code, who, day) == ("parents_council", cast.head.initials_first, today())
    latest = silent.history.first()
    assert latest.history_user == cast.head
    assert latest.history_change_reason == "Нет: совет родителей"


def test_one_that_there_is_decides_with_a_protocol(silent, cast):
    draft = make_draft(silent, decided=True)
    answer(silent, cast.head, exists=True)
    assert "parents_council" in silent.bodies
    assert codes(silent) == ["learners_council"]
    draft.refresh_from_db()
    assert [each.key for each in missing_approvals(draft)] == ["approval_parents_council"]
    decide(draft)
    assert missing_approvals(draft) == []


def test_an_answer_does_not_outlive_the_body(silent, cast):
    answer(silent, cast.head)
    answer(silent, cast.head, exists=True)
    assert silent.absent_bodies == {}
    change_facts(organization=silent, by=cast.head, bodies=["pedagogical_council"])
    silent.refresh_from_db()
    assert "parents_council" in codes(silent)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("governing_council", "О таком органе закон не спрашивает"),
        ("nothing", "О таком органе закон не спрашивает"),
    ],
)
def test_other_bodies_are_not_asked_after(silent, cast, body, sentence):
    with pytest.raises(DomainError, match=sentence):
        answer(silent, cast.head, body)


def test_a_body_of_the_organization_is_not_denied(silent, cast):
    answer(silent, cast.head, exists=True)
    with pytest.raises(DomainError, match="отмечено, что есть совет родителей"):
        answer(silent, cast.head)


def test_the_page_of_approval_asks_with_two_buttons(silent, at, cast):
    decide(make_draft(silent))
    client, page = at("head"), url("draft_approve", silent)
    text = client.get(page).text
    assert "учтено ли мнение совета родителей" in text
    assert "Почему утверждаете с замечаниями" in text
    for body in ASKED["school"]:
        reply = client.post(
            url("council_answer", silent, body), {"exists": "no", "next": page}, follow=True
        )
        assert reply.redirect_chain[-1][0] == page
    assert "Проверка замечаний не нашла" in reply.text
    said = client.get(url("draft_approvals", silent)).text
    assert "Каких органов нет" in said
    assert cast.head.initials_first in said
    back = {"exists": "yes", "next": "https://elsewhere.example/"}
    reply = client.post(url("council_answer", silent, "parents_council"), back)
    assert reply.url == url("regulation", silent)


def test_the_package_asks_before_it_is_approved(cast, at):
    make_drafts(cast)
    cast.ours.refresh_from_db()
    cast.ours.absent_bodies = {}
    cast.ours.save()
    page = at("head").get(url("package", cast.ours)).text
    assert "учтено ли мнение совета обучающихся" in page


@pytest.mark.usefixtures("quick_pdf")
def test_an_amendment_is_asked_the_same(silent, cast):
    decide(draft := make_draft(silent))
    reason = {"order_number": "1", "order_date": today(), "reason": "Выясняем."}
    services.approve_version(version=draft, by=cast.head, **reason)
    amendment = services.create_amendment(
        organization=silent, by=cast.head, changes=[Change("repeal", "2.1")]
    )
    found = findings_of_changes(amendment)
    assert [each.cure_url for each in found][:2] == [each.cure_url for each in unasked(silent)]
