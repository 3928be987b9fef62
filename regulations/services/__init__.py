"""Writing documents: one module for each part of their way, one function for each verb."""

from regulations.law import load_legal_bases
from regulations.services.amending import approve_amendment
from regulations.services.amendments import (
    create_amendment,
    discard_amendment,
    remove_change,
    set_change,
)
from regulations.services.approvals import record_approval, record_approvals
from regulations.services.approving import approve_version
from regulations.services.common import APPROVE, LONGEST_NUMBER, OLDEST_ACT, PREPARE
from regulations.services.drafts import TITLE, answer_questions, create_draft, discard_draft
from regulations.services.living import (
    amend_bases,
    amend_for_drift,
    amend_for_platform,
    amend_from_draft,
    follow_regulation,
    replace_basis,
)

__all__ = [
    "APPROVE",
    "LONGEST_NUMBER",
    "OLDEST_ACT",
    "PREPARE",
    "TITLE",
    "amend_bases",
    "amend_for_drift",
    "amend_for_platform",
    "amend_from_draft",
    "answer_questions",
    "approve_amendment",
    "approve_version",
    "create_amendment",
    "create_draft",
    "discard_amendment",
    "discard_draft",
    "follow_regulation",
    "load_legal_bases",
    "record_approval",
    "record_approvals",
    "remove_change",
    "replace_basis",
    "set_change",
]
