"""Who may open which page of the documents; `access_table` says how to read it."""

from regulations import services
from regulations.amending.changes import Change
from regulations.models import Clause
from tests.regulations.making import make_signature

# --- What an address is made of ------------------------------------------------------------------


def nothing(world):
    return []


def slug(world):
    return [world.cast.ours.slug]


def draft(world):
    return [world.cast.ours.slug, 2]


def council(world):
    return [world.cast.ours.slug, "parents_council"]


def approved_version(world):
    return [world.cast.ours.slug, world.approved.pk]


def scanned_sheet(world):
    return [*approved_version(world), 1]


def clause_of_draft(world):
    return [world.cast.ours.slug, Clause.objects.filter(version__status="draft").first().pk]


def edit_of_draft(world):
    """No edit was made; whether there is one is asked after the right."""
    return [world.cast.ours.slug, 1]


def signature(world):
    return [world.cast.ours.slug, make_signature(world.approved).pk]


def two_versions(world):
    return [world.cast.ours.slug, 1, 2]


def amendment(world):
    """A draft of changes to an act that the portal does not hold."""
    version = services.create_amendment(
        organization=world.cast.ours,
        by=world.cast.operator,
        act={"title": "Правила приёма"},
        changes=[Change("repeal", "2.1")],
    )
    return [world.cast.ours.slug, version.pk]


def amendment_change(world):
    return [*amendment(world), 1]


def listed_basis(world):
    return [world.cast.ours.slug, world.approved.bases.first().basis_id]


def printed_code(world):
    return [world.approved.verify_code]


# --- The pages -----------------------------------------------------------------------------------

DOCUMENTS = {
    "regulations:regulation": (slug, "404 405", "200 405", "200 405", "200 405", "302 302"),
    "regulations:in_force_pdf": (slug, "404 405", "200 405", "200 405", "200 405", "302 302"),
    "regulations:version_text": (draft, "404 405", "403 405", "403 405", "403 405", "302 302"),
    "regulations:version_pdf": (draft, "404 405", "403 405", "403 405", "403 405", "302 302"),
    "regulations:version_large_pdf": (draft, "404 405", "403 405", "403 405", "403 405", "302 302"),
    "regulations:regulation_import": (slug, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "regulations:regulation_import_save": (
        *(slug, "405 404", "405 403", "405 403", "405 403", "302 302"),
    ),
    "regulations:draft_create": (slug, "405 404", "405 403", "405 403", "405 403", "302 302"),
    "regulations:draft_facts": (slug, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "regulations:draft_approvals": (slug, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "regulations:draft_approve": (slug, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "regulations:draft_discard": (slug, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "regulations:scan_drop": (slug, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "regulations:version_scan": (
        *(approved_version, "404 404", "200 403", "200 403", "200 403", "302 302"),
    ),
    # Nobody has scanned it yet: 404 for those who may read, too.
    "regulations:scan_pdf": (
        *(approved_version, "404 405", "404 405", "404 405", "404 405", "302 302"),
    ),
    "regulations:scan_numbers": (
        *(approved_version, "405 404", "405 403", "405 403", "405 403", "302 302"),
    ),
    "regulations:scan_confirm": (
        *(approved_version, "405 404", "405 403", "405 403", "405 403", "302 302"),
    ),
    "regulations:scan_discard": (
        *(approved_version, "405 404", "405 403", "405 403", "405 403", "302 302"),
    ),
    "regulations:scan_withdraw": (
        *(approved_version, "404 404", "403 403", "403 403", "403 403", "302 302"),
    ),
    "regulations:scan_sheet": (
        *(scanned_sheet, "404 405", "403 405", "403 405", "403 405", "302 302"),
    ),
    "regulations:draft_edit": (slug, "404 405", "403 405", "403 405", "403 405", "302 302"),
    "regulations:draft_library": (slug, "404 405", "403 405", "403 405", "403 405", "302 302"),
    "regulations:draft_form": (slug, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "regulations:draft_add": (slug, "405 404", "405 403", "405 403", "405 403", "302 302"),
    "regulations:draft_take": (slug, "405 404", "405 403", "405 403", "405 403", "302 302"),
    "regulations:draft_write": (
        *(clause_of_draft, "405 404", "405 403", "405 403", "405 403", "302 302"),
    ),
    "regulations:draft_move": (
        *(clause_of_draft, "405 404", "405 403", "405 403", "405 403", "302 302"),
    ),
    "regulations:draft_mark": (
        *(clause_of_draft, "405 404", "405 403", "405 403", "405 403", "302 302"),
    ),
    "regulations:draft_settle": (
        *(clause_of_draft, "405 404", "405 403", "405 403", "405 403", "302 302"),
    ),
    "regulations:draft_join": (
        *(clause_of_draft, "405 404", "405 403", "405 403", "405 403", "302 302"),
    ),
    "regulations:draft_delete": (
        *(clause_of_draft, "405 404", "405 403", "405 403", "405 403", "302 302"),
    ),
    "regulations:draft_restore": (
        *(clause_of_draft, "405 404", "405 403", "405 403", "405 403", "302 302"),
    ),
    "regulations:draft_undo": (
        *(edit_of_draft, "405 404", "405 403", "405 403", "405 403", "302 302"),
    ),
    "regulations:draft_redo": (
        *(edit_of_draft, "405 404", "405 403", "405 403", "405 403", "302 302"),
    ),
    "regulations:compare_chosen": (slug, "404 405", "302 405", "302 405", "302 405", "302 302"),
    "regulations:compare": (two_versions, "404 405", "403 405", "403 405", "403 405", "302 302"),
    "regulations:redline_pdf": (
        *(two_versions, "404 405", "403 405", "403 405", "403 405", "302 302"),
    ),
    "regulations:amendment_list": (slug, "404 405", "200 405", "200 405", "200 405", "302 302"),
    "regulations:amendment_create": (slug, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "regulations:amendment_from_draft": (
        *(slug, "405 404", "405 403", "405 403", "405 403", "302 302"),
    ),
    "regulations:amendment": (amendment, "404 405", "403 405", "403 405", "403 405", "302 302"),
    "regulations:amendment_pdf": (
        *(amendment, "404 405", "403 405", "403 405", "403 405", "302 302"),
    ),
    "regulations:amendment_large_pdf": (
        *(amendment, "404 405", "403 405", "403 405", "403 405", "302 302"),
    ),
    "regulations:change_add": (amendment, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "regulations:change_edit": (
        *(amendment_change, "404 404", "403 403", "403 403", "403 403", "302 302"),
    ),
    "regulations:change_remove": (
        *(amendment_change, "405 404", "405 403", "405 403", "405 403", "302 302"),
    ),
    "regulations:amendment_approvals": (
        *(amendment, "404 404", "403 403", "403 403", "403 403", "302 302"),
    ),
    "regulations:amendment_approve": (
        *(amendment, "404 404", "403 403", "403 403", "403 403", "302 302"),
    ),
    "regulations:amendment_discard": (
        *(amendment, "404 404", "403 403", "403 403", "403 403", "302 302"),
    ),
    "regulations:council_answer": (
        *(council, "405 404", "405 403", "405 403", "405 403", "302 302"),
    ),
    "regulations:drift": (slug, "404 405", "403 405", "403 405", "403 405", "302 302"),
    "regulations:drift_follow": (slug, "405 404", "405 403", "405 403", "405 403", "302 302"),
    "regulations:drift_amend": (slug, "405 404", "405 403", "405 403", "405 403", "302 302"),
    "regulations:bases_amend": (slug, "405 404", "405 403", "405 403", "405 403", "302 302"),
    "regulations:draft_bases": (slug, "404 405", "403 405", "403 405", "403 405", "302 302"),
    "regulations:basis_add": (slug, "405 404", "405 403", "405 403", "405 403", "302 302"),
    "regulations:basis_remove": (
        *(listed_basis, "405 404", "405 403", "405 403", "405 403", "302 302"),
    ),
    "regulations:basis_move": (
        *(listed_basis, "405 404", "405 403", "405 403", "405 403", "302 302"),
    ),
    "regulations:basis_replace": (
        *(listed_basis, "405 404", "405 403", "405 403", "405 403", "302 302"),
    ),
    "regulations:rename": (slug, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "regulations:rename_papers": (slug, "405 404", "405 403", "405 403", "405 403", "302 302"),
    "regulations:rename_amend": (slug, "405 404", "405 403", "405 403", "405 403", "302 302"),
    "regulations:verify_by_hand": (nothing, "200 405", "200 405", "200 405", "200 405", "200 405"),
    "regulations:verify": (printed_code, "200 422", "200 422", "200 422", "200 422", "200 422"),
    "regulations:signing": (
        *(approved_version, "404 405", "200 405", "200 405", "200 405", "302 302"),
    ),
    "regulations:sign_simply": (
        *(approved_version, "405 404", "405 403", "405 403", "405 403", "302 302"),
    ),
    "regulations:add_signature_file": (
        *(approved_version, "405 404", "405 403", "405 403", "405 403", "302 302"),
    ),
    "regulations:file_to_sign": (
        *(approved_version, "404 405", "200 405", "200 405", "200 405", "302 302"),
    ),
    "regulations:marked_copy": (
        *(approved_version, "404 405", "200 405", "200 405", "200 405", "302 302"),
    ),
    "regulations:signature_file": (
        *(signature, "404 405", "403 405", "403 405", "403 405", "302 302"),
    ),
    "regulations:withdraw_signature": (
        *(signature, "404 404", "403 403", "403 403", "403 403", "302 302"),
    ),
    "regulations:check_signature": (
        *(signature, "405 404", "405 403", "405 403", "405 403", "302 302"),
    ),
}
