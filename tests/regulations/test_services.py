import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from organizations.services import change_facts, set_ruling
from regulations import contents, library, services
from regulations.facts import facts_of, missing_facts
from regulations.models import Clause, DocumentVersion, LegalBasis
from regulations.printing import draft_sections
from sferum_portal.lib.errors import DomainError
from tests.factories import days_ago
from tests.regulations.making import approve, decide, make_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


def text_of_draft():
    """With ordinary spaces."""
    sections = draft_sections(DocumentVersion.objects.drafts().get())
    return str(sections).replace(r"\xa0", " ")


# --- The draft ------------------------------------------------------------------------------------


def test_a_draft_reads_as_the_library_writes_it(ready, cast):
    draft = services.create_draft(organization=ready, by=cast.administrator)
    assert draft.number == 1
    assert draft.document.kind == "regulation"
    assert draft_sections(draft) == library.assemble(ready.profile, facts_of(draft))


def test_a_draft_keeps_templates_so_that_it_follows_the_facts(draft, cast):
    assert draft.clauses.filter(text__contains="{full_name}").exists()
    change_facts(organization=cast.ours, by=cast.head, full_name="Гимназия № 5")
    assert "Гимназия № 5 (далее" in text_of_draft()


def test_a_draft_follows_the_strategy_of_chats(draft, cast):
    set_ruling(
        organization=cast.ours,
        by=cast.head,
        chat_kind="unit_parents",
        creator="administrator",
        ruling="on_request",
    )
    assert "с разрешения администратора — администратор" in text_of_draft()


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
    approve(decide(DocumentVersion.objects.get()))
    frozen = contents.sections(DocumentVersion.objects.get())
    assert frozen[0].clauses[0].text == text


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
    services.record_approvals(version=draft, by=cast.head, decisions={"pedagogical_council": None})
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
        decide(draft)
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
