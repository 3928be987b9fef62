"""One function per verb; the only place that writes to members, families and requests."""

from memberships.services.decisions import (
    UNDO_TERM,
    approve_join_request,
    approve_many,
    defer_join_request,
    reject_join_request,
    undo_decision,
)
from memberships.services.families import end_family_link, link_family
from memberships.services.holding import hold_requests, release_requests
from memberships.services.members import (
    add_learner,
    add_member,
    assign_leader,
    assign_teaching,
    end_leadership,
    end_membership,
    end_teaching,
    set_activist,
    verify_membership,
)
from memberships.services.requests import (
    AlreadyDecided,
    choose_child,
    request_to_join,
    withdraw_join_request,
)

__all__ = [
    "AlreadyDecided",
    "UNDO_TERM",
    "add_learner",
    "add_member",
    "approve_join_request",
    "approve_many",
    "assign_leader",
    "assign_teaching",
    "choose_child",
    "defer_join_request",
    "end_family_link",
    "end_leadership",
    "end_membership",
    "end_teaching",
    "hold_requests",
    "link_family",
    "reject_join_request",
    "release_requests",
    "request_to_join",
    "set_activist",
    "undo_decision",
    "verify_membership",
    "withdraw_join_request",
]
