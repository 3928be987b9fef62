"""One function per verb; the only place that writes to members, families and requests."""

from memberships.services.applicants import (
    apply_without_link,
    ask_again,
    look_at_request,
)
from memberships.services.codes import ask_for_parent_code, confirm_by_parent, renew_code
from memberships.services.decisions import (
    UNDO_TERM,
    approve_join_request,
    approve_many,
    defer_join_request,
    reject_join_request,
    undo_decision,
)
from memberships.services.families import end_family_link, link_family
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
    "apply_without_link",
    "approve_join_request",
    "approve_many",
    "ask_again",
    "ask_for_parent_code",
    "assign_leader",
    "assign_teaching",
    "choose_child",
    "confirm_by_parent",
    "defer_join_request",
    "end_family_link",
    "end_leadership",
    "end_membership",
    "end_teaching",
    "link_family",
    "look_at_request",
    "reject_join_request",
    "renew_code",
    "request_to_join",
    "set_activist",
    "undo_decision",
    "verify_membership",
    "withdraw_join_request",
]
