"""What a version with changes keeps of the former one: the kinds of lists, the living text."""

import pytest

from organizations.services import change_facts, set_joining_rules, set_platform, set_ruling
from regulations import contents, files, services
from regulations.amending.changes import Change
from regulations.models import Clause, DocumentVersion
from regulations.printing import draft_sections
from regulations.reading import reading_of
from sferum_portal.lib.text import NBSP
from tests.factories import days_ago
from tests.pdf_reading import body_text
from tests.regulations.making import approve as approve_draft
from tests.regulations.making import decide, make_approved
from tests.regulations.test_amendments import (
    WORDS,
    act,
    approve,
    quick_amendment,  # noqa: F401 (a fixture)
    regulation_in_force,
    shift,
)

pytestmark = pytest.mark.django_db
quick = pytest.mark.usefixtures("quick_pdf", "quick_amendment")


@pytest.fixture
def lettered(editor):
    """The key of a clause of one's own with a list in letters, in a version in force."""
    row = editor.add("Администратор делает следующее:", "polls")
    for text in ("подключает школу", "ведёт состав", "отвечает на заявки"):
        services.add_clause(
            version=editor.draft, by=editor.by, text=text, target=row.pk, place="inside"
        )
    services.mark_list(
        version=editor.draft, clause=row.pk, marks=Clause.Marks.LETTERS, by=editor.by
    )
    approve_draft(decide(DocumentVersion.objects.get(pk=editor.draft.pk)))
    return row.key


def clause_of(sections, key):
    return next(clause for section in sections for clause in section.clauses if clause.key == key)


def living_from_force(cast):
    """The clauses of a draft that is begun from the version in force, by their keys."""
    draft = services.create_draft(organization=cast.ours, by=cast.head, source="in_force")
    return draft, {(row.parent_id is None, row.key): row for row in draft.clauses.all()}


def plain(text):
    """With ordinary spaces, also of what is told of a whole."""
    return text.replace(NBSP, " ").replace(r"\xa0", " ")


def test_letters_stay_letters_on_the_paper_and_everywhere_else(lettered, cast):
    approve(act(cast, WORDS), cast)
    changed = regulation_in_force()
    clause = clause_of(contents.sections(changed), lettered)
    assert [part.label for part in clause.subclauses] == ["а)", "б)", "в)"]
    printed = body_text(files.stored_pdf(changed))
    for part in clause.subclauses:
        assert f"{part.label} {plain(part.text)}" in printed
    shown = clause_of(reading_of(changed).sections, lettered)
    assert [part.label for part in shown.subclauses] == ["а)", "б)", "в)"]


@quick
def test_a_list_that_an_act_makes_anew_has_the_kind_of_the_act(lettered, cast):
    number = clause_of(contents.sections(regulation_in_force()), lettered).number
    tree = {"key": lettered, "text": "Администратор:", "norms": [], "binds": [], "marks": "dashes"}
    line = {"key": "", "text": "учит.", "norms": [], "binds": [], "parts": []}
    change = Change(
        "reword", number, (), ("Администратор:", "учит."), tree=tree | {"parts": [line]}
    )
    approve(act(cast, change), cast)
    (part,) = clause_of(contents.sections(regulation_in_force()), lettered).subclauses
    assert part.label == "–"


@quick
@pytest.mark.parametrize("kind", ["school", "kindergarten", "college"])
def test_what_an_act_left_alone_goes_on_living(ready_of, kind):
    cast = ready_of(kind)
    former = make_approved(cast.ours)
    approve(act(cast, WORDS), cast)
    draft, rows = living_from_force(cast)
    origins = {(row.parent_id is None, row.key): row for row in former.clauses.all()}
    (reworded,) = former.clauses.filter(key=key_of("3.7", former))
    for place, row in rows.items():
        if place != (False, reworded.key):
            assert row.text == origins[place].template
            assert (row.when, row.unless, row.each) == (
                origins[place].when,
                origins[place].unless,
                origins[place].each,
            )
    assert rows[False, reworded.key].template == ""
    assert "объясняет причину" in rows[False, reworded.key].text
    in_force = contents.sections(regulation_in_force())
    assert plain(str(draft_sections(draft))) == plain(str(in_force))


def key_of(number, version):
    return next(c.key for c, _ in contents.frozen_clauses(version) if c.number == number)


@quick
def test_references_and_the_list_of_chats_follow_after_an_act(approved, cast):
    approve(act(cast, WORDS), cast)
    draft, rows = living_from_force(cast)
    assert "{clause.chat_matrix}" in rows[False, "leader_chats"].text
    assert rows[False, "chat_matrix"].each == "chats"
    assert not rows[False, "chat_matrix"].parts.exists()
    set_ruling(
        organization=cast.ours,
        by=cast.head,
        chat_kind="unit_parents",
        creator="administrator",
        ruling="on_request",
    )
    change_facts(organization=cast.ours, by=cast.head, full_name="Гимназия № 5")
    services.add_clause(
        version=draft,
        by=cast.head,
        text="Чаты ведут вежливо.",
        target=draft.clauses.get(key="chats", parent=None).pk,
        place="first",
    )
    written = draft_sections(DocumentVersion.objects.get(pk=draft.pk))
    text = plain(str(written))
    assert "с разрешения администратора — администратор" in text
    assert "Гимназия № 5" in text
    number = clause_of(written, "chat_matrix").number
    assert number != "4.3"
    said = next(
        p for s in written for c in s.clauses for p in c.subclauses if p.key == "leader_chats"
    )
    assert f"п. {number}" in plain(said.text)


@quick
def test_a_clause_in_step_with_the_facts_goes_on_following_them(approved, cast):
    shift(cast)
    approve(services.amend_for_drift(organization=cast.ours, by=cast.head), cast)
    _, rows = living_from_force(cast)
    assert rows[False, "chat_matrix"].each == "chats"
    assert rows[False, "annulment"].text == approved.clauses.get(key="annulment").template
    assert "{email}" in " ".join(row.text for row in rows.values())


@quick
def test_a_list_of_facts_that_an_act_worded_otherwise_stands_as_worded(approved, cast):
    sections = contents.sections(approved)
    clause = clause_of(sections, "chat_matrix")
    change = Change("reword", clause.subclauses[0].number, (), ("Чат по решению совета;",))
    approve(act(cast, change), cast)
    _, rows = living_from_force(cast)
    assert rows[False, "chat_matrix"].each == ""
    lines = [plain(row.text) for row in rows[False, "chat_matrix"].parts.order_by("position")]
    assert lines[0] == "Чат по решению совета;"
    assert len(lines) == len(clause.subclauses)


@quick
def test_a_rule_in_its_other_wording_does_not_vanish_by_the_condition_of_the_former(approved, cast):
    """The library has it under another condition; its key stays that of the former words."""
    set_joining_rules(
        organization=cast.ours,
        by=cast.head,
        leaders_decide=True,
        decision_days=3,
        longest_link_days=60,
        takes_applications=True,
    )
    cast.ours.refresh_from_db()
    assert approved.clauses.get(key="requests").unless == ["leaders_decide"]
    approve(services.amend_for_drift(organization=cast.ours, by=cast.head), cast)
    draft, rows = living_from_force(cast)
    assert rows[False, "requests"].unless == []
    assert clause_of(draft_sections(draft), "requests")


@quick
def test_a_new_name_of_the_platform_is_a_fact_on_the_first_day_of_the_act(approved, cast):
    set_platform(organization=cast.ours, by=cast.head, name="Сферум+", starts_on=days_ago(-5))
    version = services.amend_for_platform(
        organization=cast.ours, by=cast.head, former="MAX", name="Сферум+"
    )
    approve(version, cast, effective_from=days_ago(-5))
    changed = approved.document.versions.get(number=2)
    templates = " ".join(changed.clauses.values_list("template", flat=True))
    assert "{platform}" in templates
