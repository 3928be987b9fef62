"""What the regulation in force says, against what the portal does (`regulations.living`)."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations.chat_kinds import Ruling
from organizations.services import change_facts, set_joining_rules, set_ruling
from regulations.living.bindings import CHATS, settings_of
from regulations.living.drift import standing_of
from regulations.models import Clause
from sferum_portal.lib.access import explain
from tests.regulations.making import make_approved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


def drifts(version):
    version.organization.refresh_from_db()
    return standing_of(version).drifts


@pytest.mark.parametrize("kind", ["school", "kindergarten", "college"])
def test_a_fresh_regulation_says_what_the_portal_does(ready_of, kind):
    version = make_approved(ready_of(kind).ours)
    standing = standing_of(version)
    assert standing.drifts == ()
    assert standing.unread == ()


def test_what_the_clause_says_of_a_setting_is_kept_with_it(approved, cast):
    rows = {row.key: row.bound for row in approved.clauses.exclude(bound={})}
    assert rows["families_schedule"] == {"consultation_schedule": cast.ours.consultation_schedule}
    assert rows["requests"] == {"leaders_decide": False, "decision_days": 3}
    assert rows["annulment"] == {"longest_link_days": 60}
    assert rows["chat_matrix"][CHATS] == settings_of(cast.ours)[CHATS]


def test_a_ruling_that_was_changed_is_told_with_its_clause(approved, cast):
    set_ruling(
        organization=cast.ours,
        by=cast.head,
        chat_kind="unit_subject",
        creator="subject_teacher",
        ruling="denied",
    )
    (drift,) = drifts(approved)
    assert (drift.binding, drift.item) == (CHATS, "unit_subject:subject_teacher")
    assert (drift.stated, drift.current) == (Ruling.ALLOWED, Ruling.DENIED)
    assert drift.sentence == (
        f"По п. {drift.number} учителю, который ведёт предмет в классе, создавать "
        "«Класс — предмет» разрешено, на портале это запрещено."
    )


def test_rules_of_joining_and_facts_are_compared_too(approved, cast):
    before = cast.ours.consultation_schedule
    set_joining_rules(
        organization=cast.ours,
        by=cast.head,
        leaders_decide=True,
        decision_days=5,
        longest_link_days=30,
        takes_applications=True,
    )
    change_facts(
        organization=cast.ours, by=cast.head, consultation_schedule="по пятницам", email="a@b.ru"
    )
    found = {drift.binding: (drift.stated, drift.current) for drift in drifts(approved)}
    assert found.pop("email")[1] == "a@b.ru"
    assert found == {
        "leaders_decide": (False, True),
        "decision_days": (3, 5),
        "longest_link_days": (60, 30),
        "consultation_schedule": (before, "по пятницам"),
    }


def forget(version):
    """As a version that was frozen before bindings existed."""
    rows = [(row.pk, row.binds) for row in version.clauses.exclude(binds=[])]
    assert rows
    with connection.cursor() as cursor:
        cursor.execute("UPDATE regulations_clause SET binds = '[]', bound = '{}'")
    assert not Clause.objects.exclude(bound={}).exists()


def test_an_older_version_is_read_from_its_words(approved, cast):
    forget(approved)
    assert drifts(approved) == ()
    set_ruling(
        organization=cast.ours,
        by=cast.head,
        chat_kind="unit_parents",
        creator="deputy",
        ruling="on_request",
    )
    change_facts(organization=cast.ours, by=cast.head, site="https://other.example")
    found = {drift.binding for drift in drifts(approved)}
    assert found == {CHATS, "site"}


def test_what_cannot_be_read_is_said_not_to_be_compared(ready, cast):
    draft = make_approved(ready)
    forget(draft)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE regulations_clause SET text = 'Консультации проводятся.' WHERE key = %s",
            ["families_schedule"],
        )
    standing = standing_of(draft)
    assert standing.unread == ("п. 5.2: график очных консультаций",)


def test_the_comparison_costs_a_fixed_number_of_queries(approved, django_assert_num_queries):
    with django_assert_num_queries(3):
        standing_of(approved)


# --- Refusals cite the clause in force ------------------------------------------------------------


def test_a_refusal_to_create_a_chat_cites_its_line(approved, cast):
    decision = explain(cast.teacher, "organizations.create_parents_chat", cast.unit)
    assert not decision
    line = decision.clause.removeprefix("п. ").removesuffix(" Положения")
    assert line.startswith("4.3.")
    assert decision.clause_url.endswith(f"/regulation/1/#p{line}")


def test_other_refusals_cite_their_clause(approved, cast):
    decision = explain(cast.teacher, "organizations.decide_joinrequests", cast.ours)
    assert decision.clause == "п. 3.7 Положения"


def test_without_a_regulation_nothing_is_cited(cast):
    decision = explain(cast.teacher, "organizations.create_parents_chat", cast.unit)
    assert decision.clause == ""


def test_what_is_allowed_costs_nothing_more(approved, cast, django_assert_num_queries):
    def asks():
        return explain(cast.leader, "organizations.create_parents_chat", cast.unit)

    assert asks()
    with CaptureQueriesContext(connection) as queries:
        assert asks()
    assert not [query for query in queries if "regulations_clause" in query["sql"]]


def test_the_page_of_denial_shows_it(approved, cast, at):
    answer = at("teacher").get(reverse("memberships:request_list", args=[cast.ours.slug]))
    assert answer.status_code == 403
    assert 'regulation/1/#p3.7">п. 3.7 Положения</a>' in answer.content.decode()


def test_the_card_of_a_chat_shows_it(approved, cast, at):
    page = at("teacher").get(reverse("chats:unit", args=[cast.ours.slug, cast.unit.pk]))
    assert re.search(r"Стратегия чатов организации, «[^»]+»\. п\.\s4\.3\.\d+ Положения", page.text)
