"""Regulations for tests: an organization that knows all, drafts, approved versions."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from organizations.services import change_facts, set_platform
from regulations import services
from regulations.facts import unasked_councils
from regulations.models import Signature, VersionScan
from regulations.scans import files as scans
from regulations.services import approving
from regulations.signatures import copies, stored
from regulations.views import regulation as views
from tests.factories import days_ago, make_operator

ORDER = "102/2-од"


def replace_rendering(monkeypatch, render=lambda *_, **__: b"%PDF-1.7"):
    """No real rendering: what a PDF looks like is tested elsewhere."""
    for module in (approving, copies, views):
        monkeypatch.setattr(module, "render_regulation", render)
    monkeypatch.setattr(copies, "pages_of", lambda pdf: 1)


def make_ready(organization):
    """Let the organization know every fact that its regulation needs."""
    operator = make_operator()
    set_platform(organization=organization, by=operator, name="MAX", starts_on=days_ago(400))
    if "ejournal_expected" in organization.profile.features:
        change_facts(organization=organization, by=operator, ejournal="ГИС «Электронная школа»")
    organization.refresh_from_db()
    for body in unasked_councils(organization):
        services.answer_council(
            organization=organization, by=operator, body=body.code, exists=False
        )
    organization.refresh_from_db()
    return organization


def make_draft(organization, *, by=None, decided=False):
    """A draft; with ``decided`` all bodies have decided."""
    draft = services.create_draft(organization=organization, by=by or make_operator())
    return decide(draft) if decided else draft


def make_approved(organization, *, by=None, **order):
    """A version in force; it replaces the one before."""
    return approve(make_draft(organization, by=by, decided=True), by, **order)


def make_signature(version, **fields):
    """A qualified signature as a row, with files of a few bytes; the one that is there already."""
    if found := version.signatures.filter(kind=Signature.Kind.QUALIFIED).first():
        return found
    name, digest = stored.store(version, b"signature", "sig")
    copy, copy_digest = stored.store(version, b"%PDF-1.7 copy", "copy.pdf")
    now = timezone.now()
    usual = {
        "kind": Signature.Kind.QUALIFIED,
        "document_sha256": version.sha256,
        "owner": "Серебрякова Анна Петровна",
        "post": "Директор",
        "signed_at": now,
        "time_source": "attribute",
        "serial": "01AB",
        "valid_from": now - dt.timedelta(days=30),
        "valid_to": now + dt.timedelta(days=300),
        "issuer": "Корневой УЦ Испытаний",
        "algorithm": "RSA",
        "form": "detached",
        "file": name,
        "file_sha256": digest,
        "verdict": "chain_unknown",
        "checked_at": now,
        "copy": copy,
        "copy_sha256": copy_digest,
        "added_by": make_operator(),
        "added_at": now,
    }
    return Signature.objects.create(
        organization=version.organization, version=version, **(usual | fields)
    )


def make_scan(version, data, status=VersionScan.Status.CONFIRMED):
    """A scan as a row, with a file of these bytes."""
    by = make_operator()
    scan = VersionScan(organization=version.organization, version=version, uploaded_by=by)
    scan.status, scan.sheets = status, [{"code": version.verify_code, "page": 1}]
    if status != VersionScan.Status.WAITING:
        scan.signed_on, scan.confirmed_by = version.order_date, by
        scan.confirmed_at = timezone.now()
    scans.store(scan, data)
    scan.save()
    return scan


def url(name, organization, *args):
    """The address of one of the regulation's pages."""
    return reverse(f"regulations:{name}", args=[organization.slug, *args])


def decide(draft):
    """Let all bodies of the organization decide on the draft, five days ago."""
    services.record_approvals(
        version=draft,
        by=make_operator(),
        decisions={body: ("1", days_ago(5)) for body in draft.organization.bodies},
    )
    return draft


def approve(draft, by=None, **fields):
    """Approve by an order of three days ago."""
    fields = {"order_number": ORDER, "order_date": days_ago(3)} | fields
    return services.approve_version(version=draft, by=by or make_operator(), **fields)
