"""Writing documents: one module for each part of their way, one function for each verb."""

from regulations.law import load_legal_bases
from regulations.services.approvals import record_approval, record_approvals
from regulations.services.approving import approve_version
from regulations.services.batches import repeat_batch, start_batch
from regulations.services.common import APPROVE, LONGEST_NUMBER, OLDEST_ACT, PREPARE
from regulations.services.drafts import TITLE, answer_questions, create_draft, discard_draft
from regulations.services.scans import (
    attach_scan,
    confirm_scan,
    discard_scan,
    number_sheets,
    receive_scan,
    withdraw_scan,
)

__all__ = [
    "APPROVE",
    "LONGEST_NUMBER",
    "OLDEST_ACT",
    "PREPARE",
    "TITLE",
    "answer_questions",
    "approve_version",
    "attach_scan",
    "confirm_scan",
    "create_draft",
    "discard_draft",
    "discard_scan",
    "load_legal_bases",
    "number_sheets",
    "receive_scan",
    "record_approval",
    "record_approvals",
    "repeat_batch",
    "start_batch",
    "withdraw_scan",
]
