"""Signed papers come back: uploaded, looked through, confirmed; one scan counts for a version."""

from collections import Counter
from functools import partial

from django.db import transaction
from django.utils import timezone

from regulations import files as documents
from regulations.models import Document, DocumentVersion, VersionScan
from regulations.publishing.rules import require_another_signing
from regulations.scans import files as scans
from regulations.scans import findings
from regulations.scans.queries import (
    findings_of,
    scan_of,
    versions_of_codes,
    waiting_scan_of,
)
from regulations.scans.reading import arranged, read_files
from regulations.services.common import PREPARE
from sferum_portal.lib.access import require
from sferum_portal.lib.codes import read_code
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

Status = VersionScan.Status
# Of another organization's document nothing is said, not even that it exists.
UNKNOWN = (
    "Ни на одном листе не прочитан код документа вашей организации. Наберите код с бумаги или "
    "откройте страницу документа и приложите скан там."
)


def receive_scan(*, organization, by, files, typed_code=""):
    """Sheets of some document of the organization: their codes tell which; see `attach_scan`.

    ``typed_code`` is what a person read from the paper. Raises DomainError where no sheet and no
    typed code names a document of this organization.
    """
    require(by, PREPARE, organization)
    pdf, sheets = read_files(files)
    codes = [sheet.said.code for sheet in sheets if sheet.said]
    typed = read_code(typed_code) if typed_code.strip() else None
    known = versions_of_codes(organization, {*codes, typed})
    named = [typed] if typed in known else [code for code in codes if code in known]
    if not named:
        raise DomainError(UNKNOWN)
    version = known[Counter(named).most_common(1)[0][0]]
    if waiting_scan_of(version):
        # What waits already is continued: a phone sends its photos one by one.
        return attach_scan(version=version, by=by, files=files)
    return _keep(version, by, pdf, sheets, [])


def attach_scan(*, version, by, files):
    """Sheets of this version; they are added to the scan that still waits to be looked at.

    Nothing counts before `confirm_scan`. Raises DomainError for files that can't be read.
    """
    require(by, PREPARE, version.organization)
    _require_frozen(version)
    waiting = waiting_scan_of(version)
    pdf, sheets = read_files(files, before=scans.stored_scan(waiting) if waiting else None)
    return _keep(version, by, pdf, sheets, waiting.sheets if waiting else [])


@transaction.atomic
def number_sheets(*, scan, by, answers):
    """Say by hand which page a sheet is: ``{number of the sheet: page, or 0 to leave it out}``.

    Raises DomainError for a page that the sheet can't be.
    """
    scan = _locked(scan, by)
    found = {one.sheet: one for one in findings_of(scan).sheets}
    for sheet, page in answers.items():
        finding = found.get(sheet)
        if finding is None or page not in (findings.LEFT_OUT, *finding.choices):
            raise DomainError(f"Лист {sheet} не может быть страницей {page}.")
        if page != finding.page or finding.is_open:
            scan.sheets[sheet - 1]["answer"] = page
    return record(scan, by=by, reason="Листы пронумерованы вручную", fields=["sheets"])


def confirm_scan(*, scan, by, signed_on):
    """Let a scan count: every page is there once, and a person has seen the signature.

    Sheets are put in order and upright, the others are left out for good. The scan that counted
    before stays as replaced. Raises DomainError while pages are missing or open.
    """
    written = []
    try:
        with transaction.atomic():
            return _confirm(scan, by, signed_on, written)
    except BaseException:
        for name in written:
            documents.discard(name)
        raise


@transaction.atomic
def discard_scan(*, scan, by):
    """Throw away a scan that never counted, its file as well."""
    scan = _locked(scan, by)
    scan._history_user, scan._change_reason = by, "Скан не понадобился"
    transaction.on_commit(partial(documents.discard, scan.file.name))
    scan.delete()


@transaction.atomic
def withdraw_scan(*, scan, by, reason):
    """Take back a scan that counts; it stays in the register with the reason.

    DomainError for the only signing of a published version.
    """
    require(by, PREPARE, scan.organization)
    # Nobody publishes it meanwhile.
    Document.objects.select_for_update().get(pk=scan.version.document_id)
    scan = _locked(scan, by, Status.CONFIRMED)
    if not (reason := " ".join(reason.split())):
        raise DomainError("Напишите, почему скан отозван.")
    require_another_signing(scan.version)
    scan.status = Status.WITHDRAWN
    return record(scan, by=by, reason=reason, fields=["status"])


def _confirm(scan, by, signed_on, written):
    scan = _locked(scan, by)
    found = findings_of(scan)
    if not found.is_complete:
        raise DomainError(
            found.missing_line
            or "Сначала ответьте, что за листы отмечены: код на них не читается "
            "или страница повторяется."
        )
    _require_day_of_signing(scan.version, signed_on)
    _put_in_order(scan, found.plan, written)
    if former := scan_of(scan.version):
        former.status = Status.REPLACED
        record(former, by=by, reason="Приложен другой скан", fields=["status"])
    scan.status, scan.signed_on = Status.CONFIRMED, signed_on
    scan.confirmed_by, scan.confirmed_at = by, timezone.now()
    return record(scan, by=by, reason=f"Подписан на бумаге {signed_on:%d.%m.%Y}")


def _put_in_order(scan, plan, written):
    """Leave the file as it came where nothing is to be done."""
    turns = [scan.sheets[index]["turn"] for index in plan]
    if plan == list(range(len(scan.sheets))) and not any(turns):
        return
    pdf = arranged(scans.stored_scan(scan), list(zip(plan, turns, strict=True)))
    transaction.on_commit(partial(documents.discard, scan.file.name))
    written.append(scans.store(scan, pdf))
    scan.sheets = [scan.sheets[index] | {"turn": 0} for index in plan]


def _keep(version, by, pdf, sheets, before):
    """Store what was read; of the sheets that were there already the answers stay."""
    written = []
    try:
        with transaction.atomic():
            DocumentVersion.objects.select_for_update().get(pk=version.pk)
            waiting = waiting_scan_of(version)
            _require_as_read(waiting, before)
            rows = before + _rows(version, sheets[len(before) :])
            return _write(version, by, pdf, rows, waiting, written)
    except BaseException:
        for name in written:
            documents.discard(name)
        raise


def _require_as_read(waiting, before):
    """The files were read without a lock: it may take a while."""
    if (waiting.sheets if waiting else []) != before:
        raise DomainError("Пока листы читались, скан изменили в другом окне. Загрузите их ещё раз.")


def _write(version, by, pdf, rows, waiting, written):
    scan = waiting or VersionScan(
        organization_id=version.organization_id, version=version, uploaded_by=by
    )
    if waiting:
        transaction.on_commit(partial(documents.discard, waiting.file.name))
    written.append(scans.store(scan, pdf))
    scan.sheets = rows
    return record(scan, by=by, reason="Добавлены листы" if waiting else "Скан загружен")


def _rows(version, sheets):
    codes = {sheet.said.code for sheet in sheets if sheet.said}
    known = versions_of_codes(version.organization, codes)
    names = {code: f"{row.label.lower()}, {row.force_line}" for code, row in known.items()}
    return findings.as_rows(sheets, names)


def _locked(scan, by, status=Status.WAITING):
    require(by, PREPARE, scan.organization)
    DocumentVersion.objects.select_for_update().get(pk=scan.version_id)
    locked = (
        VersionScan.objects.select_related("version__organization", "version__document")
        .filter(pk=scan.pk)
        .first()
    )
    if locked is None:
        raise DomainError("Этот скан уже удалён.")
    if locked.status != status:
        raise DomainError(
            f"Этот скан уже в другом состоянии: {locked.get_status_display().lower()}."
        )
    return locked


def _require_frozen(version):
    if version.is_draft:
        raise DomainError("У проекта нет кода: утвердите документ, подпишите и сканируйте.")


def _require_day_of_signing(version, day):
    if day > timezone.localdate():
        raise DomainError("Дата подписания ещё не наступила.")
    if day < version.order_date:
        raise DomainError(
            f"Подписать документ раньше приказа нельзя: приказ от {version.order_date:%d.%m.%Y}."
        )
