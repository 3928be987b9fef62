"""One function per verb; the only place that writes to links and acts about them."""

from invitations.services.links import (
    MOST_USES,
    LinkClosed,
    find_invitation,
    issue_invitation,
    redeem,
    reissue_invitation,
    require_open,
    revoke_invitation,
)
from invitations.services.personal import issue_personal_link, roles_of
from invitations.services.quarantine import lift_quarantine, quarantine_invitation
from invitations.services.sweep import MOST_ON_AN_ACT, annul_unclaimed

__all__ = [
    "MOST_ON_AN_ACT",
    "MOST_USES",
    "LinkClosed",
    "annul_unclaimed",
    "find_invitation",
    "issue_invitation",
    "issue_personal_link",
    "lift_quarantine",
    "quarantine_invitation",
    "redeem",
    "reissue_invitation",
    "require_open",
    "revoke_invitation",
    "roles_of",
]
