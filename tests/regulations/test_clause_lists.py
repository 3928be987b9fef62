"""Kinds of lists: chosen in the editor, printed, compared, imported, taken back, kept."""

import pytest
from django.urls import reverse

from regulations import contents, services
from regulations.amending.drafting import changes_between
from regulations.amending.wording import quoted_lines
from regulations.comparing import compare
from regulations.importing.reading import import_regulation, pasted_source
from regulations.library.marks import cited, mark_of
from regulations.models import Clause, DocumentVersion
from regulations.printing import draft_sections
from sferum_portal.lib.errors import DomainError
from tests.regulations.making import approve, decide

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]

LETTERS, DASHES = Clause.Marks.LETTERS, Clause.Marks.DASHES


@pytest.fixture
def listed(editor):
    """A clause of one's own with three parts."""
    row = editor.add("Администратор делает следующее:", "polls")
    for text in ("подключает школу", "ведёт состав", "отвечает на заявки"):
        services.add_clause(
            version=editor.draft, by=editor.by, text=text, target=row.pk, place="inside"
        )
    return row


def mark(editor, row, marks):
    return services.mark_list(version=editor.draft, clause=row.pk, marks=marks, by=editor.by)


def clause_of(editor, key):
    sections = draft_sections(DocumentVersion.objects.get(pk=editor.draft.pk))
    return next(c for section in sections for c in section.clauses if c.key == key)


def labels(editor, row):
    return [part.label for part in clause_of(editor, row.key).subclauses]


@pytest.mark.parametrize(
    ("marks", "expected"), [(LETTERS, ["а)", "б)", "в)"]), (DASHES, ["–", "–", "–"])]
)
def test_a_kind_is_chosen_taken_back_and_made_again(editor, listed, marks, expected):
    number = clause_of(editor, listed.key).number
    assert labels(editor, listed) == [f"{number}.{n}." for n in (1, 2, 3)]
    mark(editor, listed, marks)
    assert labels(editor, listed) == expected
    editor.undo()
    assert labels(editor, listed) == [f"{number}.{n}." for n in (1, 2, 3)]
    editor.redo()
    assert labels(editor, listed) == expected


def test_from_a_part_it_is_the_list_that_it_belongs_to(editor, listed):
    mark(editor, listed.parts.first(), LETTERS)
    listed.refresh_from_db()
    assert listed.marks == LETTERS


def test_what_has_no_list_has_no_kind(editor, listed):
    with pytest.raises(DomainError, match="нет подпунктов"):
        mark(editor, editor.row("polls"), LETTERS)
    with pytest.raises(DomainError, match="пункта с подпунктами"):
        mark(editor, editor.row("chat_matrix"), LETTERS)
    with pytest.raises(DomainError, match="Такого вида"):
        mark(editor, listed, "roman")


def test_only_numbers_are_referred_to(editor, listed):
    part = listed.parts.first()
    editor.write("polls", f"Как сказано в п. {{?#{part.key}}}, опросы ведутся в чатах.")
    with pytest.raises(DomainError, match="ссылается"):
        mark(editor, listed, DASHES)
    editor.write("polls", "Опросы ведутся в чатах.")
    mark(editor, listed, DASHES)
    with pytest.raises(DomainError, match="нет"):
        editor.write("polls", f"Как сказано в п. {{?#{part.key}}}.")


def test_an_edit_of_earlier_days_is_taken_back(editor, listed):
    edit = editor.draft.edits.live().first()
    edit.changes = {
        pk: [fields and {k: v for k, v in fields.items() if k != "marks"} for fields in change]
        for pk, change in edit.changes.items()
    }
    edit.save()
    editor.undo()
    assert listed.parts.count() == 2


def test_a_version_in_force_keeps_the_kind_and_the_next_draft_goes_on_from_it(editor, listed, cast):
    mark(editor, listed, LETTERS)
    draft = DocumentVersion.objects.get(pk=editor.draft.pk)
    decide(draft)
    approve(draft)
    draft.refresh_from_db()
    frozen = next(
        c for section in contents.sections(draft) for c in section.clauses if c.key == listed.key
    )
    assert [part.label for part in frozen.subclauses] == ["а)", "б)", "в)"]
    assert frozen.subclauses[1].cited == f"{frozen.number} «б»"
    again = services.create_draft(organization=cast.ours, by=cast.head)
    assert again.clauses.get(key=listed.key).marks == LETTERS


def test_another_kind_is_a_change_that_an_amendment_carries_out(editor, listed):
    old = draft_sections(DocumentVersion.objects.get(pk=editor.draft.pk))
    mark(editor, listed, LETTERS)
    new = draft_sections(DocumentVersion.objects.get(pk=editor.draft.pk))
    renumbered = [row for row in compare(old, new).rows if row.is_renumbered]
    assert [row.new.printed for row in renumbered] == ["а)", "б)", "в)"]
    (change,) = changes_between("Положение", old, "Положение", new)
    assert [line.split()[0] for line in quoted_lines(change)][1:] == ["а)", "б)", "в)"]


@pytest.mark.parametrize(
    ("marks", "kind"),
    [
        ("а) б) в)", LETTERS),
        ("– – –", DASHES),
        ("• • •", DASHES),
        ("1) 2) 3)", ""),
        ("а) – в)", ""),
    ],
)
def test_an_imported_list_comes_out_with_its_kind(cast, marks, kind):
    entries = "\n".join(f"{sign} запись {n};" for n, sign in enumerate(marks.split()))
    text = f"Положение о чатах\n1. Общие положения\n1.1. Перечень:\n{entries}\n1.2. Конец перечня."
    draft = services.import_draft(
        organization=cast.ours, by=cast.head, imported=import_regulation(pasted_source(text))
    )
    assert draft.clauses.get(text="Перечень:").marks == kind


def test_the_editor_offers_the_kinds_without_a_script(editor, listed, client, cast):
    client.force_login(editor.by)
    address = reverse("regulations:draft_edit", args=[cast.ours.slug])
    page = client.get(f"{address}?clause={listed.pk}").content.decode()
    assert page.count('name="marks"') == 3
    answer = client.post(
        reverse("regulations:draft_mark", args=[cast.ours.slug, listed.pk]),
        {"text": editor.shown(listed.key), "base": editor.shown(listed.key), "marks": "letters"},
    )
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert '<span class="number">б)</span>' in page


def test_marks():
    assert [mark_of("letters", n) for n in (1, 2, 25, 26)] == ["а)", "б)", "я)", "аа)"]
    assert cited("2.4.1", "") == "2.4.1"
    assert cited("2.4.1", "–") == "2.4"
