"""All documents of an organization as one ZIP with an index, written piece by piece."""

import json
import zipfile
from collections import defaultdict
from datetime import datetime
from pathlib import Path

from django.template.loader import render_to_string
from django.utils import timezone

from regulations.models import Document, DocumentVersion, Publication
from regulations.retention.registers import acknowledgement_tables, annulment_acts, letters_of
from regulations.retention.withdrawn import STANDS, withdrawals_of
from regulations.signings import signings_of_many
from regulations.states import state_of
from regulations.stored_files import PIECE, Damaged, checked, files_of
from sferum_portal.lib.file_names import safe_name

BATCH = 50
ACQUAINTED = "Ознакомлены.csv"
#: Papers that live on in editions, or bear no number of their own.
EDITIONS = {
    Document.Kind.REGULATION,
    Document.Kind.CONSENT_FORM,
    Document.Kind.ACKNOWLEDGEMENT_SHEET,
}


def write_archive(organization, target, progress=lambda done, total: None):
    """Write the ZIP into the open file ``target``; returns (files, damaged ones).

    Each file is compared with its sum before it goes in; what is damaged or gone is named in the
    index and left out.
    """
    versions = DocumentVersion.objects.filter(organization=organization)
    stored, withdrawn = list(files_of(versions)), withdrawals_of(versions)
    damaged = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        entries = defaultdict(list)
        folders = _folders(versions)
        taken = set()
        for number, file in enumerate(stored, start=1):
            name = _free_name(f"{folders[file.version_id]}/{_name_of(file)}", taken)
            entry = {"what": file.what, "name": name, "sha256": file.sha256, "fault": ""}
            entry |= withdrawn.get(str(file.file.name), STANDS)
            try:
                with checked(file) as source:
                    _copy(archive, name, source)
            except Damaged as fault:
                damaged += 1
                entry |= {"name": "", "fault": fault.words}
            entries[file.version_id].append(entry)
            progress(number, len(stored))
        tables = acknowledgement_tables(organization, versions)
        for version_id, table in tables.items():
            archive.writestr(f"{folders[version_id]}/{ACQUAINTED}", table)
        acts = annulment_acts(organization)
        names = {pk: f"{folders[pk]}/{ACQUAINTED}" for pk in tables}
        _write_index(archive, organization, list(_documents(versions, entries, names)), acts)
    return len(stored) - damaged, damaged


def _folders(versions):
    """«Документы/Приказ о назначении администратора 2/№ 82-од от 22.11.2026»: the second order of
    its kind.
    """
    rows = versions.select_related("document").defer("data").order_by("document_id", "number")
    rows = list(rows)
    of_kind = defaultdict(list)
    for row in rows:
        documents = of_kind[row.document.kind]
        if row.document_id not in documents:
            documents.append(row.document_id)
    folders, taken = {}, set()
    for row in rows:
        documents = of_kind[row.document.kind]
        place = documents.index(row.document_id) + 1
        label = row.document.get_kind_display() + (f" {place}" if len(documents) > 1 else "")
        folder = f"Документы/{safe_name(label)}/{safe_name(_capital(_called(row)))}"
        if folder in taken:
            folder += f", редакция {row.number}"
        taken.add(folder)
        folders[row.pk] = folder
    return folders


def _called(version):
    """An edition by its place among the others, any other paper by its own number and date."""
    if version.is_draft or version.document.kind in EDITIONS:
        return f"редакция {version.number}"
    return f"№ {version.order_number} от {version.order_date:%d.%m.%Y}"


def _name_of(file):
    """«Документ.pdf», «Подпись.sig»: what it is, in words."""
    return safe_name(_capital(file.what), Path(file.name).suffix)


def _capital(words):
    return words[:1].upper() + words[1:]


def _free_name(name, taken):
    path, number = Path(name), 1
    while name in taken:
        number += 1
        name = str(path.with_name(f"{path.stem}-{number}{path.suffix}"))
    taken.add(name)
    return name


def _copy(archive, name, source):
    # PDF and signatures are compressed already.
    entry = zipfile.ZipInfo(name, date_time=timezone.localtime().timetuple()[:6])
    with archive.open(entry, "w") as member:
        while piece := source.read(PIECE):
            member.write(piece)


def _write_index(archive, organization, documents, acts):
    made_at = timezone.localtime()
    index = {
        "organization": organization.full_name,
        "made_at": made_at.isoformat(timespec="seconds"),
        "documents": documents,
        "annulment_acts": acts,
    }
    archive.writestr("index.json", json.dumps(index, ensure_ascii=False, indent=2, default=_iso))
    context = {"organization": organization, "made_at": made_at, "documents": documents}
    context["acts"] = acts
    archive.writestr("index.html", render_to_string("pdf/archive_index.html", context))


def _documents(versions, entries, acquainted):
    rows = versions.select_related("document", "cancellation").prefetch_related(
        "approvals", "publications", "sendings__requested_by"
    )
    rows = list(rows.order_by("document", "number"))
    signings = {}
    for start in range(0, len(rows), BATCH):
        signings |= signings_of_many(rows[start : start + BATCH])
    for version in rows:
        state = state_of(version)
        yield {
            "document": version.title or version.document.title,
            "kind": version.document.kind,
            "version": version.number,
            "called": _called(version),
            "state": state.label,
            "state_text": state.sentence,
            "decisions": [
                {"what": row.get_decides_display(), "decision": str(row)}
                for row in version.approvals.all()
            ],
            "act": version.act_line,
            "act_label": version.act_of_kind.label,
            "approved_on": version.order_date or "",
            "in_force_from": version.effective_from or "",
            "replaced_on": version.replaced_on or "",
            "verify_code": version.verify_code or "",
            "signings": [
                {"on": each.on, "how": each.how, "who": each.who, "mark": list(each.mark)}
                for each in signings[version.pk]
            ],
            "cancelled": _cancellation(getattr(version, "cancellation", None)),
            "publications": [_publication(row) for row in version.publications.all()],
            "accepted_findings": version.data.get("accepted", {}),
            "letters": letters_of(version),
            "acknowledgements": acquainted.get(version.pk, ""),
            "files": entries[version.pk],
        }


def _cancellation(row):
    if row is None:
        return {}
    return {"by_order": row.order_number, "on": row.order_date, "reason": row.reason}


def _publication(row: Publication):
    withdrawn = row.withdrawn_at and timezone.localdate(row.withdrawn_at)
    return {
        "on": row.published_on,
        "address": row.address,
        "withdrawn_on": withdrawn or "",
        "reason": row.withdrawal_reason,
    }


def _iso(day):
    """For programs; the page for people has its dates as people write them."""
    return day.isoformat(timespec="minutes") if isinstance(day, datetime) else day.isoformat()
