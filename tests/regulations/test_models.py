from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from regulations.models import (
    Acknowledgement,
    Approval,
    Clause,
    Document,
    DocumentExport,
    DocumentVersion,
    Edit,
    FrozenError,
    LegalBasis,
    Publication,
    VersionBasis,
)
from regulations.services import approve_version
from sferum_portal.lib.history import record_many
from tests.factories import days_ago, make_operator
from tests.regulations.making import make_approved, make_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


def refuses(save, constraint):
    """The database itself refuses, by the constraint of this name."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        save()
    return constraint in str(refusal.value) or "UNIQUE" in str(refusal.value)


def another(version, **fields):
    return DocumentVersion(
        organization=version.organization,
        document=version.document,
        created_by=version.created_by,
        **({"number": version.number + 1} | fields),
    )


def test_an_organization_has_one_regulation(draft):
    again = Document(organization=draft.organization, kind="regulation", title="Второе")
    assert refuses(again.save, "one_regulation_of_an_organization")


def test_there_is_one_draft(draft):
    assert refuses(another(draft).save, "one_draft_of_a_document")


def test_there_is_one_version_in_force(approved):
    fields = {
        name: getattr(approved, name)
        for name in "title order_number order_date effective_from approved_by approved_at file "
        "sha256 size".split()
    }
    fields["effective_from"] += timedelta(days=1)
    second = another(approved, status="approved", verify_code="AAAA-AAAA-AAAA", **fields)
    assert refuses(second.save, "one_version_of_a_document_without_successor")
    periods = {"status": "superseded", "verify_code": "AAAA-AAAA-AAAA", **fields}
    same_day = another(approved, **periods | {"effective_from": approved.effective_from})
    same_day.replaced_on = approved.effective_from + timedelta(days=1)
    assert refuses(same_day.save, "one_version_of_a_document_begins_a_day")
    endless = another(approved, **periods)
    assert refuses(endless.save, "superseded_version_says_since_when")
    backwards = another(approved, **periods, replaced_on=approved.effective_from)
    assert refuses(backwards.save, "version_is_replaced_after_it_begins")


def test_a_number_is_given_once(approved):
    assert refuses(another(approved, number=1).save, "one_version_of_a_number")


def test_a_version_is_approved_as_a_whole(ready, approved):
    fields = "title order_number order_date approved_by approved_at sha256 size".split()
    parts = {field: getattr(approved, field) for field in fields}
    for field, value in (parts | {"verify_code": "AAAA-AAAA-AAAA"}).items():
        partly = another(approved, **{field: value})
        assert refuses(partly.save, "document_version_approved_as_a_whole"), field


def test_a_status_is_known(approved):
    assert refuses(another(approved, status="signed").save, "document_version")


def test_clauses_have_a_place_of_their_own(draft):
    section = draft.clauses.filter(parent=None).first()
    clause = section.parts.first()
    own = {"organization": draft.organization, "version": draft, "text": "Текст"}
    same_place = Clause(**own, parent=section, position=clause.position, key="new")
    assert refuses(same_place.save, "one_clause_at_a_position")
    second_section = Clause(**own, position=section.position, key="new")
    assert refuses(second_section.save, "one_section_at_a_position")
    same_key = Clause(**own, parent=section, position=99, key=clause.key)
    assert refuses(same_key.save, "one_clause_of_a_key")


@pytest.mark.parametrize(
    ("field", "constraint"),
    [("act", "document_act_is_known"), ("begun_from", "source_of_a_version_is_known")],
)
def test_what_a_version_is_called_and_begun_from_is_known(draft, field, constraint):
    setattr(draft, field, "letter")
    assert refuses(draft.save, constraint)


def test_a_verb_of_an_edit_is_known(draft):
    edit = Edit(
        organization=draft.organization,
        version=draft,
        verb="burn",
        what="п. 1.1",
        made_by=draft.created_by,
        made_at=timezone.now(),
        changes={},
    )
    assert refuses(edit.save, "verb_of_an_edit_is_known")


def test_a_body_decides_once(decided):
    row = decided.approvals.first()
    row.pk = None
    assert refuses(row.save, "one_decision_of_a_body_on_a_version")


def test_a_replaced_act_names_its_successor():
    act = LegalBasis.objects.get(key="fz_149")
    act.status = "replaced"
    assert refuses(act.save, "replaced_legal_basis_names_its_successor")


def test_a_publication_is_whole_and_stands_once(approved):
    fields = {"organization": approved.organization, "version": approved}
    fields |= {"published_on": days_ago(1), "created_by": approved.created_by}
    first = Publication(**fields, address="https://school.example/")
    first.save()
    again = Publication(**fields, address="https://school.example/")
    assert refuses(again.save, "one_standing_publication_of_a_version")
    first.withdrawn_at = timezone.now()
    assert refuses(first.save, "publication_withdrawn_as_a_whole")
    nowhere = Publication(**fields, address="", withdrawn_by=approved.created_by)
    nowhere.withdrawn_at, nowhere.withdrawal_reason = timezone.now(), "Ошибка"
    assert refuses(nowhere.save, "publication_has_an_address")


def test_an_acknowledgement_is_the_persons_own_or_of_a_sheet(approved, cast):
    fields = {"organization": approved.organization, "version": approved, "user": cast.parent}
    fields |= {"made_on": days_ago(1), "recorded_by": cast.parent, "means": "portal"}
    Acknowledgement(**fields, key="1").save()
    assert refuses(Acknowledgement(**fields, key="2").save, "one_acknowledgement_of_a_person")
    by_family = Acknowledgement(**fields, key="2", for_family=True)
    assert refuses(by_family.save, "family_signs_on_paper")
    fields["user"] = cast.teacher
    assert refuses(Acknowledgement(**fields, key="3").save, "everybody_ticks_for_themselves")
    fields["recorded_by"] = cast.teacher
    on_sheet = Acknowledgement(**fields, key="4", unit=cast.unit)
    assert refuses(on_sheet.save, "everybody_ticks_for_themselves")
    on_sheet.means = "paper"
    on_sheet.save()
    fields |= {"user": cast.staff, "recorded_by": cast.head, "means": "said", "unit": cast.unit}
    assert refuses(Acknowledgement(**fields, key="5").save, "acknowledgement_means_is_known")


def test_an_export_is_whole_and_made_one_at_a_time(approved, cast):
    fields = {"organization": cast.ours, "created_by": cast.head}
    assert refuses(DocumentExport(**fields, kind="sheets").save, "sheets_are_of_a_version")
    assert refuses(
        DocumentExport(**fields, kind="archive", version=approved).save, "sheets_are_of_a_version"
    )
    ended = DocumentExport(**fields, kind="archive", status="ready")
    assert refuses(ended.save, "document_export_ends_as_a_whole")
    DocumentExport(**fields, kind="archive").save()
    assert refuses(DocumentExport(**fields, kind="archive").save, "one_working_export_of_a_kind")


# --- Frozen ---------------------------------------------------------------------------------------


def parts_of(version):
    return [version.clauses.first(), version.bases.first(), version.approvals.first()]


def test_what_an_approved_version_consists_of_is_neither_saved_nor_deleted(approved):
    for part in parts_of(approved):
        with pytest.raises(FrozenError):
            part.save()
        with pytest.raises(FrozenError):
            part.delete()
        with pytest.raises(FrozenError):
            type(part).objects.filter(pk=part.pk).delete()


def test_nothing_is_added_to_an_approved_version(approved, cast):
    clause = approved.clauses.first()
    new = Clause(
        organization=cast.ours, version=approved, parent=clause, position=99, key="x", text="x"
    )
    with pytest.raises(FrozenError):
        new.save()
    with pytest.raises(FrozenError):
        record_many(Clause, [new], by=cast.head)


def test_nothing_is_moved_out_of_an_approved_version(ready, approved):
    draft = make_draft(ready)
    clause = approved.clauses.filter(parent=None).first()
    clause.version = draft
    with pytest.raises(FrozenError):
        clause.save()


def test_an_approved_version_is_not_changed(approved):
    changes = {"title": "Другое", "order_number": "7", "sha256": "0" * 64, "status": "draft"}
    for field, value in changes.items():
        version = DocumentVersion.objects.get(pk=approved.pk)
        setattr(version, field, value)
        with pytest.raises(FrozenError):
            version.save()
        with pytest.raises(FrozenError):
            version.save(update_fields=[field])


def test_a_copy_read_before_the_approval_does_not_undo_it(decided):
    stale = DocumentVersion.objects.get(pk=decided.pk)
    approve_version(version=decided, by=make_operator(), order_number="1", order_date=days_ago(1))
    with pytest.raises(FrozenError):
        stale.save()


def test_an_approved_version_is_not_deleted(approved):
    with pytest.raises(FrozenError):
        approved.delete()
    with pytest.raises(FrozenError):
        DocumentVersion.objects.filter(pk=approved.pk).delete()
    assert DocumentVersion.objects.filter(pk=approved.pk).exists()


def test_being_replaced_is_the_only_change_and_happens_once(approved):
    approved.status = DocumentVersion.Status.SUPERSEDED
    with pytest.raises(FrozenError):
        approved.save(update_fields=["status"])
    approved.replaced_on = approved.effective_from
    approved.save(update_fields=["status", "replaced_on"])
    approved.replaced_on += timedelta(days=1)
    with pytest.raises(FrozenError):
        approved.save(update_fields=["replaced_on"])
    approved.status, approved.replaced_on = DocumentVersion.Status.APPROVED, None
    with pytest.raises(FrozenError):
        approved.save(update_fields=["status", "replaced_on"])


def test_a_replaced_version_stays_frozen(ready, approved):
    make_approved(ready)
    approved.refresh_from_db()
    assert approved.is_superseded
    for part in parts_of(approved):
        with pytest.raises(FrozenError):
            part.save()
    with pytest.raises(FrozenError):
        approved.delete()


@pytest.mark.parametrize("model", [Approval, Clause, Document, DocumentVersion, VersionBasis])
def test_writes_without_history_are_refused(model):
    with pytest.raises(TypeError, match="history"):
        model.objects.update(organization=None)
