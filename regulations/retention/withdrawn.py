"""Files that stay in the archive and count no more: who has withdrawn them, when and why."""

from django.utils import timezone

from regulations.models import Signature, VersionScan

STANDS = {"withdrawn_on": "", "withdrawn_by": "", "reason": ""}
GONE = (VersionScan.Status.REPLACED, VersionScan.Status.WITHDRAWN)


def withdrawals_of(versions):
    """``{name in the storage: what the index says of it}`` of files that count no more."""
    return _signatures(versions) | _scans(versions)


def _signatures(versions):
    rows = Signature.objects.filter(version__in=versions, withdrawn_at__isnull=False)
    found = {}
    for row in rows.select_related("withdrawn_by").iterator(chunk_size=200):
        said = _said(row.withdrawn_at, row.withdrawn_by, row.withdrawal_reason)
        # The copy bears its mark.
        found |= {file.name: said for file in (row.file, row.copy) if file}
    return found


def _scans(versions):
    """A scan keeps its withdrawal in its history: the first row that says so."""
    scans = VersionScan.objects.filter(version__in=versions, status__in=GONE)
    rows = VersionScan.history.filter(id__in=scans.values("pk"), status__in=GONE)
    rows = rows.select_related("history_user").order_by("-history_date", "-history_id")
    return {
        row.file: _said(row.history_date, row.history_user, row.history_change_reason)
        for row in rows.iterator(chunk_size=200)
    }


def _said(moment, user, reason):
    return {
        "withdrawn_on": timezone.localdate(moment),
        "withdrawn_by": user.full_name if user else "",
        "reason": reason or "",
    }
