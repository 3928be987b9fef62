"""Who needs a parent's word to join (norm JOIN-6)."""

import pytest

from memberships.roles import Role
from memberships.services.codes import needs_parent
from tests import factories as make


@pytest.mark.parametrize(
    ("kind", "grade", "role", "wanted"),
    [
        ("school", 1, Role.LEARNER, True),
        ("school", 4, Role.LEARNER, True),
        ("school", 5, Role.LEARNER, False),
        ("school", None, Role.LEARNER, False),
        ("school", 1, Role.PARENT, False),
        # The first year of a college is no primary school, the age of a group no grade.
        ("college", 1, Role.LEARNER, False),
        ("kindergarten", 4, Role.PARENT, False),
    ],
)
def test_pupils_of_the_first_grades_alone_need_a_parent(cast_of, kind, grade, role, wanted):
    cast = cast_of(kind)
    assert needs_parent(role, make.make_unit(cast.ours, "1Ю", grade=grade)) is wanted
