"""Who may do what with documents: every verb × the whole cast, as one literal table.

The right is asked before anything else is looked at, so what a verb takes besides its organization
need not be there: those who may get past the right, all others are refused by it.
"""

import inspect
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from regulations import services
from tests.cast import PEOPLE
from tests.regulations.making import make_approved, make_draft, make_ready

PREPARERS = {"administrator", "head"}
HEAD = {"head"}
MEMBERS = set(PEOPLE) - {"former", "outsider", "outsider_leader", "stranger"}
#: Verb → who may; `load_legal_bases` is nobody's act, but the portal's own.
MAY = {
    **dict.fromkeys(
        "add_clause write_clause move_clause join_clause delete_clause restore_wording take_clause "
        "mark_list choose_form undo_edit redo_edit create_draft import_draft discard_draft "
        "answer_questions settle_doubt "
        "record_approval record_approvals amend_bases amend_for_drift amend_for_platform "
        "renew_papers_for_platform "
        "amend_from_draft create_amendment set_change remove_change discard_amendment "
        "replace_basis prepare_replacement "
        "prepare_paper change_paper prepare_package answer_package "
        "answer_council add_basis remove_basis move_basis "
        "send_registration_letter keep_forms forget_forms receive_scan attach_scan "
        "number_sheets confirm_scan discard_scan withdraw_scan add_signature_file check_again "
        "withdraw_signature "
        "publish_version unpublish_version order_export follow_regulation".split(),
        PREPARERS,
    ),
    **dict.fromkeys(
        "approve_version approve_amendment approve_paper approve_package sign_simply "
        "cancel_order".split(),
        HEAD,
    ),
    "acknowledge": MEMBERS,
    "mark_on_paper": PREPARERS | {"leader"},
    "take_back_paper_mark": PREPARERS | {"leader"},
}


def verbs():
    found = {name: getattr(services, name) for name in services.__all__}
    return {
        name: verb
        for name, verb in found.items()
        if inspect.isfunction(verb) and name != "load_legal_bases"
    }


@pytest.fixture
def world(cast, quick_pdf):
    approved = make_approved(make_ready(cast.ours))
    return SimpleNamespace(cast=cast, approved=approved, draft=make_draft(cast.ours))


def arguments(world, name, verb):
    """What the right is asked of; everything else is nothing."""
    cast = world.cast
    on_approved = {"acknowledge", "sign_simply", "publish_version", "mark_on_paper"}
    row = SimpleNamespace(
        pk=0,
        organization=cast.ours,
        organization_id=cast.ours.pk,
        version=world.approved,
        version_id=world.approved.pk,
        unit=cast.unit,
        unit_id=cast.unit.pk,
        is_on_paper=True,
    )
    known = {
        "organization": cast.ours,
        "version": world.approved if name in on_approved else world.draft,
        "unit": cast.unit,
        **dict.fromkeys(["scan", "signature", "word_forms", "acknowledgement"], row),
    }
    parameters = inspect.signature(verb).parameters.values()
    return {
        each.name: known.get(each.name)
        for each in parameters
        if each.name != "by" and (each.name in known or each.default is each.empty)
    }


def gets_past(verb, given, by):
    """Whether the right lets the person through; what the verb did is undone."""
    try:
        with transaction.atomic():
            verb(**given, by=by)
            transaction.set_rollback(True)
    except PermissionDenied:
        return False
    except Exception:
        return True
    return True


def test_the_table_names_every_verb():
    assert set(verbs()) == set(MAY)


@pytest.mark.parametrize("name", sorted(MAY))
def test_the_right_decides(world, name):
    verb = verbs()[name]
    given = arguments(world, name, verb)
    let_in = {person for person in PEOPLE if gets_past(verb, given, by=getattr(world.cast, person))}
    assert let_in == MAY[name]
