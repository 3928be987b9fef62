"""Writing documents: one module for each part of their way, one function for each verb."""

from regulations.law import load_legal_bases
from regulations.services.approvals import record_approval, record_approvals
from regulations.services.approving import approve_version
from regulations.services.common import APPROVE, LONGEST_NUMBER, OLDEST_ACT, PREPARE
from regulations.services.drafts import TITLE, answer_questions, create_draft, discard_draft
from regulations.services.letters import send_registration_letter
from regulations.services.package import answer_package, approve_package, prepare_package
from regulations.services.papers import approve_paper, change_paper, prepare_paper
from regulations.services.word_forms import forget_forms, keep_forms

__all__ = [
    "APPROVE",
    "LONGEST_NUMBER",
    "OLDEST_ACT",
    "PREPARE",
    "TITLE",
    "answer_package",
    "answer_questions",
    "approve_package",
    "approve_paper",
    "approve_version",
    "change_paper",
    "create_draft",
    "discard_draft",
    "forget_forms",
    "keep_forms",
    "load_legal_bases",
    "prepare_package",
    "prepare_paper",
    "record_approval",
    "record_approvals",
    "send_registration_letter",
]
