"""Writing documents: one module for each part of their way, one function for each verb."""

from regulations.law import load_legal_bases
from regulations.services.approvals import record_approval, record_approvals
from regulations.services.approving import approve_version
from regulations.services.common import APPROVE, LONGEST_NUMBER, OLDEST_ACT, PREPARE
from regulations.services.drafts import TITLE, answer_questions, create_draft, discard_draft
from regulations.services.importing import import_draft

__all__ = [
    "APPROVE",
    "LONGEST_NUMBER",
    "OLDEST_ACT",
    "PREPARE",
    "TITLE",
    "answer_questions",
    "approve_version",
    "create_draft",
    "discard_draft",
    "import_draft",
    "load_legal_bases",
    "record_approval",
    "record_approvals",
]
