"""Signed papers come back: from the upload to the scan that counts."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from regulations import services
from regulations.files import DamagedFileError, stored_pdf
from regulations.models import VersionScan
from regulations.scans.files import pages_of, stored_scan
from regulations.scans.queries import findings_of, is_signed_on_paper, scan_of, waiting_scan_of
from regulations.scans.reading import read_files
from regulations.signings import signings_of
from sferum_portal.lib.errors import DomainError
from tests.cast import make_cast
from tests.factories import days_ago, make_operator
from tests.regulations.making import make_approved, make_draft, make_ready
from tests.regulations.scanning import photo, pictures, scan, turned, upload, without_code

TODAY = timezone.localdate


@pytest.fixture
def attach(approved):
    def do(*files, version=approved):
        return services.attach_scan(version=version, by=make_operator(), files=files)

    return do


@pytest.fixture
def confirm():
    def do(waiting, day=None):
        return services.confirm_scan(scan=waiting, by=make_operator(), signed_on=day or TODAY())

    return do


def test_a_scan_counts_once_a_person_has_confirmed_it(approved, sheets, attach, confirm):
    waiting = attach(scan(sheets, 150))
    assert not is_signed_on_paper(approved)
    found = findings_of(waiting)
    assert found.is_complete
    assert len(found.sheets) == pages_of(approved) == len(sheets)
    confirm(waiting, days_ago(1))
    counting = scan_of(approved)
    assert is_signed_on_paper(approved)
    assert (counting.signed_on, counting.status) == (days_ago(1), "confirmed")
    assert counting.history.count() == 2
    assert counting.history.first().history_user == counting.confirmed_by


def test_the_file_stays_as_it_came_when_nothing_is_to_be_done(sheets, attach, confirm):
    waiting = attach(scan(sheets, 150))
    kept = stored_scan(waiting)
    assert stored_scan(confirm(waiting)) == kept


def test_sheets_numbered_by_hand_are_told_as_such(approved, sheets, attach, confirm):
    """Wherever it is said that the document is signed: nobody but a person has compared them."""
    bare = [without_code(sheet) for sheet in sheets]
    for unread, words in (
        (bare, "на бумаге (коды на листах не прочитаны, листы сверил человек)"),
        ([*sheets[:-1], bare[-1]], "на бумаге (код прочитан не на всех листах"),
        (sheets, "на бумаге"),
    ):
        waiting = attach(scan(unread, 150))
        answers = {one.sheet: one.sheet for one in findings_of(waiting).sheets if one.is_open}
        services.number_sheets(scan=waiting, by=make_operator(), answers=answers)
        confirm(waiting)
        signing = signings_of(approved)[0]
        assert signing.how.startswith(words)
        assert signing.line == (
            f"Документ подписан {signing.how}: {signing.who}, {signing.on:%d.%m.%Y}"
        )


def test_sheets_in_any_order_and_any_way_up_come_out_as_the_document(
    approved, sheets, attach, confirm, django_capture_on_commit_callbacks
):
    mixed = [turned(sheet, 180 if index % 2 else 0) for index, sheet in enumerate(sheets)][::-1]
    waiting = attach(scan(mixed, 150))
    first_file = waiting.file.name
    with django_capture_on_commit_callbacks(execute=True):
        counting = confirm(waiting)
    _, again = read_files([_file(stored_scan(counting))])
    assert [sheet.said.number for sheet in again] == list(range(1, len(sheets) + 1))
    assert {sheet.turn for sheet in again} == {0}
    assert not default_storage.exists(first_file)


def _file(data):
    return upload("a.pdf", data)


def test_photos_come_one_by_one(approved, sheets, attach, confirm):
    for sheet in sheets:
        waiting = attach(photo(sheet, quality=80))
    assert VersionScan.objects.count() == 1
    assert findings_of(waiting).is_complete
    assert confirm(waiting).sheets[-1]["page"] == len(sheets)


def test_an_unreadable_sheet_is_numbered_by_hand(approved, sheets, attach, confirm):
    waiting = attach(scan([sheets[0], without_code(sheets[1]), *sheets[2:]], 150))
    (opened,) = findings_of(waiting).open_sheets
    assert opened.sheet == 2
    with pytest.raises(DomainError, match="Не хватает страницы 2"):
        confirm(waiting)
    with pytest.raises(DomainError, match="Лист 2 не может быть страницей 99"):
        services.number_sheets(scan=waiting, by=make_operator(), answers={2: 99})
    with pytest.raises(DomainError, match="Лист 1 не может быть страницей 2"):
        services.number_sheets(scan=waiting, by=make_operator(), answers={1: 2})
    services.number_sheets(scan=waiting, by=make_operator(), answers={2: 2})
    assert confirm(waiting).counts


def test_answers_stay_when_sheets_are_added(approved, sheets, attach):
    waiting = attach(scan([sheets[0], without_code(sheets[1])], 150))
    services.number_sheets(scan=waiting, by=make_operator(), answers={2: 2})
    found = findings_of(attach(scan(sheets[2:], 150)))
    assert found.is_complete


def test_a_page_of_another_version_is_named_and_left_out(approved, sheets, attach, confirm):
    second = make_approved(approved.organization, order_number="103", order_date=days_ago(2))
    waiting = attach(scan([*pictures(stored_pdf(second), 150), sheets[1]], 150), version=second)
    found = findings_of(waiting)
    assert found.is_complete
    assert found.sheets[-1].sentence == (
        f"страница 2 другой редакции (редакция 1, {approved.force_line}); лист не войдёт"
    )
    counting = confirm(waiting)
    assert len(counting.sheets) == pages_of(second)
    _, again = read_files([_file(stored_scan(counting))])
    assert {sheet.said.code for sheet in again} == {second.verify_code}


def test_a_second_scan_replaces_the_first(approved, sheets, attach, confirm):
    first = confirm(attach(scan(sheets, 150)))
    second = confirm(attach(scan(sheets, 150)))
    first.refresh_from_db()
    assert (first.status, scan_of(approved)) == ("replaced", second)
    assert stored_scan(first)


def test_a_scan_is_withdrawn_with_a_reason(approved, sheets, attach, confirm):
    counting = confirm(attach(scan(sheets, 150)))
    with pytest.raises(DomainError, match="почему"):
        services.withdraw_scan(scan=counting, by=make_operator(), reason="  ")
    services.withdraw_scan(scan=counting, by=make_operator(), reason="Подписал не тот человек")
    assert not is_signed_on_paper(approved)
    assert counting.history.first().history_change_reason == "Подписал не тот человек"
    with pytest.raises(DomainError, match="отозван"):
        services.withdraw_scan(scan=counting, by=make_operator(), reason="Ещё раз")


def test_a_waiting_scan_is_thrown_away_with_its_file(
    approved, sheets, attach, django_capture_on_commit_callbacks
):
    waiting = attach(scan(sheets, 150))
    name = waiting.file.name
    with django_capture_on_commit_callbacks(execute=True):
        services.discard_scan(scan=waiting, by=make_operator())
    assert waiting_scan_of(approved) is None
    assert not default_storage.exists(name)
    with pytest.raises(DomainError, match="уже удалён"):
        services.discard_scan(scan=waiting, by=make_operator())


@pytest.mark.parametrize(("day", "sentence"), [(1, "ещё не наступила"), (-9, "раньше приказа")])
def test_the_day_of_signing_is_looked_at(sheets, attach, confirm, day, sentence):
    waiting = attach(scan(sheets, 150))
    with pytest.raises(DomainError, match=sentence):
        confirm(waiting, days_ago(-day))


def test_a_draft_has_no_scan(ready):
    draft = make_draft(ready)
    with pytest.raises(DomainError, match="У проекта нет кода"):
        services.attach_scan(version=draft, by=make_operator(), files=[])


def test_a_refused_file_leaves_nothing_behind(approved, sheets, attach):
    waiting = attach(scan(sheets[:1], 150))
    with pytest.raises(DomainError):
        attach(_file(b"no pdf"))
    assert stored_scan(waiting)
    assert len(waiting_scan_of(approved).sheets) == 1


def test_a_damaged_file_is_noticed(sheets, attach):
    waiting = attach(scan(sheets, 150))
    Path(default_storage.path(waiting.file.name)).write_bytes(b"%PDF-1.7 other")
    with pytest.raises(DamagedFileError, match="изменён"):
        stored_scan(waiting)
    default_storage.delete(waiting.file.name)
    with pytest.raises(DamagedFileError, match="не найден"):
        stored_scan(waiting)


# --- Without saying which document ----------------------------------------------------------------


def test_the_codes_tell_which_document_it_is(approved, sheets):
    waiting = services.receive_scan(
        organization=approved.organization, by=make_operator(), files=[scan(sheets, 150)]
    )
    assert waiting.version == approved


def test_a_typed_code_tells_as_well(approved, sheets):
    waiting = services.receive_scan(
        organization=approved.organization,
        by=make_operator(),
        files=[scan([without_code(sheet) for sheet in sheets[1:3]], 150)],
        typed_code=approved.verify_code.lower().replace("-", " "),
    )
    assert waiting.version == approved
    assert len(findings_of(waiting).open_sheets) == 2


@pytest.mark.parametrize("typed", ["", "K7MP-3XQ9-TT4D", "что-то"])
def test_a_document_of_others_is_as_unknown_as_any(approved, sheets, typed):
    theirs = make_ready(make_cast("kindergarten").ours)
    answers = set()
    for files, code in (
        ([scan(sheets[:2], 150)], typed),
        ([scan([without_code(sheets[1])], 150)], typed or approved.verify_code),
    ):
        with pytest.raises(DomainError) as refused:
            services.receive_scan(
                organization=theirs, by=make_operator(), files=files, typed_code=code
            )
        answers.add(str(refused.value))
    assert len(answers) == 1
    assert not VersionScan.objects.exists()


# --- Rights, history, the database ----------------------------------------------------------------

MAY = {"head": True, "administrator": True, "deputy": False, "leader": False, "parent": False}


@pytest.mark.parametrize(("person", "may"), MAY.items())
def test_who_may_work_with_scans(cast, approved, sheets, confirm, person, may):
    by = getattr(cast, person)
    waiting = services.attach_scan(version=approved, by=make_operator(), files=[scan(sheets, 150)])
    deeds = (
        lambda: services.attach_scan(version=approved, by=by, files=[]),
        lambda: services.receive_scan(organization=cast.ours, by=by, files=[]),
        lambda: services.number_sheets(scan=waiting, by=by, answers={}),
        lambda: services.confirm_scan(scan=waiting, by=by, signed_on=TODAY()),
        lambda: services.withdraw_scan(scan=waiting, by=by, reason="ошибка"),
    )
    for deed in deeds:
        if may:
            try:
                deed()
            except DomainError:
                continue
        else:
            with pytest.raises(PermissionDenied):
                deed()
    if not may:
        with pytest.raises(PermissionDenied):
            services.discard_scan(scan=waiting, by=by)


def test_the_database_refuses_what_the_services_refuse(approved, sheets, attach, confirm):
    confirmed = confirm(attach(scan(sheets, 150)))
    waiting = attach(scan(sheets[:1], 150))
    for row, changes in (
        (waiting, {"pk": None}),
        (waiting, {"pk": None, "status": "strange"}),
        (confirmed, {"pk": None}),
        (confirmed, {"signed_on": None}),
        (waiting, {"signed_on": TODAY()}),
        (waiting, {"sha256": ""}),
        (waiting, {"file": ""}),
    ):
        wrong = VersionScan.objects.get(pk=row.pk)
        for name, value in changes.items():
            setattr(wrong, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong.save()
