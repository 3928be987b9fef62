from memberships.models.family import FamilyLink
from memberships.models.grant import OrganizationGrant, UnitGrant, UnitSubjectGrant
from memberships.models.membership import Membership, Teaching, UnitLeadership
from memberships.models.request import JoinRequest

__all__ = [
    "FamilyLink",
    "JoinRequest",
    "Membership",
    "OrganizationGrant",
    "Teaching",
    "UnitGrant",
    "UnitLeadership",
    "UnitSubjectGrant",
]
