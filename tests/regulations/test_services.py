import hashlib
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.utils import timezone

from organizations.services import change_facts, set_ruling
from regulations import contents, files, library, services
from regulations.facts import MissingFactsError, facts_of, missing_facts
from regulations.models import Clause, DocumentVersion, LegalBasis
from regulations.printing import draft_sections
from sferum_portal.lib.errors import DomainError
from tests.factories import days_ago, make_operator
from tests.regulations.making import ORDER, make_approved, make_draft, tomorrow

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


def approve(draft, by=None, **fields):
    fields = {"order_number": ORDER, "order_date": days_ago(3)} | fields
    return services.approve_version(version=draft, by=by or make_operator(), **fields)


def stored_files():
    try:
        return set(default_storage.listdir("regulations")[1])
    except FileNotFoundError:
        return set()


# --- The draft ------------------------------------------------------------------------------------


def test_a_draft_reads_as_the_library_writes_it(ready, cast):
    draft = services.create_draft(organization=ready, by=cast.administrator)
    assert draft.number == 1
    assert draft.document.kind == "regulation"
    assert draft_sections(draft) == library.assemble(ready.profile, facts_of(draft))


def test_a_draft_keeps_templates_so_that_it_follows_the_facts(draft, cast):
    assert draft.clauses.filter(text__contains="{full_name}").exists()
    change_facts(organization=cast.ours, by=cast.head, full_name="Гимназия № 5")
    draft = DocumentVersion.objects.get(pk=draft.pk)
    assert draft_sections(draft)[0].clauses[0].text.startswith("Гимназия № 5 (далее")


def test_a_draft_follows_the_strategy_of_chats(draft, cast):
    set_ruling(
        organization=cast.ours,
        by=cast.head,
        chat_kind="unit_parents",
        creator="administrator",
        ruling="on_request",
    )
    text = str(draft_sections(DocumentVersion.objects.get(pk=draft.pk)))
    assert "с разрешения администратора — администратор" in text.replace("\xa0", " ")


def test_a_clause_stands_when_its_condition_holds(draft, cast):
    def keys():
        sections = draft_sections(DocumentVersion.objects.get(pk=draft.pk))
        return {clause.key for section in sections for clause in section.clauses}

    assert "adoption_with_agreement" in keys()
    change_facts(organization=cast.ours, by=cast.head, bodies=["pedagogical_council"])
    assert "adoption_with_agreement" not in keys()
    assert "adoption" in keys()


def test_there_is_one_draft_at_a_time(draft, cast):
    with pytest.raises(DomainError, match="уже подготовлен"):
        services.create_draft(organization=cast.ours, by=cast.head)


def test_a_draft_lists_the_acts_in_force(ready):
    act = LegalBasis.objects.get(key="fz_149")
    act.status, act.checked_on = "repealed", timezone.localdate()
    act.save()
    draft = make_draft(ready)
    listed = [row.basis for row in draft.bases.select_related("basis")]
    assert listed == LegalBasis.objects.listed_for("school")
    assert act not in listed


def test_the_next_draft_has_the_next_number(approved, ready):
    assert make_draft(ready).number == 2


def test_a_draft_is_discarded_with_all_its_parts(decided, cast):
    services.discard_draft(version=decided, by=cast.administrator)
    assert not DocumentVersion.objects.exists()
    assert not Clause.objects.exists()
    gone = DocumentVersion.history.filter(history_type="-").get()
    assert gone.history_user == cast.administrator
    with pytest.raises(DomainError, match="уже удалён"):
        services.discard_draft(version=decided, by=cast.administrator)


def test_an_approved_version_is_not_discarded(approved, cast):
    with pytest.raises(DomainError, match="уже утверждена"):
        services.discard_draft(version=approved, by=cast.head)


# --- Facts ----------------------------------------------------------------------------------------


def test_all_that_is_missing_is_asked(cast):
    services.create_draft(organization=cast.ours, by=cast.head)
    change_facts(
        organization=cast.ours,
        by=cast.head,
        **dict.fromkeys(
            ("settlement", "head_surname", "site", "email", "consultation_schedule"), ""
        ),
        bodies=[],
    )
    asked = [question.key for question in missing_facts(DocumentVersion.objects.get())]
    assert asked == [
        "settlement",
        "head_name",
        "platform",
        "ejournal",
        "adopting_body",
        "consultation_schedule",
        "site",
        "email",
    ]


def test_answers_go_to_the_organization(cast):
    draft = services.create_draft(organization=cast.ours, by=cast.head)
    assert [question.key for question in missing_facts(draft)] == ["platform", "ejournal"]
    services.answer_questions(
        version=draft,
        by=cast.head,
        facts={"settlement": "с. Ключи"},
        platform="MAX",
        without_ejournal=True,
    )
    cast.ours.refresh_from_db()
    assert cast.ours.settlement == "с. Ключи"
    assert cast.ours.platform_on(timezone.localdate()).name == "MAX"
    assert cast.ours.history.first().history_user == cast.head
    assert missing_facts(DocumentVersion.objects.get()) == []


def test_that_there_is_no_journal_is_remembered_for_the_next_draft(ready, cast):
    change_facts(organization=ready, by=cast.head, ejournal="")
    draft = make_draft(cast.ours, decided=True)
    services.answer_questions(version=draft, by=cast.head, facts={}, without_ejournal=True)
    approve(draft)
    assert missing_facts(make_draft(cast.ours)) == []


def test_facts_in_braces_are_no_placeholders(draft, cast):
    change_facts(organization=cast.ours, by=cast.head, full_name="Школа {head.__class__} {x}")
    text = draft_sections(DocumentVersion.objects.get())[0].clauses[0].text
    assert text.startswith("Школа {head.__class__} {x}")
    approve(_decided(DocumentVersion.objects.get(), cast))
    frozen = contents.sections(DocumentVersion.objects.get())
    assert frozen[0].clauses[0].text == text


def _decided(draft, cast):
    services.record_approvals(
        version=draft,
        by=cast.head,
        decisions={body: ("1", days_ago(5)) for body in cast.ours.bodies},
    )
    return draft


# --- Decisions of bodies --------------------------------------------------------------------------


def test_a_decision_is_noted_corrected_and_taken_back(draft, cast):
    def note(number, date):
        services.record_approval(
            version=draft,
            by=cast.administrator,
            body="pedagogical_council",
            protocol_number=number,
            protocol_date=date,
        )

    note("№ 1", days_ago(5))
    row = draft.approvals.get()
    assert (row.body_name, row.decides, row.protocol_number) == (
        "педагогический совет",
        "adopts",
        "1",
    )
    note(" 2/1 ", days_ago(4))
    assert draft.approvals.get().protocol_number == "2/1"
    assert row.history.count() == 2
    note("2/1", days_ago(4))
    assert row.history.count() == 2
    services.record_approvals(
        version=draft, by=cast.head, decisions={"pedagogical_council": None}
    )
    assert not draft.approvals.exists()


@pytest.mark.parametrize(
    ("body", "number", "days", "sentence"),
    [
        ("parents_council", "1", 5, "Такого коллегиального органа"),
        ("pedagogical_council", " № ", 5, "Укажите номер протокола"),
        ("pedagogical_council", "1", -1, "ещё не наступила"),
        ("pedagogical_council", "1" * 31, 5, "длиннее"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(draft, cast, body, number, days, sentence):
    with pytest.raises(DomainError, match=sentence):
        services.record_approval(
            version=draft,
            by=cast.head,
            body=body,
            protocol_number=number,
            protocol_date=days_ago(days),
        )


# --- Approval -------------------------------------------------------------------------------------


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
    assert approved.history.first().history_change_reason == "Заменена редакцией 2"
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
    with pytest.raises(DomainError, match="Действующая редакция утверждена приказом"):
        approve(draft, order_date=approved.order_date - timedelta(days=1))


def test_an_approval_that_fails_leaves_no_file_and_no_trace(decided, monkeypatch):
    before, sections = stored_files(), draft_sections(decided)

    def fail(*args, **kwargs):
        assert stored_files() != before
        raise RuntimeError

    monkeypatch.setattr(services, "record", fail)
    # The bases are recorded before the file is written: they may pass.
    monkeypatch.setattr(services, "_freeze_parts", lambda *args: None)
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


# --- Files ----------------------------------------------------------------------------------------


def test_a_changed_file_is_noticed_and_not_given_out(approved, caplog):
    with default_storage.open(approved.file.name, "ab") as file:
        file.write(b" ")
    with pytest.raises(files.DamagedFileError, match="изменён после утверждения"):
        files.stored_pdf(approved)
    assert approved.file.name in caplog.text


def test_a_missing_file_is_noticed(approved, caplog):
    default_storage.delete(approved.file.name)
    with pytest.raises(files.DamagedFileError, match="не найден"):
        files.stored_pdf(approved)
    assert approved.file.name in caplog.text


# --- Rights ---------------------------------------------------------------------------------------

PREPARERS = {"administrator", "head"}
PEOPLE = "administrator head deputy leader teacher staff learner parent former outsider stranger"


@pytest.mark.parametrize("person", PEOPLE.split())
def test_who_prepares_and_who_approves(cast, ready, person):
    user = getattr(cast, person)
    calls = {
        "prepare": [
            lambda: services.create_draft(organization=ready, by=user),
            lambda: services.answer_questions(version=draft, by=user, facts={"settlement": "c"}),
            lambda: services.record_approvals(version=draft, by=user, decisions={}),
        ],
        "approve": [lambda: approve(draft, user)],
        "discard": [lambda: services.discard_draft(version=draft, by=user)],
    }
    if person in PREPARERS:
        draft = calls["prepare"][0]()
        for call in calls["prepare"][1:]:
            call()
        _decided(draft, cast)
    else:
        draft = make_draft(ready, decided=True)
        for call in calls["prepare"] + calls["discard"]:
            with pytest.raises(PermissionDenied):
                call()
    if person == "head":
        assert calls["approve"][0]().is_in_force
    else:
        with pytest.raises(PermissionDenied):
            calls["approve"][0]()
        assert DocumentVersion.objects.get().is_draft


def test_a_date_to_come_is_tomorrow(decided):
    with pytest.raises(DomainError):
        approve(decided, order_date=tomorrow())
