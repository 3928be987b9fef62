"""Many rows deleted at once leave the same history as one by one."""

import pytest
from django.db.models import ProtectedError

from accounts.models import User
from memberships.models import Membership, RosterDuty, RosterEntry
from memberships.roles import Role
from sferum_portal.lib.history import record_deletions
from tests import factories as make


def entry_of(cast, number, **fields):
    return make.make_roster_entry(
        organization=cast.ours, role=Role.STAFF, surname=f"Ожидаемов{number}", **fields
    )


def last_words(model, pks):
    rows = model.history.filter(id__in=pks, history_type="-").order_by("id")
    names = [field.attname for field in model.history.model.tracked_fields]
    return [
        (row.history_user_id, row.history_change_reason, *(getattr(row, name) for name in names))
        for row in rows
    ]


def test_each_row_has_its_history_with_actor_and_reason(cast):
    together, alone = entry_of(cast, 1), entry_of(cast, 1)
    duties = [
        RosterDuty.objects.create(organization=cast.ours, entry=entry, unit=cast.unit)
        for entry in (together, alone)
    ]
    pks = [together.pk, alone.pk]
    record_deletions([together], by=cast.operator, reason="Отмена")
    alone._history_user, alone._change_reason = cast.operator, "Отмена"
    alone.delete()
    assert not RosterEntry.objects.filter(pk__in=pks).exists()
    first, second = last_words(RosterEntry, pks)
    assert first[:2] == second[:2] == (cast.operator.pk, "Отмена")
    key = [field.attname for field in RosterEntry.history.model.tracked_fields].index("id")
    without_key = [[*row[2 : 2 + key], *row[3 + key :]] for row in (first, second)]
    assert without_key[0] == without_key[1]
    # What goes along by CASCADE is told too.
    assert not RosterDuty.objects.filter(pk__in=[duty.pk for duty in duties]).exists()
    assert len(last_words(RosterDuty, [duty.pk for duty in duties])) == 2


def test_what_others_rest_on_stays_whole(cast):
    free, held = make.PersonFactory(), cast.leader
    with pytest.raises(ProtectedError):
        record_deletions([free, held], by=cast.operator, reason="Отмена")
    assert User.objects.filter(pk__in=[free.pk, held.pk]).count() == 2
    assert last_words(User, [free.pk, held.pk]) == []


def test_what_only_points_at_a_row_is_set_free(cast):
    learner = Membership.objects.get(user=cast.learner)
    entry = make.make_roster_entry(learner)
    request = make.JoinRequestFactory(organization=cast.ours, entry=entry)
    record_deletions([entry], by=cast.operator)
    request.refresh_from_db()
    assert request.entry_id is None


@pytest.mark.parametrize("number", [0, 7])
def test_any_number_goes(cast, number, django_assert_max_num_queries):
    rows = [entry_of(cast, place) for place in range(number)]
    pks = [row.pk for row in rows]
    with django_assert_max_num_queries(60 if number else 0):
        record_deletions(rows, by=cast.operator, batch_size=3)
    assert not RosterEntry.objects.filter(pk__in=pks).exists()
    assert len(last_words(RosterEntry, pks)) == number
