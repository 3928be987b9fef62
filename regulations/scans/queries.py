"""Reads of scans: what other parts of the way of a document ask."""

from regulations.models import DocumentVersion, VersionScan
from regulations.scans import findings
from regulations.scans.files import pages_of


def scan_of(version):
    """The scan that counts, or None; it says the day of signing on paper (``signed_on``)."""
    return version.scans.filter(status=VersionScan.Status.CONFIRMED).first()


def is_signed_on_paper(version):
    return version.scans.filter(status=VersionScan.Status.CONFIRMED).exists()


def waiting_scan_of(version):
    """The scan that a person has not looked at yet, or None."""
    return version.scans.filter(status=VersionScan.Status.WAITING).first()


def findings_of(scan):
    """What is right and wrong with the sheets (`regulations.scans.findings.Findings`)."""
    return findings.of_scan(
        scan.sheets, code=scan.version.verify_code, pages=pages_of(scan.version)
    )


def versions_of_codes(organization, codes):
    """The frozen versions of the organization by their codes; a code of others is left out."""
    rows = DocumentVersion.objects.frozen().filter(organization=organization, verify_code__in=codes)
    return {row.verify_code: row for row in rows.select_related("document", "organization")}
