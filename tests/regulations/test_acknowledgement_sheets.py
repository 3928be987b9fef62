"""Signatures on paper sheets of acknowledgement: noted, taken back, by whom."""

import pytest
from django.core.exceptions import PermissionDenied

from memberships.models import Membership
from memberships.roles import Role
from memberships.services import end_membership
from memberships.standing import Standing
from regulations import services
from regulations.acknowledging import pages
from regulations.acknowledging.own import asking_of
from regulations.acknowledging.people import lines_of_unit, units_asked
from regulations.acknowledging.sheets import sheet_html
from regulations.models import Acknowledgement, DocumentVersion
from regulations.views import acknowledgements as views
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.factories import days_ago, make_operator, staff_unit
from tests.regulations.making import url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


def fresh(version):
    return DocumentVersion.objects.select_related("organization", "document").get(pk=version.pk)


def lines(version, unit):
    return {line.user: line for line in lines_of_unit(fresh(version), unit)}


def asking(version, user):
    version = fresh(version)
    return asking_of(Standing(user, version.organization), version)


def mark(version, unit, *people, by=None, on=None):
    return services.mark_on_paper(
        version=fresh(version),
        unit=unit,
        by=by or make_operator(),
        people=[person.pk for person in people],
        signed_on=on or days_ago(1),
    )


@pytest.fixture
def alone(cast):
    """A learner for whom the portal knows no parent."""
    return make.make_learner(cast.unit).user


def test_a_signature_on_paper_is_noted_with_its_day(approved, cast, alone):
    (row,) = mark(approved, cast.unit, cast.learner, by=cast.leader, on=days_ago(2))
    assert (row.means, row.made_on, row.unit) == ("paper", days_ago(2), cast.unit)
    found = lines(approved, cast.unit)
    assert found[cast.learner].done
    assert found[alone].done is None
    # The family has answered: its parents are asked no more.
    assert not asking(approved, cast.parent).is_asked


def test_who_has_answered_is_not_marked_again(approved, cast, alone):
    services.acknowledge(version=approved, by=cast.parent)
    assert len(mark(approved, cast.unit, cast.learner, alone)) == 1
    with pytest.raises(DomainError, match="Отметьте тех"):
        mark(approved, cast.unit, cast.learner, alone)
    with pytest.raises(DomainError, match="Отметьте тех"):
        mark(approved, cast.unit, cast.teacher)


@pytest.mark.parametrize("days", [-1, 4])
def test_a_day_that_cannot_be_is_refused(approved, cast, days):
    with pytest.raises(DomainError, match="от дня приказа"):
        mark(approved, cast.unit, cast.learner, on=days_ago(days))


def test_a_learner_who_ticked_alone_can_still_be_marked_for_the_family(approved, cast):
    """The child's tick is no answer of the family, and does not stand in its way."""
    tick = services.acknowledge(version=approved, by=cast.learner)
    assert lines(approved, cast.unit)[cast.learner].done is None
    (row,) = mark(approved, cast.unit, cast.learner)
    assert (row.for_family, row.is_on_paper) == (True, True)
    assert lines(approved, cast.unit)[cast.learner].done == row
    assert not asking(approved, cast.parent).is_asked
    # Each keeps the own: what the learner has ticked, and what the family has signed.
    assert asking(approved, cast.learner).own == tick
    with pytest.raises(DomainError, match="Отметьте тех"):
        mark(approved, cast.unit, cast.learner)
    services.take_back_paper_mark(acknowledgement=row, by=cast.leader, reason="Не та строка")
    assert lines(approved, cast.unit)[cast.learner].done is None
    assert asking(approved, cast.parent).is_asked
    assert services.acknowledge(version=approved, by=cast.learner) == tick


def test_the_line_closes_on_the_page_although_the_child_has_ticked(at, approved, cast, ready):
    services.acknowledge(version=approved, by=cast.learner)
    client, paper = at("leader"), url("acknowledgement_paper", ready, cast.unit.pk)
    answer = client.post(
        paper, {"people": [cast.learner.pk], "signed_on": days_ago(1).isoformat()}, follow=True
    )
    assert "Отмечено подписей: 1." in answer.text
    assert "Ознакомлены все" in answer.text


def test_a_learner_alone_signs_for_no_family(approved, cast, alone):
    (row,) = mark(approved, cast.unit, alone)
    assert not row.for_family
    assert asking(approved, alone).own == row


def test_what_the_family_has_signed_answers_when_the_parents_have_left(at, approved, cast, ready):
    """The sheet and the learner's own page say the same, whoever has gone since."""
    (row,) = mark(approved, cast.unit, cast.learner)
    for membership in cast.parent.memberships.filter(organization=ready):
        end_membership(membership=membership, by=cast.administrator, reason="Выбыл")
    assert lines(approved, cast.unit)[cast.learner].done == row
    found = asking(approved, cast.learner)
    assert (found.is_asked, found.for_family, found.by_parents) == (False, True, False)
    page = at("learner").get(url("acknowledgement", ready)).text
    assert "За вашу семью с документом уже ознакомились" in page
    assert "Срок прошёл" not in page
    assert "От вас отметка не требуется" not in page
    # Taken back, the learner answers alone.
    services.take_back_paper_mark(acknowledgement=row, by=cast.leader, reason="Не та строка")
    assert lines(approved, cast.unit)[cast.learner].done is None
    assert asking(approved, cast.learner).is_asked


def test_where_parents_answer_a_learner_is_offered_no_tick(at, approved, cast, ready, alone):
    button, address = url("acknowledge", ready), url("acknowledgement", ready)
    text = at("learner").get(address).text
    assert button not in text
    assert "знакомятся ваши родители" in text
    # A family's signature is not the learner's own.
    mark(approved, cast.unit, cast.learner)
    assert "Вы расписались" not in at("learner").get(address).text
    assert button in at("parent").get(address).text
    assert asking(approved, alone).by_parents is False


def test_a_mark_of_paper_is_taken_back_and_a_tick_is_not(approved, cast):
    (row,) = mark(approved, cast.unit, cast.learner)
    with pytest.raises(DomainError, match="почему"):
        services.take_back_paper_mark(acknowledgement=row, by=cast.head, reason=" ")
    services.take_back_paper_mark(acknowledgement=row, by=cast.leader, reason="Не та строка")
    gone = Acknowledgement.history.filter(history_type="-").get()
    assert (gone.history_user, gone.history_change_reason) == (cast.leader, "Не та строка")
    own = services.acknowledge(version=approved, by=cast.teacher)
    with pytest.raises(DomainError, match="сам"):
        services.take_back_paper_mark(acknowledgement=own, by=cast.head, reason="Так")


KEEPERS = {"administrator", "head", "leader"}
PEOPLE = "administrator head deputy leader unverified_leader teacher staff learner parent outsider"


@pytest.mark.parametrize("person", PEOPLE.split())
def test_who_keeps_the_sheet_of_a_unit(at, approved, cast, ready, person):
    user, client = getattr(cast, person), at(person)
    addresses = [
        url("acknowledgement_units", ready),
        url("acknowledgement_unit", ready, cast.unit.pk),
    ]
    expected = 200 if person in KEEPERS else 404 if person == "outsider" else 403
    assert [client.get(address).status_code for address in addresses] == [expected] * 2
    if person in KEEPERS:
        assert mark(approved, cast.unit, cast.learner, by=user)
    else:
        with pytest.raises(PermissionDenied):
            mark(approved, cast.unit, cast.learner, by=user)


def test_a_leader_sees_the_own_unit_alone(at, approved, cast, ready):
    text = at("leader").get(url("acknowledgement_units", ready)).content.decode()
    assert "5А" in text
    assert "5Б" not in text
    other = url("acknowledgement_unit", ready, cast.other_unit.pk)
    assert at("leader").get(other).status_code == 403
    assert "5Б" in at("head").get(url("acknowledgement_units", ready)).content.decode()


def test_the_page_of_a_unit_marks_and_shows(at, approved, cast, ready, alone):
    client, address = at("leader"), url("acknowledgement_unit", ready, cast.unit.pk)
    paper = url("acknowledgement_paper", ready, cast.unit.pk)
    good = {"people": [cast.learner.pk], "signed_on": days_ago(1).isoformat()}
    refused = client.post(paper, good | {"signed_on": days_ago(9).isoformat()})
    assert refused.status_code == 409
    assert f'value="{cast.learner.pk}" checked' in refused.content.decode()
    assert client.post(paper, {"signed_on": ""}).status_code == 422
    assert client.post(paper, good)["Location"] == address
    text = client.get(address).content.decode()
    assert alone.full_name in text
    assert cast.learner.full_name not in text
    text = client.get(address, {"show": "done"}).content.decode()
    assert cast.learner.full_name in text
    mark_pk = Acknowledgement.objects.get().pk
    back = url("acknowledgement_take_back", ready, mark_pk)
    assert back in text
    assert client.post(back, {"reason": ""}).status_code == 422
    assert client.post(back, {"reason": "Ошибка"}).status_code == 302
    assert not Acknowledgement.objects.exists()


def test_what_is_ticked_goes_along_to_the_other_pages(at, approved, cast, ready, monkeypatch):
    monkeypatch.setattr(views, "PER_PAGE", 2)
    children = [make.make_learner(cast.unit).user for _ in range(4)]
    client, paper = at("leader"), url("acknowledgement_paper", ready, cast.unit.pk)
    names = sorted([cast.learner, *children], key=lambda child: (child.search_name, child.pk))
    good = {"signed_on": days_ago(1).isoformat(), "page": "1", "people": [names[0].pk]}
    text = client.post(paper, good | {"go": "2"}).text
    assert f'<input type="hidden" name="people" value="{names[0].pk}">' in text
    assert names[2].full_name in text
    assert not Acknowledgement.objects.exists()
    # A wrong date: on the page where one was, with all that was ticked.
    both = good | {"page": "2", "people": [names[0].pk, names[2].pk], "signed_on": "1"}
    refused = client.post(paper, both)
    assert refused.status_code == 422
    assert f'<input type="hidden" name="people" value="{names[0].pk}">' in refused.text
    assert f'value="{names[2].pk}" checked' in refused.text
    assert client.post(paper, both | {"signed_on": good["signed_on"]}).status_code == 302
    assert {row.user_id for row in Acknowledgement.objects.all()} == {names[0].pk, names[2].pk}


def test_a_whole_sheet_is_noted_with_one_tick(at, approved, cast, ready, alone):
    paper = url("acknowledgement_paper", ready, cast.unit.pk)
    form = {"signed_on": days_ago(1).isoformat(), "everybody": "on"}
    assert at("leader").post(paper, form).status_code == 302
    marked = {row.user_id for row in Acknowledgement.objects.all()}
    assert marked == {cast.learner.pk, alone.pk}


def test_the_units_are_summed_up(at, approved, cast, ready):
    text = " ".join(at("head").get(url("acknowledgement_units", ready)).text.split())
    rows = pages.rows_of_units(approved, list(units_asked(ready)))
    total = pages.total_of(rows)
    assert total["asked"] == sum(row["asked"] for row in rows) > 1
    assert f'<th scope="row">Всего</th><td class="figures">0 из {total["asked"]}</td>' in text


def test_staff_stand_with_their_posts(approved, cast):
    row = Membership.objects.get(user=cast.teacher, role=Role.TEACHER)
    row.post = "Учитель математики"
    row.save()
    html = sheet_html(approved, staff_unit(cast.ours))
    assert "Учитель математики" in html
    assert "отчество, должность" in html


def test_the_rules_are_set_on_a_page(at, cast, ready):
    address = url("acknowledgement_rules", ready)
    client = at("head")
    assert (
        client.post(address, {"each_acknowledges": "each", "acknowledgement_days": "0"}).status_code
        == 422
    )
    good = {"each_acknowledges": "each", "acknowledgement_days": "14"}
    assert client.post(address, good).status_code == 302
    ready.refresh_from_db()
    assert (ready.each_acknowledges, ready.acknowledgement_days) == (True, 14)
    assert at("teacher").get(address).status_code == 403
