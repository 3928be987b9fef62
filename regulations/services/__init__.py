"""Writing documents: one module for each part of their way, one function for each verb."""

from regulations.editing.desk import EditConflict
from regulations.editing.outline import GoneError
from regulations.law import load_legal_bases
from regulations.services.acknowledgements import acknowledge, mark_on_paper, take_back_paper_mark
from regulations.services.amending import approve_amendment
from regulations.services.amendments import (
    create_amendment,
    discard_amendment,
    remove_change,
    set_change,
)
from regulations.services.approvals import record_approval, record_approvals
from regulations.services.approving import approve_version
from regulations.services.bases import add_basis, move_basis, remove_basis
from regulations.services.cancelling import cancel_order, prepare_replacement
from regulations.services.common import APPROVE, LONGEST_NUMBER, OLDEST_ACT, PREPARE, TITLE
from regulations.services.councils import answer_council
from regulations.services.drafts import answer_questions, create_draft, discard_draft
from regulations.services.editing import (
    add_clause,
    delete_clause,
    join_clause,
    mark_list,
    move_clause,
    redo_edit,
    restore_wording,
    undo_edit,
    write_clause,
)
from regulations.services.exports import order_export
from regulations.services.importing import import_draft, settle_doubt
from regulations.services.letters import send_registration_letter
from regulations.services.living import (
    amend_bases,
    amend_for_drift,
    amend_from_draft,
    follow_regulation,
    replace_basis,
)
from regulations.services.package import answer_package, approve_package, prepare_package
from regulations.services.papers import approve_paper, change_paper, prepare_paper
from regulations.services.publications import publish_version, unpublish_version
from regulations.services.renaming import amend_for_platform, renew_papers_for_platform
from regulations.services.scans import (
    attach_scan,
    confirm_scan,
    discard_scan,
    number_sheets,
    receive_scan,
    withdraw_scan,
)
from regulations.services.signing import (
    add_signature_file,
    check_again,
    sign_simply,
    withdraw_signature,
)
from regulations.services.word_forms import forget_forms, keep_forms
from regulations.services.wording import choose_form, take_clause

__all__ = [
    "APPROVE",
    "EditConflict",
    "GoneError",
    "LONGEST_NUMBER",
    "OLDEST_ACT",
    "PREPARE",
    "TITLE",
    "acknowledge",
    "add_basis",
    "add_clause",
    "add_signature_file",
    "amend_bases",
    "amend_for_drift",
    "amend_for_platform",
    "amend_from_draft",
    "answer_council",
    "answer_package",
    "answer_questions",
    "approve_amendment",
    "approve_package",
    "approve_paper",
    "approve_version",
    "attach_scan",
    "cancel_order",
    "change_paper",
    "check_again",
    "choose_form",
    "confirm_scan",
    "create_amendment",
    "create_draft",
    "delete_clause",
    "discard_amendment",
    "discard_draft",
    "discard_scan",
    "follow_regulation",
    "forget_forms",
    "import_draft",
    "join_clause",
    "keep_forms",
    "load_legal_bases",
    "mark_list",
    "mark_on_paper",
    "move_basis",
    "move_clause",
    "number_sheets",
    "order_export",
    "prepare_package",
    "prepare_paper",
    "prepare_replacement",
    "publish_version",
    "receive_scan",
    "record_approval",
    "record_approvals",
    "redo_edit",
    "remove_basis",
    "remove_change",
    "renew_papers_for_platform",
    "replace_basis",
    "restore_wording",
    "send_registration_letter",
    "set_change",
    "settle_doubt",
    "sign_simply",
    "take_back_paper_mark",
    "take_clause",
    "undo_edit",
    "unpublish_version",
    "withdraw_scan",
    "withdraw_signature",
    "write_clause",
]
