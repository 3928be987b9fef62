"""What hangs on versions of documents."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from regulations.models import Acknowledgement, DocumentExport
from sferum_portal.lib.codes import make_code
from tests.factories.people import days_ago, make_learner, make_operator


def make_paper_mark(version, unit):
    """A family of the unit has signed on paper."""
    return Acknowledgement.objects.create(
        organization=version.organization,
        version=version,
        user=make_learner(unit).user,
        means=Acknowledgement.Means.PAPER,
        made_on=days_ago(1),
        unit=unit,
        key=make_code(),
        recorded_by=make_operator(),
    )


def make_export(organization):
    """An archive that is ready; its file holds nothing."""
    return DocumentExport.objects.create(
        organization=organization,
        kind=DocumentExport.Kind.ARCHIVE,
        status=DocumentExport.Status.READY,
        file=default_storage.save("exports/archive.zip", ContentFile(b"PK\5\6" + bytes(18))),
        number=0,
        created_by=make_operator(),
        finished_at=timezone.now(),
    )
