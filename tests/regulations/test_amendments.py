"""Acts of changes, from the first change to the changed regulation in force."""

import pytest
from django.core.exceptions import PermissionDenied

from organizations.services import change_facts, set_joining_rules, set_ruling
from regulations import contents, files, services
from regulations.amending.changes import Change
from regulations.amending.papers import render_amendment
from regulations.amendments import changes_of, paper_of_version
from regulations.facts import MissingFactsError
from regulations.living.drift import standing_of
from regulations.models import Document, DocumentVersion, LegalBasis
from regulations.services import amending
from sferum_portal.lib.errors import DomainError
from tests.factories import days_ago
from tests.pdf_reading import body_text, colours
from tests.regulations.making import decide, make_approved, make_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf", "quick_amendment")]


@pytest.fixture
def quick_amendment(monkeypatch):
    monkeypatch.setattr(amending, "render_amendment", lambda paper: f"%PDF {paper!r}".encode())
    monkeypatch.setattr(amending, "render_regulation", lambda paper: f"%PDF {paper!r}".encode())


def regulation_in_force():
    return DocumentVersion.objects.in_force().get(document__kind="regulation")


def act(cast, *changes, **fields):
    return services.create_amendment(
        organization=cast.ours, by=cast.head, changes=changes, **fields
    )


def approve(version, cast, **fields):
    terms = {"order_number": "7-од", "order_date": days_ago(1)} | fields
    return services.approve_amendment(version=decide(version), by=cast.head, **terms)


def text_of(number, version=None):
    for clause, _ in contents.frozen_clauses(version or regulation_in_force()):
        if clause.number == number:
            return clause.text
    raise LookupError(number)


WORDS = Change("words", "3.7", was="сообщает заявителю причину", becomes="объясняет причину")


def test_the_changed_regulation_comes_into_force_with_the_act(approved, cast):
    version = approve(act(cast, WORDS, Change("repeal", "7.4")), cast)
    changed = regulation_in_force()
    assert changed.number == 2
    assert "объясняет причину" in text_of("3.7")
    assert text_of("7.4") == "Утратил силу."
    approved.refresh_from_db()
    assert approved.is_superseded
    assert changed.order_number == version.order_number == "7-од"
    assert [row.protocol_number for row in changed.approvals.all()] == ["1", "1"]
    assert changed.bases.count() == approved.bases.count()
    assert "с изменениями, внесёнными приказом" in files.stored_pdf(changed).decode()
    assert version.data["result"] == 2
    assert files.stored_pdf(version).startswith(b"%PDF PrintableAmendment")
    assert changed.title == approved.title
    assert standing_of(changed).drifts == ()


def test_what_stays_is_frozen_word_for_word(approved, cast):
    approve(act(cast, WORDS), cast)
    before = dict(text_by_number(approved))
    after = dict(text_by_number(regulation_in_force()))
    assert {number for number in before if before[number] != after[number]} == {"3.7"}


def text_by_number(version):
    for clause, _ in contents.frozen_clauses(version):
        yield clause.number, " ".join(clause.text.split())


def test_an_act_that_the_portal_does_not_hold_is_changed_on_paper(ready, cast):
    other = {"title": "Правила приёма", "order_number": "12", "order_date": days_ago(900)}
    change = Change("words", "2.4", was="трёх дней", becomes="пяти дней")
    version = approve(act(cast, change, act=other), cast)
    assert version.title == "Изменения в Правила приёма"
    assert not DocumentVersion.objects.filter(document__kind="regulation").exists()
    pdf = render_amendment(paper_of_version(version))
    assert all(len(set(colour)) == 1 for colour in colours(pdf)), "black and grey alone"
    text = body_text(pdf)
    assert f"Приложение к изменениям, утверждённым приказом от {days_ago(1):%d.%m.%Y}" in text
    assert "ИЗМЕНЕНИЯ в Правила приёма" in text
    assert "Внести в Правила приёма, утверждённые приказом" in text
    assert "1) в пункте 2.4 слова «трёх дней» заменить словами «пяти дней»." in text
    assert "Действующая редакция Новая редакция" in text


def test_changes_are_added_corrected_and_removed(approved, cast):
    version = act(cast)
    version = services.set_change(version=version, by=cast.head, change=WORDS)
    version = services.set_change(version=version, by=cast.head, change=Change("repeal", "7.4"))
    better = Change("words", "3.7", was="сообщает заявителю", becomes="объясняет заявителю")
    version = services.set_change(version=version, by=cast.head, change=better, place=1)
    assert [change.becomes for change in changes_of(version)] == ["объясняет заявителю", ""]
    version = services.remove_change(version=version, by=cast.head, place=1)
    assert [change.action for change in changes_of(version)] == ["repeal"]
    with pytest.raises(DomainError, match="уже нет"):
        services.remove_change(version=version, by=cast.head, place=5)
    with pytest.raises(DomainError, match="нет слов"):
        services.set_change(
            version=version, by=cast.head, change=Change("words", "3.7", was="зебра", becomes="я")
        )
    services.discard_amendment(version=version, by=cast.head)
    assert not Document.objects.filter(kind="amendment").exists()


def test_changes_are_kept_in_the_order_of_the_act_and_never_twice(approved, cast):
    version = act(cast, Change("repeal", "7.4"), WORDS)
    assert [change.number for change in changes_of(version)] == ["3.7", "7.4"]
    with pytest.raises(DomainError, match=r"П\. 7\.4 уже меняется"):
        services.set_change(version=version, by=cast.head, change=Change("repeal", "7.4"))
    with pytest.raises(DomainError, match="уже меняются"):
        services.set_change(version=version, by=cast.head, change=WORDS)
    version = services.set_change(version=version, by=cast.head, change=Change("repeal", "4.6"))
    assert [change.number for change in changes_of(version)] == ["3.7", "4.6", "7.4"]
    # To correct one is no second change of its clause.
    services.set_change(version=version, by=cast.head, change=Change("repeal", "4.6"), place=2)


@pytest.mark.parametrize(
    ("changes", "order", "sentence"),
    [
        ((), {}, "ни одного изменения"),
        ((WORDS,), {"order_date": days_ago(6)}, "раньше протокола"),
        ((WORDS,), {"order_number": ""}, "Укажите номер"),
    ],
)
def test_what_hinders_approval_is_said_and_nothing_is_written(
    approved, cast, changes, order, sentence
):
    version = act(cast, *changes)
    with pytest.raises(DomainError, match=sentence):
        approve(version, cast, **order)
    assert regulation_in_force() == approved


def test_decisions_of_the_bodies_come_first(approved, cast):
    with pytest.raises(MissingFactsError, match="педагогический совет"):
        services.approve_amendment(
            version=act(cast, WORDS), by=cast.head, order_number="1", order_date=days_ago(1)
        )


def test_a_regulation_that_was_replaced_meanwhile_is_not_changed(approved, ready, cast):
    version = act(cast, WORDS)
    make_approved(ready)
    with pytest.raises(DomainError, match="другая редакция"):
        approve(version, cast)


def test_a_draft_in_the_way_is_named(approved, ready, cast):
    version = act(cast, WORDS)
    make_draft(ready)
    with pytest.raises(DomainError, match="Готовится проект редакции 2"):
        approve(version, cast)


def test_a_draft_becomes_an_act_of_changes(approved, cast):
    change_facts(organization=cast.ours, by=cast.head, consultation_schedule="по пятницам")
    cast.ours.refresh_from_db()
    draft = make_draft(cast.ours)
    version = services.amend_from_draft(version=draft, by=cast.head)
    (change,) = changes_of(version)
    assert (change.number, change.becomes) == ("5.2", "по пятницам")
    approve(version, cast)
    assert text_of("5.2").endswith("по пятницам.")
    # The draft has done its work.
    assert not DocumentVersion.objects.drafts().exists()
    assert standing_of(regulation_in_force()).drifts == ()


@pytest.mark.parametrize("kind", ["school", "kindergarten", "college"])
def test_all_drifts_end_with_one_act(ready_of, kind):
    cast = ready_of(kind)
    make_approved(cast.ours)
    shift(cast)
    assert len(standing_of(regulation_in_force()).drifts) >= 6
    version = services.amend_for_drift(organization=cast.ours, by=cast.head)
    approve(version, cast)
    assert standing_of(regulation_in_force()).drifts == ()


def shift(cast):
    set_ruling(
        organization=cast.ours,
        by=cast.head,
        chat_kind="unit_parents",
        creator="leader",
        ruling="on_request",
    )
    set_joining_rules(
        organization=cast.ours,
        by=cast.head,
        leaders_decide=True,
        decision_days=1,
        longest_link_days=21,
        takes_applications=True,
    )
    change_facts(
        organization=cast.ours,
        by=cast.head,
        consultation_schedule="по пятницам с 15:00",
        site="https://other.example",
        email="new@school.example",
    )
    cast.ours.refresh_from_db()


def test_the_portal_follows_the_regulation_by_one_press(approved, cast):
    shift(cast)
    while drifts := standing_of(regulation_in_force()).drifts:
        services.follow_regulation(
            organization=cast.ours, by=cast.head, binding=drifts[0].binding, item=drifts[0].item
        )
    cast.ours.refresh_from_db()
    assert (cast.ours.decision_days, cast.ours.leaders_decide) == (3, False)
    with pytest.raises(DomainError, match="уже нет"):
        services.follow_regulation(organization=cast.ours, by=cast.head, binding="email")


@pytest.fixture
def repealed():
    """One of the bases of the school's regulation has lost its force and was replaced."""
    act, heir = LegalBasis.objects.get(key="letter_643"), LegalBasis.objects.get(key="letter_423")
    act.status, act.replaced_by = LegalBasis.Status.REPLACED, heir
    act.save()
    return act


def test_a_repealed_basis_is_replaced_in_the_draft_by_one_press(draft, cast, repealed):
    heir = services.replace_basis(version=draft, basis=repealed, by=cast.head)
    assert heir.key == "letter_423"
    assert not draft.bases.filter(basis=repealed).exists()
    with pytest.raises(DomainError, match="уже нет"):
        services.replace_basis(version=draft, basis=repealed, by=cast.head)


def test_a_repealed_basis_without_heir_is_left_out(draft, cast):
    act = LegalBasis.objects.get(key="letter_643")
    act.status = LegalBasis.Status.REPEALED
    act.save()
    assert services.replace_basis(version=draft, basis=act, by=cast.head) is None
    assert not draft.bases.filter(basis=act).exists()


def test_a_repealed_basis_in_force_is_replaced_by_an_act_of_changes(approved, cast, repealed):
    version = services.amend_bases(organization=cast.ours, by=cast.head)
    approve(version, cast)
    changed = regulation_in_force()
    keys = [row.basis.key for row in changed.bases.select_related("basis").order_by("position")]
    assert "letter_643" not in keys
    assert "letter_423" in keys
    text = " ".join(clause.text for clause, _ in contents.frozen_clauses(changed))
    assert "04-423" in text
    assert "04-643" not in text
    with pytest.raises(DomainError, match="действуют"):
        services.amend_bases(organization=cast.ours, by=cast.head)


@pytest.mark.parametrize("person", ["teacher", "outsider", "parent"])
def test_only_who_prepares_the_regulation_changes_it(approved, cast, person):
    with pytest.raises(PermissionDenied):
        services.create_amendment(organization=cast.ours, by=getattr(cast, person))
    version = act(cast, WORDS)
    with pytest.raises(PermissionDenied):
        services.approve_amendment(
            version=version, by=cast.administrator, order_number="1", order_date=days_ago(1)
        )


def test_nothing_is_changed_while_nothing_is_in_force(ready, cast):
    with pytest.raises(DomainError, match="Действующего положения нет"):
        act(cast)
