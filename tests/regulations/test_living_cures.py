"""Each difference of the regulation and the portal has a cure that works."""

import re

import pytest
from django.urls import reverse

from organizations.chat_kinds import Creator, Ruling
from organizations.models import Platform
from organizations.services import change_facts, set_joining_rules, set_platform, set_ruling
from regulations import contents, services
from regulations.amendments import changes_of
from regulations.comparing.words import normal
from regulations.living.bindings import DAYS, FACTS, LABELS
from regulations.living.drift import standing_of
from regulations.models import Clause, DocumentVersion
from sferum_portal.lib.errors import DomainError
from tests.factories import days_ago
from tests.regulations.making import approve as approve_regulation
from tests.regulations.making import make_approved, make_draft, url
from tests.regulations.test_amendments import (
    approve,
    quick_amendment,  # noqa: F401 (a fixture)
    regulation_in_force,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf", "quick_amendment")]
SUBJECT = {"chat_kind": "unit_subject", "creator": "subject_teacher"}
CHANGED = {
    "full_name": "МБОУ «Школа у моря»",
    "site": "https://other.example",
    "email": "other@school.example",
    "consultation_schedule": "по пятницам в 18:00, кабинет 3",
    "ejournal": "АИС «Новый журнал»",
}


def drifts():
    return standing_of(regulation_in_force()).drifts


def change(cast, binding, value):
    """Give one setting another value; "" empties a fact."""
    who = {"organization": cast.ours, "by": cast.head}
    rules = {name: getattr(cast.ours, name) for name in services.living.RULES}
    if binding == "chats":
        set_ruling(**who, **SUBJECT, ruling=Ruling.DENIED)
    elif binding == "platform" and value:
        set_platform(**who, name="Сферум+", starts_on=days_ago(0))
    elif binding == "platform":
        Platform.objects.get(organization=cast.ours).delete()
    elif binding in DAYS:
        set_joining_rules(**who, **(rules | {binding: 7}))
    elif binding == "leaders_decide":
        set_joining_rules(**who, **(rules | {binding: True}))
    else:
        change_facts(**who, **{binding: value})
    cast.ours.refresh_from_db()


CASES = [(binding, CHANGED.get(binding, "other")) for binding in LABELS]
CASES += [(binding, "") for binding in FACTS]


@pytest.mark.parametrize(("binding", "value"), CASES)
def test_every_difference_can_be_ended(approved, cast, at, binding, value):
    change(cast, binding, value)
    found = drifts()
    assert {drift.binding for drift in found} == {binding}
    client = at("head")
    page = client.get(url("drift", cast.ours)).text
    which = {"binding": binding, "item": found[0].item}
    follow = client.post(url("drift_follow", cast.ours), which)
    if found[0].can_follow:
        assert url("drift_follow", cast.ours) in page
        assert follow.status_code == 302
        assert drifts() == ()
        change(cast, binding, value)
    else:
        assert url("drift_follow", cast.ours) not in page
        assert (follow.status_code, LABELS[binding] in follow.text.lower()) == (409, True)
        address = url("rename", cast.ours)
        if binding != "platform":
            address = reverse("admin:organizations_organization_facts", args=[cast.ours.pk])
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200
    amend = client.post(url("drift_amend", cast.ours), which)
    assert found[0].can_amend == (f'action="{url("drift_amend", cast.ours)}"' in page)
    if not found[0].can_amend:
        assert (amend.status_code, "вписать в положение нечего" in amend.text) == (409, True)
        assert "уже нет" not in amend.text
        return
    approve(DocumentVersion.objects.get(document__kind="amendment"), cast, reason="Так решили.")
    assert drifts() == ()
    assert standing_of(regulation_in_force()).unread == ()


def test_what_is_amended_to_silence_notices_the_journal_that_appears(approved, cast):
    change(cast, "ejournal", "")
    version = services.amend_for_drift(organization=cast.ours, by=cast.head, binding="ejournal")
    approve(version, cast)
    changed = regulation_in_force()
    texts = [clause.text for clause, _ in contents.frozen_clauses(changed)]
    assert sum(text.startswith("При наличии электронного журнала") for text in texts) == 2
    change(cast, "ejournal", "АИС «Новый журнал»")
    assert [drift.stated for drift in drifts()] == ["", ""]
    assert "электронный журнал положение не называет, на портале — «АИС" in drifts()[0].sentence
    version = services.amend_for_drift(organization=cast.ours, by=cast.head, binding="ejournal")
    assert len(changes_of(version)) == 2
    approve(version, cast, order_number="8")
    assert drifts() == ()
    texts = [clause.text for clause, _ in contents.frozen_clauses(regulation_in_force())]
    assert sum("(АИС «Новый журнал»)" in text.replace("\xa0", " ") for text in texts) == 2


def test_a_journal_that_has_appeared_is_told_of(ready, cast):
    change(cast, "ejournal", "")
    draft = make_draft(ready, decided=True)
    draft.without_ejournal = True
    draft.save()
    approve_regulation(draft)
    assert drifts() == ()
    change(cast, "ejournal", "АИС «Новый журнал»")
    assert {drift.binding for drift in drifts()} == {"ejournal"}
    assert not drifts()[0].can_follow


def test_emptied_facts_do_not_hinder_the_other_changes(approved, cast, at):
    change(cast, "site", "")
    change(cast, "email", CHANGED["email"])
    page = at("head").get(url("drift", cast.ours)).text
    assert "Подготовить изменения по всем" not in page
    version = services.amend_for_drift(organization=cast.ours, by=cast.head)
    assert ["other@school.example" in each.new[0] for each in changes_of(version)] == [True]


def test_what_the_portal_cannot_reword_is_said_to_be_so(approved, cast, monkeypatch):
    monkeypatch.setattr(services.living, "changes_for_drifts", lambda *_: [])
    change(cast, "email", CHANGED["email"])
    with pytest.raises(DomainError, match="составьте изменение вручную"):
        services.amend_for_drift(organization=cast.ours, by=cast.head, binding="email")


# --- What the list of chats leaves out ------------------------------------------------------------


@pytest.fixture
def silent(decided, cast):
    """A regulation in force whose list of chats is the person's own, without one kind."""
    return without_line(decided, cast)


def without_line(draft, cast, marks=""):
    label = cast.ours.profile.chats["unit_subject"].label
    approve_regulation(draft)
    # As people do it in the editor: the finished lines as a list of their own, one deleted.
    draft = services.create_draft(organization=cast.ours, by=cast.head, source="in_force")
    former = DocumentVersion.objects.in_force().get(document__kind="regulation")
    matrix = draft.clauses.get(key="chat_matrix")
    matrix.each, matrix.marks = "", marks
    matrix.save()
    lines = [
        clause.text
        for clause, _ in contents.frozen_clauses(former)
        if re.match(r"4\.3\.", clause.number) and not normal(clause.text).startswith(f"{label}.")
    ]
    for position, text in enumerate(lines, start=1):
        Clause.objects.create(
            organization=cast.ours,
            version=draft,
            parent=matrix,
            position=position,
            key=f"own_line_{position}",
            text=text,
        )
    services.record_approvals(
        version=draft,
        by=cast.head,
        decisions={body: ("2", days_ago(2)) for body in cast.ours.bodies},
    )
    approve_regulation(draft, order_number="103", order_date=days_ago(1))
    return regulation_in_force()


def test_a_chat_that_the_list_leaves_out_is_told_of(silent, cast):
    (drift,) = drifts()
    label = cast.ours.profile.chats["unit_subject"].label
    assert drift.sentence.startswith(f"О «{label}» положение молчит: в п. 4.3 этого вида нет")
    assert drift.is_silence
    for creator in Creator:
        if creator in drift.current:
            set_ruling(
                organization=cast.ours,
                by=cast.head,
                chat_kind="unit_subject",
                creator=creator,
                ruling=Ruling.DENIED,
            )
    assert drifts() == ()


@pytest.mark.parametrize("marks", ["", "letters", "dashes"])
def test_silence_is_ended_by_a_line_more(decided, cast, marks):
    without_line(decided, cast, marks)
    if marks:
        # A line that says otherwise besides: both are one wording of the clause.
        set_ruling(
            organization=cast.ours,
            by=cast.head,
            chat_kind="unit_parents",
            creator="deputy",
            ruling=Ruling.ON_REQUEST,
        )
    version = services.amend_for_drift(organization=cast.ours, by=cast.head)
    assert [each.action for each in changes_of(version)] == ["reword" if marks else "add"]
    approve(version, cast, order_number="104", order_date=days_ago(0))
    assert drifts() == ()


def test_silence_is_ended_by_one_press_on_the_portal(silent, cast, at):
    (drift,) = drifts()
    which = {"binding": drift.binding, "item": drift.item}
    assert at("head").post(url("drift_follow", cast.ours), which).status_code == 302
    assert drifts() == ()


def test_chats_of_learners_without_accounts_are_no_silence(ready):
    draft = make_draft(ready, decided=True)
    draft.features = {"learner_accounts": False}
    draft.save()
    approve_regulation(draft)
    assert [drift for drift in drifts() if drift.is_silence] == []


def test_a_regulation_that_lists_no_chats_is_not_silent_about_one(ready):
    draft = make_draft(ready, decided=True)
    row = draft.clauses.get(key="chat_matrix")
    row.binds, row.each, row.text = [], "", "Виды чатов перечислены в приказе."
    row.save()
    approve_regulation(draft)
    assert drifts() == ()


@pytest.mark.parametrize("kind", ["school", "kindergarten", "college"])
def test_the_librarys_own_list_leaves_nothing_out(ready_of, kind):
    assert standing_of(make_approved(ready_of(kind).ours)).drifts == ()
