"""All documents of an organization as one ZIP with an index, written piece by piece."""

import json
import zipfile
from collections import defaultdict
from pathlib import Path

from django.template.loader import render_to_string
from django.utils import timezone

from regulations.models import DocumentVersion, Publication
from regulations.publishing.bundle import safe_name
from regulations.signings import signings_of_many
from regulations.states import state_of
from regulations.stored_files import PIECE, Damaged, checked, files_of

BATCH = 50


def write_archive(organization, target, progress=lambda done, total: None):
    """Write the ZIP into the open file ``target``; returns (files, damaged ones).

    Each file is compared with its sum before it goes in; what is damaged or gone is named in the
    index and left out.
    """
    versions = DocumentVersion.objects.filter(organization=organization)
    stored = list(files_of(versions))
    damaged = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        entries = defaultdict(list)
        folders = _folders(versions)
        taken = set()
        for number, file in enumerate(stored, start=1):
            name = _free_name(f"{folders[file.version_id]}/{safe_name(file.name)}", taken)
            entry = {"what": file.what, "name": name, "sha256": file.sha256, "fault": ""}
            try:
                with checked(file) as source:
                    _copy(archive, name, source)
            except Damaged as fault:
                damaged += 1
                entry |= {"name": "", "fault": fault.words}
            entries[file.version_id].append(entry)
            progress(number, len(stored))
        _write_index(archive, organization, versions, entries)
    return len(stored) - damaged, damaged


def _folders(versions):
    rows = versions.values_list("pk", "document_id", "document__kind", "number")
    return {
        pk: f"documents/{document}-{kind}/version-{number}" for pk, document, kind, number in rows
    }


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


def _write_index(archive, organization, versions, entries):
    documents = list(_documents(versions, entries))
    made_at = timezone.localtime()
    index = {
        "organization": organization.full_name,
        "made_at": made_at.isoformat(timespec="seconds"),
        "documents": documents,
    }
    archive.writestr("index.json", json.dumps(index, ensure_ascii=False, indent=2))
    context = {"organization": organization, "made_at": made_at, "documents": documents}
    archive.writestr("index.html", render_to_string("pdf/archive_index.html", context))


def _documents(versions, entries):
    rows = versions.select_related("document").prefetch_related("approvals", "publications")
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
            "state": state.label,
            "state_text": state.sentence,
            "decisions": [str(row) for row in version.approvals.all()],
            "order": version.order_line,
            "approved_on": _iso(version.order_date),
            "in_force_from": _iso(version.effective_from),
            "replaced_on": _iso(version.replaced_on),
            "verify_code": version.verify_code or "",
            "signings": [
                {"on": _iso(each.on), "how": each.how, "who": each.who}
                for each in signings[version.pk]
            ],
            "publications": [_publication(row) for row in version.publications.all()],
            "files": entries[version.pk],
        }


def _publication(row: Publication):
    withdrawn = row.withdrawn_at and timezone.localdate(row.withdrawn_at)
    return {
        "on": _iso(row.published_on),
        "address": row.address,
        "withdrawn_on": _iso(withdrawn),
        "reason": row.withdrawal_reason,
    }


def _iso(date):
    return date.isoformat() if date else ""
