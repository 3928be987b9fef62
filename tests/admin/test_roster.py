"""The roster in the admin: a file uploaded, looked at, applied; the queue with its piles."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import memberships.services.roster
import memberships.tasks
from chats.models import Chat
from memberships.models import Membership, RosterImport
from memberships.services import roster
from organizations.services import set_automatic
from tests import factories as make
from tests.admin.pages import done, url
from tests.admin.reading import texts_of
from tests.cast import make_cast
from tests.foreign_words import foreign_words

QUEUE = reverse("admin:memberships_joinrequest_changelist")
MATCHED = reverse("admin:memberships_joinrequest_approve_matched")
TEXT = "ФИО;Класс;СНИЛС;Мама\nЛебедев Яков;5А;123-456-789 00;Лебедева Анна\nБез класса Олег;;;\n"


def upload(admin, text=TEXT, name="список.csv", capture=None):
    file = SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())
    with capture(execute=True):
        return admin.post(url("memberships_rosterimport_add"), {"file": file, "kind": ""})


@pytest.fixture
def send(admin, django_capture_on_commit_callbacks):
    def send(text=TEXT, name="список.csv"):
        answer = upload(admin, text, name, django_capture_on_commit_callbacks)
        assert answer.status_code == 302
        return RosterImport.objects.latest("pk")

    return send


def test_a_file_is_looked_at_and_applied_with_two_presses(
    cast, admin, send, django_capture_on_commit_callbacks
):
    row = send()
    page = admin.get(url("memberships_rosterimport_change", row.pk)).content.decode()
    assert "Лебедев Яков" in page
    assert "родитель: Лебедева Анна" in page
    assert "СНИЛС" in page
    assert "123-456" not in page
    with django_capture_on_commit_callbacks(execute=True):
        done(admin.post(url("memberships_rosterimport_apply", row.pk)))
    row.refresh_from_db()
    assert row.status == RosterImport.Status.APPLIED
    assert Membership.objects.filter(user__surname="Лебедев", unit=cast.unit).exists()
    with django_capture_on_commit_callbacks(execute=True):
        done(admin.post(url("memberships_rosterimport_undo", row.pk)))
    assert not Membership.objects.filter(user__surname="Лебедев").exists()


@pytest.mark.parametrize("verb", ["apply", "undo"])
def test_the_page_shows_how_far_the_work_is(
    cast, admin, send, monkeypatch, verb, django_capture_on_commit_callbacks
):
    """The count is seen from outside before the transaction of the work has ended."""
    monkeypatch.setattr("memberships.services.roster.work.STEP", 1)
    row = send()
    pages = []
    address = url("memberships_rosterimport_change", row.pk)
    match_again = memberships.services.roster.match_again

    def look(**kwargs):
        pages.append(memberships.services.roster.progress_of(row))
        match_again(**kwargs)

    for pressed in ("apply", "undo")[: 1 + (verb == "undo")]:
        pages.clear()
        monkeypatch.setattr("memberships.services.roster.match_again", look)
        admin.post(url(f"memberships_rosterimport_{pressed}", row.pk))
        page = admin.get(address).content.decode()
        assert "<progress" in page
        with django_capture_on_commit_callbacks(execute=True):
            getattr(memberships.tasks, f"{pressed}_roster")(
                row.pk, cast.administrator.pk, *([[], []] if pressed == "apply" else [])
            )
        assert pages == [{"done": 2, "total": 2}]


def test_rejected_rows_are_given_back_to_be_corrected(admin, send):
    row = send()
    page = admin.get(url("memberships_rosterimport_change", row.pk), {"part": "rejected"})
    assert "строка 3" in page.content.decode()
    file = admin.get(url("memberships_rosterimport_rejected", row.pk))
    text = b"".join(file) if file.streaming else file.content
    assert "Без класса".encode() in text
    assert b"123-456" not in text
    assert file["Content-Disposition"].startswith("attachment")


#: What the reader rejects, and what the portal does: an unknown unit, an unknown teacher.
REJECTED = {
    "learners": (
        "ФИО;Класс;Мама;Паспорт\nЛебедев Яков;5А;;\nЩукин;5А;;1\nСомов Пётр;11В;Сомова Ольга;\n",
        ["ФИО;Класс;Мама;", "Щукин;5А;;", "Сомов Пётр;11В;Сомова Ольга;На портале нет класса"],
    ),
    "teaching": (
        "Учитель;Предмет;Класс\nНикто Иван Ильич;Математика, Физика;5А\n",
        ["Учитель;Предмет;Класс;", "Никто Иван Ильич;Математика, Физика;5А;Такого сотрудника нет"],
    ),
}


@pytest.mark.parametrize("kind", REJECTED)
def test_every_rejected_row_is_given_back_also_after_applying(
    cast, admin, send, kind, django_capture_on_commit_callbacks
):
    text, expected = REJECTED[kind]
    row = send(text)
    address = url("memberships_rosterimport_rejected", row.pk)
    before = admin.get(address).content
    lines = before.decode().splitlines()
    assert len(lines) == len(expected)
    for line, beginning in zip(lines, expected, strict=True):
        assert line.startswith(beginning)
    with django_capture_on_commit_callbacks(execute=True):
        done(admin.post(url("memberships_rosterimport_apply", row.pk)))
    row.refresh_from_db()
    assert (row.status, row.data) == (RosterImport.Status.APPLIED, None)
    assert admin.get(address).content == before
    page = admin.get(url("memberships_rosterimport_change", row.pk), {"part": "rejected"})
    assert address in page.content.decode()
    # Of the rows that were taken nothing is kept for this.
    assert "Лебедев" not in str(row.reading["sent_back"])


#: Files of which no column is known, the columns by hand, and what they are.
STRANGE = {
    "learners": (
        "Наша школа\nДитя;Где учится;Выдан паспорт\nЛебедев Яков;5А;1\n",
        ["full_name", "unit"],
        {"Дитя": "full_name", "Где учится": "unit"},
    ),
    "staff": (
        "Кто это;Чем занят\nНовикова Ольга Юрьевна;химия\n",
        ["full_name", "post"],
        {"Кто это": "full_name", "Чем занят": "post"},
    ),
}


@pytest.mark.parametrize("kind", STRANGE)
def test_columns_of_which_none_is_recognised_are_named_by_hand(
    admin, send, kind, django_capture_on_commit_callbacks
):
    text, fields, mapping = STRANGE[kind]
    row = send(text)
    assert row.status == RosterImport.Status.UNREADABLE
    assert row.reading == {"unknown": list(mapping)}
    address = url("memberships_rosterimport_columns", row.pk)
    assert address in admin.get(url("memberships_rosterimport_change", row.pk)).content.decode()
    named = {f"column{number}": name for number, name in enumerate(fields)}
    with django_capture_on_commit_callbacks(execute=True):
        done(admin.post(address, named | {"kind": kind}))
    row.refresh_from_db()
    assert (row.status, row.kind, row.refusal) == (RosterImport.Status.READY, kind, "")
    assert len(row.comparison["added"]) == 1
    assert row.mapping == mapping


def test_of_a_file_without_a_kind_the_kind_alone_is_chosen(
    admin, send, django_capture_on_commit_callbacks
):
    row = send("ФИО;Телефон\nНовикова Ольга Юрьевна;89130000001\n")
    assert row.status == RosterImport.Status.UNREADABLE
    with django_capture_on_commit_callbacks(execute=True):
        done(admin.post(url("memberships_rosterimport_columns", row.pk), {"kind": "staff"}))
    row.refresh_from_db()
    assert (row.status, row.kind) == (RosterImport.Status.READY, "staff")


def test_data_without_titles_is_not_shown_as_titles(send):
    row = send("Лебедев Яков;112-233-445 95;anna@mail.example\nЩукин Глеб;112-233-445 95;\n")
    assert "112-233" not in str(row.reading)
    assert "mail" not in str(row.reading)


@pytest.mark.parametrize("kind", ["kindergarten", "college"])
def test_the_roster_speaks_in_the_words_of_the_kind(
    db, as_, kind, django_capture_on_commit_callbacks
):
    cast = make_cast(kind)
    admin = as_(cast.administrator)
    texts = [
        "ФИО;Группа\nЛебедев Яков;5А\nЛебедев Яков;5А\nЩукин Глеб;\nСомов Пётр;9Я\n",
        "ФИО;Группа\nЛебедев Яков;5Б\n",
        "ФИО;Мама\nЛебедев Яков;Лебедева Анна\n",
        "ФИО;Телефон\nЛебедев Яков;89130000001\n",
        "Это;Не список\nЛебедев;Яков\n",
    ]
    pages = ["memberships_rosterimport_add"]
    for text in texts:
        upload(admin, text, capture=django_capture_on_commit_callbacks)
        row = RosterImport.objects.latest("pk")
        if text is texts[0]:
            roster.apply_import(roster_import=row, by=cast.administrator)
        address = url("memberships_rosterimport_change", row.pk)
        pages += [address, f"{address}?part=rejected"]
        if row.status == RosterImport.Status.UNREADABLE:
            pages.append(url("memberships_rosterimport_columns", row.pk))
    pages[0] = url(pages[0])
    for page in pages:
        html = " ".join(texts_of(admin.get(page)))
        assert not foreign_words(kind, html), page


BROKEN = {
    "a PDF": (b"%PDF-1.7 x", "список.xlsx"),
    "empty": (b"", "список.csv"),
    "no list": ("просто слова\nи ещё".encode(), "список.csv"),
    "a picture": (b"\xff\xd8\xff\xe0" + b"0" * 99, "фото.csv"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_file_that_is_no_list_is_refused_in_russian(
    admin, case, django_capture_on_commit_callbacks
):
    data, name = BROKEN[case]
    answer = upload(admin, data, name, django_capture_on_commit_callbacks)
    if answer.status_code == 302:
        row = RosterImport.objects.latest("pk")
        assert row.status == RosterImport.Status.UNREADABLE
        page = admin.get(url("memberships_rosterimport_change", row.pk)).content.decode()
        assert row.refusal in page.replace("&quot;", '"')
        done(admin.post(url("memberships_rosterimport_discard", row.pk)))
    else:
        assert answer.status_code == 422
        assert not RosterImport.objects.exists()


def test_a_file_of_another_organization_is_not_there(cast, as_, send):
    row = send()
    other = as_(cast.outsider)
    for page in ("change", "apply", "undo", "discard", "rejected", "columns"):
        assert other.get(url(f"memberships_rosterimport_{page}", row.pk)).status_code == 404


def test_the_comparison_says_which_chats_come_with_new_units(
    cast, admin, send, django_capture_on_commit_callbacks
):
    text = "ФИО;Класс\nЛебедев Яков;11В\nЩукин Глеб;11Г\n"
    row = send(text)
    address = url("memberships_rosterimport_change", row.pk)
    apply = url("memberships_rosterimport_apply", row.pk)
    strategy = url("organizations_chatrule_strategy", cast.ours.pk)
    page = admin.get(address).content.decode()
    assert "сами не появятся" in page
    assert strategy in page
    assert "Чаты создадут вручную" in admin.get(apply).content.decode()
    for chat_kind in ("unit_parents", "unit_teachers"):
        set_automatic(organization=cast.ours, by=cast.head, chat_kind=chat_kind, automatic=True)
    page = admin.get(address).content.decode()
    titles = "Родители 11В, Педагоги 11В, Родители 11Г, Педагоги 11Г"
    assert f"сами появятся чаты: {titles}." in page
    assert (
        "С каждым появятся чаты: класс — родители, класс — педагоги."
        in admin.get(apply).content.decode()
    )
    with django_capture_on_commit_callbacks(execute=True):
        done(admin.post(apply, {"new_units": ["11В"]}))
    made = Chat.objects.filter(organization=cast.ours, unit__isnull=False)
    assert set(made.values_list("title", flat=True)) == {"Родители 11В", "Педагоги 11В"}
    make.make_message(made[0], cast.teacher)
    undo = url("memberships_rosterimport_undo", row.pk)
    with django_capture_on_commit_callbacks(execute=True):
        done(admin.post(undo))
    assert "уже пишут" in admin.get(address).content.decode()
    assert made.count() == 2


def test_of_many_new_units_the_first_chats_are_named(cast, admin, send):
    set_automatic(organization=cast.ours, by=cast.head, chat_kind="unit_parents", automatic=True)
    row = send("ФИО;Класс\n" + "".join(f"Лебедев Яков;{n}Я\n" for n in range(1, 12)) * 2)
    page = admin.get(url("memberships_rosterimport_change", row.pk)).content.decode()
    assert "Родители 11Я." in page
    row = send("ФИО;Класс\n" + "".join(f"Лебедев Яков;9{letter}\n" for letter in "ВГДЕЖЗИКЛМНОПР"))
    page = admin.get(url("memberships_rosterimport_change", row.pk)).content.decode()
    assert "и ещё 2." in page
