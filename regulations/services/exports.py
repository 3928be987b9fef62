"""Ordering a file that is made beside the page."""

from django.db import transaction

from organizations.models import Organization
from regulations.models import DocumentExport, DocumentVersion
from regulations.retention.work import STOPPED, end, is_stuck
from sferum_portal.lib import background
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

EXPORT = "organizations.export_documents"
Kind, Status = DocumentExport.Kind, DocumentExport.Status


@transaction.atomic
def order_export(*, organization, by, kind, version=None):
    """Order all documents (``archive``) or all sheets about ``version`` (``sheets``); the work
    begins after the commit. Raises DomainError while the same is being made.
    """
    require(by, EXPORT, organization)
    if kind not in Kind.values:
        raise DomainError("Такого файла портал не собирает.")
    if (kind == Kind.SHEETS) != (version is not None):
        raise DomainError("Листы ознакомления печатают к действующей редакции.")
    if version is not None and version.organization_id != organization.pk:
        raise DomainError("Редакция относится к другой организации.")
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    rows = DocumentExport.objects.filter(organization=organization, kind=kind)
    if working := rows.filter(status=Status.WORKING).first():
        if not is_stuck(working):
            raise DomainError("Этот файл уже готовится: дождитесь его.")
        end(working, Status.FAILED, refusal=STOPPED)
    export = DocumentExport(
        organization=organization,
        kind=kind,
        version=version and DocumentVersion.objects.get(pk=version.pk),
        created_by=by,
    )
    record(export, by=by, reason=str(Kind(kind).label))
    background.start("regulations.tasks.make_export", export.pk)
    return export
