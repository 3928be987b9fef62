"""Counting families."""

import pytest

from memberships.models import Membership
from memberships.queries import families_of_units
from tests import factories as make


def make_family(unit, parents, children):
    """So many parents, each linked to each of the children."""
    learners = [make.make_learner(unit) for _ in range(children)]
    people = [make.make_parent(learners[0]).user for _ in range(parents)]
    for person in people:
        for learner in learners[1:]:
            make.make_parent(learner, user=person)
    return people, learners


@pytest.mark.parametrize(
    ("families", "expected"),
    [
        ([], (0, 0)),
        ([(1, 1)], (1, 1)),
        ([(2, 1)], (2, 1)),
        ([(1, 2)], (1, 1)),
        ([(2, 2), (1, 1), (2, 1)], (5, 3)),
        ([(0, 3)], (0, 0)),
    ],
)
def test_a_family_is_all_that_hang_together(cast, families, expected):
    for parents, children in families:
        make_family(cast.other_unit, parents, children)
    found = families_of_units(cast.ours, [cast.other_unit.pk])
    assert found == {cast.other_unit.pk: expected}


def test_parents_apart_with_children_of_their_own_are_one_family_through_the_common_one(cast):
    (father,), (common,) = make_family(cast.other_unit, 1, 1)
    mother = make.make_parent(common).user
    make.make_parent(make.make_learner(cast.other_unit), user=father)
    make.make_parent(make.make_learner(cast.other_unit), user=mother)
    assert families_of_units(cast.ours, [cast.other_unit.pk])[cast.other_unit.pk] == (2, 1)


def test_who_left_is_not_counted(cast):
    (parent, _), _ = make_family(cast.other_unit, 2, 1)
    role = Membership.objects.get(user=parent)
    role.ends_on = make.days_ago(0)
    role.save()
    assert families_of_units(cast.ours, [cast.other_unit.pk])[cast.other_unit.pk] == (1, 1)


def test_many_units_cost_the_queries_of_one(cast, django_assert_num_queries):
    units = [cast.unit, cast.other_unit, make.make_unit(cast.ours, "5В")]
    for unit in units:
        make_family(unit, 1, 1)
    with django_assert_num_queries(3):
        families_of_units(cast.ours, [unit.pk for unit in units])
