from memberships.models.appointment import Appointment, Substitution
from memberships.models.card import SignInCard
from memberships.models.distribution import Distribution
from memberships.models.family import FamilyLink
from memberships.models.grant import OrganizationGrant, UnitGrant, UnitSubjectGrant
from memberships.models.membership import Membership, Teaching, UnitLeadership
from memberships.models.parent_code import ParentCode
from memberships.models.refusal import RefusalReason
from memberships.models.request import JoinRequest
from memberships.models.roster import RosterChange, RosterDuty, RosterEntry, RosterImport

__all__ = [
    "Appointment",
    "Distribution",
    "FamilyLink",
    "JoinRequest",
    "Membership",
    "OrganizationGrant",
    "RefusalReason",
    "ParentCode",
    "RosterChange",
    "RosterDuty",
    "RosterEntry",
    "RosterImport",
    "Substitution",
    "SignInCard",
    "Teaching",
    "UnitGrant",
    "UnitLeadership",
    "UnitSubjectGrant",
]
