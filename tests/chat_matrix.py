"""The literal table «Who may create which chat» for three kinds of organization.

Per kind: (kind of chat, scope) → the people of the cast who may. Kinds of chat that an
organization lacks stand there with nobody.
"""

HEADS = {"administrator", "head"}
LEADER = {"leader"}
#: Pedagogical staff of the cast: they hold the roles «учитель» or «воспитатель».
TEACHING = {"leader", "teacher", "subject_teacher", "educator"}
#: Where a confirmed role is not asked for, the unconfirmed leader counts too.
ALL_TEACHING = TEACHING | {"unverified_leader"}
ALL_STAFF = HEADS | ALL_TEACHING | {"deputy", "staff"}
NOBODY = set()

_SCHOOL = {
    ("head_deputies", "organization"): HEADS,
    ("head_teachers", "organization"): HEADS,
    ("head_parent_activists", "organization"): HEADS,
    ("head_learner_activists", "organization"): HEADS,
    ("management_other", "organization"): ALL_STAFF,
    ("unit_learners", "unit"): LEADER,
    ("unit_parents", "unit"): LEADER,
    ("unit_teachers", "unit"): LEADER | {"unverified_leader"},
    ("unit_subject", "unit_subject"): {"subject_teacher"},
    ("education_other", "organization"): TEACHING,
    ("education_other", "unit"): TEACHING,
    ("other_channel", "organization"): HEADS,
    ("other_channel", "unit"): HEADS | LEADER,
}
# In a kindergarten the cast's leaders are educators; children have no accounts.
_EDUCATORS = {"educator", "leader", "unverified_leader"}
_KINDERGARTEN = _SCHOOL | {
    ("head_teachers", "organization"): HEADS | _EDUCATORS,
    ("head_learner_activists", "organization"): NOBODY,
    ("management_other", "organization"): HEADS | _EDUCATORS,
    ("unit_learners", "unit"): NOBODY,
    ("unit_subject", "unit_subject"): NOBODY,
}
_COLLEGE = _SCHOOL | {("management_other", "organization"): HEADS}

MATRIX = {"school": _SCHOOL, "kindergarten": _KINDERGARTEN, "college": _COLLEGE}


def place_of(cast, scope):
    """What the right is asked on."""
    return {
        "organization": cast.ours,
        "unit": cast.unit,
        "unit_subject": cast.unit_subject,
    }[scope]
