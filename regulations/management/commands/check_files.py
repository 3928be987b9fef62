"""Go through all stored files of the documents and say which are damaged or gone."""

import json

from django.core.management.base import BaseCommand, CommandError

from organizations.models import Organization
from regulations.models import DocumentVersion
from regulations.stored_files import Damaged, checked, files_of


class Command(BaseCommand):
    help = (
        "Сверяет хранимые файлы документов с их контрольными суммами и печатает JSON; "
        "код завершения 1, если что-то изменено или пропало."
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
        for stored in files_of(versions):
            number += 1
            try:
                checked(stored).close()
            except Damaged as damaged:
                faults.append(self._entry(stored, damaged))
        report = {"checked": number, "damaged": faults}
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
        if faults:
            raise SystemExit(1)

    @staticmethod
    def _entry(stored, damaged):
        version = DocumentVersion.objects.select_related("organization").get(pk=stored.version_id)
        return {
            "organization": version.organization.slug,
            "document": str(version),
            "version": version.number,
            "what": stored.what,
            "file": stored.file.name,
            "sha256": stored.sha256,
            "fault": damaged.fault,
        }
