"""Go through all stored files of the documents and say which are damaged or gone."""

import json

from django.core.management.base import BaseCommand, CommandError

from organizations.models import Organization
from regulations.models import DocumentVersion
from regulations.retention.watching import look_at, pieces


class Command(BaseCommand):
    help = (
        "Сверяет хранимые файлы документов с их контрольными суммами и печатает JSON; "
        "код завершения 1, если что-то изменено или пропало. Найденное видно на главной странице."
    )

    def add_arguments(self, parser):
        parser.add_argument("slug", nargs="?", help="только эта организация; без неё — все")

    def handle(self, *args, slug=None, **options):
        versions = DocumentVersion.objects.all()
        if slug:
            organization = Organization.objects.filter(slug=slug).first()
            if organization is None:
                raise CommandError(f"Организации «{slug}» на портале нет.")
            versions = versions.filter(organization=organization)
        number, faults = 0, []
        for version_ids in pieces(versions):
            looked, found = look_at(version_ids)
            number += looked
            faults += [self._entry(stored, fault) for stored, fault in found]
        report = {"checked": number, "damaged": faults}
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
        if faults:
            raise SystemExit(1)

    @staticmethod
    def _entry(stored, fault):
        version = DocumentVersion.objects.select_related("organization").get(pk=stored.version_id)
        return {
            "organization": version.organization.slug,
            "document": str(version),
            "version": version.number,
            "what": stored.what,
            "file": stored.file.name,
            "sha256": stored.sha256,
            "fault": fault,
        }
