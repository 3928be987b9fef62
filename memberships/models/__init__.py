from memberships.models.family import FamilyLink
from memberships.models.grant import OrganizationGrant, UnitGrant, UnitSubjectGrant
from memberships.models.membership import Membership, Teaching, UnitLeadership
from memberships.models.parent_code import ParentCode
from memberships.models.request import JoinRequest
from memberships.models.roster import RosterChange, RosterDuty, RosterEntry, RosterImport

__all__ = [
    "FamilyLink",
    "JoinRequest",
    "Membership",
    "OrganizationGrant",
    "ParentCode",
    "RosterChange",
    "RosterDuty",
    "RosterEntry",
    "RosterImport",
    "Teaching",
    "UnitGrant",
    "UnitLeadership",
    "UnitSubjectGrant",
]
