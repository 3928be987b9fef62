"""The queue of join requests in piles: matched with the roster, similar, or not found."""

from memberships.models import JoinRequest, RosterEntry
from memberships.roles import Role
from memberships.services import request_to_join
from tests import factories as make
from tests.admin.pages import done, url
from tests.admin.test_roster import MATCHED, QUEUE
from tests.helpers import assert_queries_do_not_grow


def parents(cast, number, **fields):
    """So many parents of the roster who ask to join, each for a child of their own."""
    for index in range(number):
        surname = f"Журавлёва{'абвгдежзик'[index]}"
        user = make.PersonFactory(surname=surname, given_name="Яна", account=False)
        child = make.make_roster_entry(make.make_learner(cast.unit, user=user))
        make.make_roster_entry(
            organization=cast.ours,
            role=Role.PARENT,
            child=child,
            surname=surname,
            given_name="Анна",
            patronymic="Петровна",
        )
        applicant = make.PersonFactory(surname=surname, given_name="Анна", patronymic="Петровна")
        yield request_to_join(
            organization=cast.ours,
            applicant=applicant,
            role=Role.PARENT,
            unit=cast.unit,
            child_surname=surname,
            child_given_name="Яна",
            **({"invited_by": cast.leader} | fields),
        )


def numbers(rows):
    return ",".join(str(row.pk) for row in rows)


def test_all_matched_are_accepted_in_two_presses(cast, admin):
    rows = list(parents(cast, 4))
    odd = make.JoinRequestFactory(organization=cast.ours)
    assert {row.pile for row in rows} == {JoinRequest.Pile.MATCHED}
    queue = admin.get(QUEUE).content.decode()
    assert "Принять всех совпавших (4)" in queue
    assert "Совпало" in queue
    totals = admin.get(MATCHED).content.decode()
    assert "4\xa0заявки" in totals
    answer = admin.post(MATCHED, {"requests": numbers([*rows[:3], odd])})
    assert "Принято: 3\xa0заявки" in answer.content.decode()
    states = [JoinRequest.objects.get(pk=row.pk).status for row in [*rows, odd]]
    # Who came meanwhile, and who does not match, waits.
    assert states == ["approved"] * 3 + ["pending"] * 2


def test_who_came_without_a_link_is_not_accepted_in_a_heap(cast, admin):
    """Names of a family are known to many: that the roster knows them is not enough."""
    (alone,) = parents(cast, 1, invited_by=None)
    assert alone.pile == JoinRequest.Pile.MATCHED
    assert "Принять всех совпавших" not in admin.get(QUEUE).content.decode()
    assert f'name="requests" value="{alone.pk}"' not in admin.get(MATCHED).content.decode()
    answer = admin.post(MATCHED, {"requests": numbers([alone])}).content.decode()
    assert "Без ссылки, по собственной заявке: решите её отдельно." in answer
    assert JoinRequest.objects.pending().filter(pk=alone.pk).exists()
    done(admin.post(url("memberships_joinrequest_approve", alone.pk)))
    assert JoinRequest.objects.get(pk=alone.pk).status == "approved"


def test_matched_requests_of_others_are_not_accepted(cast, as_):
    rows = list(parents(cast, 2))
    other = as_(cast.outsider)
    assert "0" not in other.get(MATCHED).content.decode().split("Всего:")[1:]
    other.post(MATCHED, {"requests": numbers(rows)})
    assert JoinRequest.objects.pending().filter(pk__in=[row.pk for row in rows]).count() == 2


def test_a_decision_is_taken_back_by_one_press_in_the_queue(cast, admin):
    (row,) = parents(cast, 1)
    done(admin.post(url("memberships_joinrequest_approve", row.pk)))
    decided = admin.get(QUEUE, {"status": "approved"}).content.decode()
    address = url("memberships_joinrequest_undo", row.pk)
    assert f'formaction="{address}"' in decided
    done(admin.post(address))
    assert JoinRequest.objects.get(pk=row.pk).is_pending
    assert RosterEntry.objects.get(role=Role.PARENT).user is None


def test_piles_and_deferral_are_filters_of_the_queue(cast, admin):
    (row,) = parents(cast, 1)
    odd = make.JoinRequestFactory(organization=cast.ours)
    page = admin.get(QUEUE, {"pile": "matched"}).content.decode()
    assert row.applicant.full_name in page
    assert odd.applicant.full_name not in page
    address = url("memberships_joinrequest_defer", row.pk)
    assert admin.post(address, {"until": "2001-01-01"}).status_code == 409
    assert admin.post(address, {"until": "когда-нибудь"}).status_code == 422


def test_the_queue_with_piles_costs_the_same_for_any_number(cast, admin):
    rows = parents(cast, 8)
    assert_queries_do_not_grow(admin, QUEUE, lambda: next(rows))
