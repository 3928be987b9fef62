"""One function per verb; the only place that writes to members, families and requests."""

from memberships.services.acceptance import approve_many
from memberships.services.applicants import (
    apply_without_link,
    ask_again,
    look_at_request,
)
from memberships.services.appointments import (
    appoint_administrator,
    end_substitution,
    name_substitute,
)
from memberships.services.cards import issue_cards, revoke_card
from memberships.services.codes import ask_for_parent_code, confirm_by_parent, renew_code
from memberships.services.decisions import (
    approve_join_request,
    approve_with_child,
    approve_with_new_child,
    defer_join_request,
    reject_join_request,
)
from memberships.services.distributions import approve_distribution
from memberships.services.families import (
    end_family_link,
    lift_restriction,
    link_family,
    restrict_family_link,
)
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
from memberships.services.refusals import (
    add_refusal_reason,
    change_refusal_reason,
    end_refusal_reason,
    move_refusal_reason,
    restore_refusal_reason,
)
from memberships.services.requests import (
    AlreadyDecided,
    choose_child,
    request_to_join,
    withdraw_join_request,
)
from memberships.services.undoing import undo_decision
from memberships.services.undoing_many import undo_bulk, undo_many

__all__ = [
    "AlreadyDecided",
    "add_learner",
    "add_member",
    "appoint_administrator",
    "approve_distribution",
    "add_refusal_reason",
    "apply_without_link",
    "approve_join_request",
    "approve_many",
    "approve_with_child",
    "approve_with_new_child",
    "ask_again",
    "ask_for_parent_code",
    "assign_leader",
    "assign_teaching",
    "change_refusal_reason",
    "choose_child",
    "confirm_by_parent",
    "defer_join_request",
    "end_family_link",
    "end_leadership",
    "end_membership",
    "end_substitution",
    "end_teaching",
    "issue_cards",
    "lift_restriction",
    "hold_requests",
    "link_family",
    "name_substitute",
    "end_refusal_reason",
    "move_refusal_reason",
    "look_at_request",
    "reject_join_request",
    "renew_code",
    "release_requests",
    "request_to_join",
    "restore_refusal_reason",
    "restrict_family_link",
    "revoke_card",
    "set_activist",
    "undo_bulk",
    "undo_decision",
    "undo_many",
    "verify_membership",
    "withdraw_join_request",
]
