"""Who speaks in a chat under names such as «leader», «mother2», «boy1»."""

from memberships.roles import TEACHING_ROLES, Role
from sferum_portal.demo_data.people import Person


class Speakers:
    """The people of one chat of a plan by what the data files call them."""

    def __init__(self, plan, entry):
        self.plan = plan
        self.unit = entry.get("unit")
        self._single = self._singles(entry)
        self._groups = self._groups_of_unit() if self.unit else self._groups_of_organization()

    def __getitem__(self, name):
        if name in self._single:
            return self._single[name]
        group = name.rstrip("0123456789")
        return self._groups[group][int(name.removeprefix(group)) - 1]

    @property
    def creator(self):
        """Who created the chat, where its entry does not say."""
        return self._creator

    def child_of(self, name):
        """The child of a parent in the unit of the chat."""
        parent = self[name]
        return next(
            child for child in self.plan.learners[self.unit] if parent in self.plan.parents[child]
        )

    def _singles(self, entry):
        plan = self.plan
        single = dict(plan.cast)
        self._creator = "head"
        if self.unit:
            self._creator = "leader"
            single["leader"] = _person(plan.leaders[self.unit][0])
        if "subject" in entry:
            self._creator = "teacher"
            row = plan.unit_subjects[self.unit, entry["subject"]]
            teachers = [one.membership for one in plan.teachings if one.unit_subject is row]
            single["teacher"] = _person(next(one for one in teachers if one.is_verified))
        return single

    def _groups_of_unit(self):
        learners = self.plan.learners[self.unit]
        parents = [parent for child in learners for parent in self.plan.parents[child]]
        return self._groups_of(parents, learners, self.plan.teachers[self.unit])

    def _groups_of_organization(self):
        activists = [
            (person, role)
            for (person, role), membership in self.plan.membership_of.items()
            if membership.is_activist
        ]
        parents = [person for person, role in activists if role == Role.PARENT]
        learners = [person for person, role in activists if role == Role.LEARNER]
        staff = [row for row in self.plan.memberships if row.role in TEACHING_ROLES]
        groups = self._groups_of(parents, learners, staff)
        deputies = [row for row in self.plan.memberships if row.role == Role.DEPUTY]
        return groups | {"deputy": [_person(row) for row in deputies]}

    def _groups_of(self, parents, learners, staff):
        named = [person.user for person in self._single.values()]
        return {
            "mother": [one for one in parents if one.female],
            "father": [one for one in parents if not one.female],
            "girl": [one for one in learners if one.female],
            "boy": [one for one in learners if not one.female],
            "colleague": [
                _person(row) for row in staff if not any(row.user is user for user in named)
            ],
        }


def _person(membership):
    # The texts of staff agree with no sex.
    return Person(membership.user, female=True)
