"""How a draft becomes the version in force (`services.approve_version`)."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage

from organizations.services import change_facts
from regulations import contents, files
from regulations.facts import MissingFactsError
from regulations.models import DocumentVersion
from regulations.printing import draft_sections
from regulations.services import approving
from sferum_portal.lib.errors import DomainError
from tests.factories import days_ago
from tests.regulations.making import approve, make_approved, make_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


def stored_files():
    try:
        return set(default_storage.listdir("regulations")[1])
    except FileNotFoundError:
        return set()


def test_an_approved_version_is_in_force_with_its_file(decided, cast):
    version = approve(decided, cast.head, order_number="№ 102/2-од")
    version.refresh_from_db()
    assert version.is_in_force
    assert (version.order_number, version.order_date) == ("102/2-од", days_ago(3))
    assert version.effective_from == days_ago(3)
    assert version.approved_by == cast.head
    assert version.organization_short_name == cast.ours.short_name
    assert (version.head_post, version.head_name) == ("Директор", "М. И. Соколова")
    pdf = files.stored_pdf(version)
    assert version.sha256 == hashlib.sha256(pdf).hexdigest()
    assert version.size == len(pdf)
    assert version.verify_code in pdf.decode()
    assert version.history.first().history_user == cast.head


def test_the_text_is_frozen_with_its_facts(decided, cast):
    before = draft_sections(decided)
    version = approve(decided)
    assert contents.sections(version) == before
    assert not version.clauses.filter(text__regex=r"\{\w").exists()
    assert [row.line for row in version.bases.all()] == [
        row.basis.line for row in version.bases.all()
    ]
    change_facts(organization=cast.ours, by=cast.head, full_name="Другая школа", bodies=[])
    version = DocumentVersion.objects.get()
    assert contents.sections(version) == before


def test_the_new_version_replaces_the_former(approved, ready, cast):
    second = make_approved(ready, by=cast.head)
    approved.refresh_from_db()
    assert approved.is_superseded
    assert second.is_in_force
    assert approved.history.first().history_change_reason.startswith("Заменяется редакцией 2 с ")
    assert files.stored_pdf(approved) != files.stored_pdf(second)


def test_what_is_missing_is_named_and_nothing_is_written(draft, cast):
    change_facts(organization=cast.ours, by=cast.head, settlement="")
    before = stored_files()
    with pytest.raises(MissingFactsError) as refusal:
        approve(DocumentVersion.objects.get())
    assert [question.key for question in refusal.value.questions] == [
        "settlement",
        "approval_pedagogical_council",
        "approval_governing_council",
    ]
    assert "управляющий совет" in str(refusal.value)
    assert DocumentVersion.objects.get().is_draft
    assert stored_files() == before


@pytest.mark.parametrize(
    ("number", "date", "sentence"),
    [
        ("", days_ago(3), "Укажите номер приказа"),
        ("1", days_ago(6), "раньше протокола: педагогический совет"),
        ("1", days_ago(-1), "ещё не наступила"),
        ("1" * 31, days_ago(3), "длиннее"),
    ],
)
def test_an_order_that_cannot_be_is_refused(decided, number, date, sentence):
    with pytest.raises(DomainError, match=sentence):
        approve(decided, order_number=number, order_date=date)
    assert DocumentVersion.objects.get().is_draft


def test_protocol_and_order_may_be_of_one_day(decided):
    assert approve(decided, order_date=days_ago(5)).is_in_force


def test_an_order_is_not_older_than_the_one_in_force(approved, ready):
    draft = make_draft(ready, decided=True)
    with pytest.raises(DomainError, match="Предыдущая редакция утверждена приказом"):
        approve(draft, order_date=approved.order_date - timedelta(days=1))


def test_an_approval_that_fails_leaves_no_file_and_no_trace(decided, monkeypatch):
    before, sections = stored_files(), draft_sections(decided)

    def fail(*args, **kwargs):
        assert stored_files() != before
        raise RuntimeError

    monkeypatch.setattr(approving, "record", fail)
    # The bases are recorded before the file is written: they may pass.
    monkeypatch.setattr(approving, "_freeze_parts", lambda *args: None)
    with pytest.raises(RuntimeError):
        approve(decided)
    assert stored_files() == before
    draft = DocumentVersion.objects.get()
    assert draft.is_draft
    assert draft_sections(draft) == sections


def test_a_version_is_approved_once(approved, cast):
    with pytest.raises(DomainError, match="уже утверждена"):
        approve(approved, cast.head)


def test_the_decision_of_a_body_given_up_is_left_out(decided, cast):
    change_facts(organization=cast.ours, by=cast.head, bodies=["pedagogical_council"])
    version = approve(DocumentVersion.objects.get())
    assert [row.body for row in version.approvals.all()] == ["pedagogical_council"]
