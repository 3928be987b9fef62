"""The live facts about one person in one organization, from which every right is computed."""

from functools import cached_property

from django.utils import timezone

from memberships.models import (
    FamilyLink,
    Membership,
    Substitution,
    Teaching,
    UnitLeadership,
)
from memberships.roles import STAFF_ROLES, Role


class Standing:
    """What a person is in an organization today. Read when asked, kept for one decision or page.

    Never store a standing beyond a request: the moment a fact ends, the right is gone.
    """

    def __init__(self, user, organization):
        self.user = user
        self.organization = organization
        self.today = timezone.localdate()

    @cached_property
    def memberships(self):
        return list(
            Membership.objects.on(self.today)
            .filter(user_id=self.user.pk, organization_id=self.organization.pk)
            .select_related("unit")
        )

    @cached_property
    def roles(self):
        return {Role(membership.role) for membership in self.memberships}

    @cached_property
    def verified_roles(self):
        return {Role(row.role) for row in self.memberships if row.is_verified}

    @property
    def is_staff(self):
        return bool(self.roles & STAFF_ROLES)

    @cached_property
    def _leaderships(self):
        """(unit, whether the membership it rests on is verified)"""
        verified = {row.pk: row.is_verified for row in self.memberships}
        return [
            (unit_id, verified[membership_id])
            for unit_id, membership_id in UnitLeadership.objects.on(self.today)
            .filter(membership_id__in=verified)
            .values_list("unit_id", "membership_id")
        ]

    @cached_property
    def _teachings(self):
        verified = {row.pk: row.is_verified for row in self.memberships}
        return [
            (unit_subject_id, unit_id, verified[membership_id])
            for unit_subject_id, unit_id, membership_id in Teaching.objects.on(self.today)
            .filter(membership_id__in=verified)
            .values_list("unit_subject_id", "unit_subject__unit_id", "membership_id")
        ]

    def leads(self, unit_id, verified=False):
        return any(unit == unit_id and (ok or not verified) for unit, ok in self._leaderships)

    def teaches(self, unit_subject_id, verified=False):
        return any(
            row == unit_subject_id and (ok or not verified) for row, _, ok in self._teachings
        )

    @cached_property
    def is_substitute(self):
        """Whether the person stands in for an administrator today, in a confirmed role."""
        return (
            bool(STAFF_ROLES & self.verified_roles)
            and Substitution.objects.on(self.today)
            .filter(
                substitute_id__in=[row.pk for row in self.memberships if row.is_verified],
                administrator__in=Membership.objects.on(self.today),
            )
            .exists()
        )

    @property
    def led_units(self):
        """Ids of the units that the person leads."""
        return {unit for unit, _ in self._leaderships}

    @property
    def led_in_confirmed_role(self):
        return {unit for unit, verified in self._leaderships if verified}

    @property
    def taught_units(self):
        """Ids of the units in which the person teaches some subject."""
        return {unit for _, unit, _ in self._teachings}

    @property
    def taught_unit_subjects(self):
        return {row for row, _, _ in self._teachings}

    @cached_property
    def learner_units(self):
        """Ids of the units in which the person learns."""
        return {row.unit_id for row in self.memberships if row.role == Role.LEARNER}

    @cached_property
    def _links_to_children(self):
        """(child, whether the link is restricted); empty without the parent role."""
        if Role.PARENT not in self.roles:
            return []
        return [
            (child_id, restricted_on is not None)
            for child_id, restricted_on in FamilyLink.objects.on(self.today)
            .filter(parent_id=self.user.pk, organization_id=self.organization.pk)
            .values_list("child_id", "restricted_on")
        ]

    @cached_property
    def children(self):
        """Ids of the person's children here, without those from whom a restriction parts them."""
        return {child for child, restricted in self._links_to_children if not restricted}

    @property
    def is_restricted(self):
        """Whether a restriction parts the person from a child here."""
        return any(restricted for _, restricted in self._links_to_children)

    @property
    def taking_part(self):
        """The roles that let take part in chats: all but a parent's that rests on no free link."""
        shut_out = self.is_restricted and not self.children
        return self.roles - {Role.PARENT} if shut_out else self.roles

    @cached_property
    def children_units(self):
        """Ids of the units in which the person's children learn; empty without the parent role."""
        if Role.PARENT not in self.roles:
            return set()
        children = (
            FamilyLink.objects.on(self.today)
            .free()
            .filter(parent_id=self.user.pk, organization_id=self.organization.pk)
            .values("child_id")
        )
        return set(
            Membership.objects.on(self.today)
            .filter(organization_id=self.organization.pk, role=Role.LEARNER, user_id__in=children)
            .values_list("unit_id", flat=True)
        )

    @property
    def units(self):
        """Ids of all units that the person has to do with."""
        return self.led_units | self.taught_units | self.learner_units | self.children_units


def standings(user, organizations):
    """The person's standing in each of these, the roles of all read by one query."""
    made = {organization.pk: Standing(user, organization) for organization in organizations}
    for standing in made.values():
        standing.memberships = []
    for row in Membership.objects.current().filter(user_id=user.pk).select_related("unit"):
        if row.organization_id in made:
            made[row.organization_id].memberships.append(row)
    return list(made.values())
