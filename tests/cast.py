"""The fixed cast: two organizations of one kind and the people whom the rules tell apart."""

from dataclasses import dataclass

from accounts.models import User
from memberships.roles import Role
from organizations.models import Organization, Unit, UnitSubject
from tests import factories as make


@dataclass(frozen=True)
class Cast:
    """People are users; all but ``outsider…`` and ``stranger`` belong to ``ours``.

    The unit is led by ``leader``; ``subject_teacher`` teaches the unit's subject, ``teacher``
    neither leads nor teaches there; ``unverified_leader`` leads it with an unconfirmed role.
    """

    ours: Organization
    theirs: Organization
    unit: Unit
    other_unit: Unit
    unit_subject: UnitSubject
    operator: User
    administrator: User
    head: User
    deputy: User
    leader: User
    unverified_leader: User
    teacher: User
    subject_teacher: User
    educator: User
    staff: User
    learner: User
    parent: User
    former: User
    outsider: User
    outsider_leader: User
    stranger: User


#: The people of ``ours`` by the rights they may have, for parametrized tables.
PEOPLE = (
    "administrator head deputy leader unverified_leader teacher subject_teacher educator staff "
    "learner parent former outsider outsider_leader stranger"
).split()


def make_cast(kind="school"):
    ours, theirs = make.make_organization(kind), make.make_organization(kind)
    unit = make.make_unit(ours, "5А", grade=5)
    unit_subject = make.make_unit_subject(unit)
    child = make.make_learner(unit)
    their_unit = make.make_unit(theirs, "5А")

    def member(role, organization=ours, **fields):
        return make.make_member(organization, role, **fields).user

    return Cast(
        ours=ours,
        theirs=theirs,
        unit=unit,
        other_unit=make.make_unit(ours, "5Б", grade=5),
        unit_subject=unit_subject,
        operator=make.make_operator(),
        administrator=member(Role.ADMINISTRATOR),
        head=member(Role.HEAD),
        deputy=member(Role.DEPUTY),
        leader=make.make_leader(unit).user,
        unverified_leader=make.make_leader(unit, verified=False).user,
        teacher=member(Role.TEACHER),
        subject_teacher=make.make_teacher(unit_subject).user,
        educator=member(Role.EDUCATOR),
        staff=member(Role.STAFF),
        learner=child.user,
        parent=make.make_parent(child).user,
        former=member(Role.ADMINISTRATOR, ends_on=make.days_ago(1)),
        outsider=member(Role.ADMINISTRATOR, theirs),
        outsider_leader=make.make_leader(their_unit).user,
        stranger=make.PersonFactory(),
    )
