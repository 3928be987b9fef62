"""Writing documents: one module for each part of their way, one function for each verb."""

from regulations.law import load_legal_bases
from regulations.services.acknowledgements import (
    acknowledge,
    mark_on_paper,
    take_back_paper_mark,
)
from regulations.services.approvals import record_approval, record_approvals
from regulations.services.approving import approve_version
from regulations.services.common import APPROVE, LONGEST_NUMBER, OLDEST_ACT, PREPARE
from regulations.services.drafts import TITLE, answer_questions, create_draft, discard_draft
from regulations.services.exports import order_export
from regulations.services.publications import publish_version, unpublish_version

__all__ = [
    "APPROVE",
    "LONGEST_NUMBER",
    "OLDEST_ACT",
    "PREPARE",
    "TITLE",
    "acknowledge",
    "answer_questions",
    "approve_version",
    "create_draft",
    "discard_draft",
    "load_legal_bases",
    "mark_on_paper",
    "order_export",
    "publish_version",
    "record_approval",
    "record_approvals",
    "take_back_paper_mark",
    "unpublish_version",
]
