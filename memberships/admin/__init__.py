"""The queue of join requests and the registers of people, roles, families and exceptions."""

from memberships.admin.appointments import AppointmentAdmin, SubstitutionAdmin
from memberships.admin.distributions import DistributionAdmin
from memberships.admin.duties import TeachingAdmin, UnitLeadershipAdmin
from memberships.admin.entries import RosterEntryAdmin
from memberships.admin.families import FamilyLinkAdmin
from memberships.admin.grants import OrganizationGrantAdmin, UnitGrantAdmin, UnitSubjectGrantAdmin
from memberships.admin.members import MembershipAdmin
from memberships.admin.people import UserAdmin
from memberships.admin.refusals import RefusalReasonAdmin
from memberships.admin.requests import JoinRequestAdmin
from memberships.admin.roster import RosterImportAdmin

__all__ = [
    "AppointmentAdmin",
    "DistributionAdmin",
    "FamilyLinkAdmin",
    "JoinRequestAdmin",
    "MembershipAdmin",
    "OrganizationGrantAdmin",
    "RefusalReasonAdmin",
    "RosterEntryAdmin",
    "RosterImportAdmin",
    "SubstitutionAdmin",
    "TeachingAdmin",
    "UnitGrantAdmin",
    "UnitLeadershipAdmin",
    "UnitSubjectGrantAdmin",
    "UserAdmin",
]
