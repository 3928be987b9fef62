"""The structure of an existing regulation as JSON; with --save it becomes the draft."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from organizations.models import Organization
from regulations import services
from regulations.importing.reading import import_regulation, read_source
from regulations.importing.sources.errors import UnreadableFileError
from regulations.importing.sources.guards import MAX_BYTES
from sferum_portal.lib.errors import DomainError

PDF = b"%PDF"
#: The sentence of the page speaks of its field for a pasted text.
NO_PDF = (
    "Это документ PDF. Выделите в нём текст, скопируйте в файл TXT и укажите в команде этот файл. "
    "Если текст не выделяется, это скан: сначала его нужно распознать."
)


class Command(BaseCommand):
    help = (
        "Читает существующее положение (DOCX или текст) и показывает его строение; "
        "с --save делает из него проект."
    )

    def add_arguments(self, parser):
        parser.add_argument("slug", help="адрес организации на портале, например school")
        parser.add_argument("file", type=Path, help="DOCX или TXT")
        parser.add_argument("--json", action="store_true", help="строение для программ")
        parser.add_argument("--save", action="store_true", help="сделать проектом положения")

    def handle(self, *args, slug, file, save, **options):
        organization = Organization.objects.filter(slug=slug).first()
        if organization is None:
            raise CommandError(f"Организации «{slug}» на портале нет.")
        imported = self._read(file)
        if save:
            self._save(organization, imported, file.name)
        if options["json"]:
            shown = imported.as_json()
            self.stdout.write(json.dumps(shown, ensure_ascii=False, indent=2))
        else:
            self._tell(imported, saved=save)

    def _read(self, file):
        try:
            with file.open("rb") as stream:
                # One byte more than is allowed is enough to refuse the rest.
                data = stream.read(MAX_BYTES + 1)
        except OSError as error:
            raise CommandError(f"Не удалось прочитать {file}: {error.strerror}.") from error
        if data.startswith(PDF):
            raise CommandError(NO_PDF, returncode=1)
        try:
            return import_regulation(read_source(data))
        except UnreadableFileError as error:
            raise CommandError(str(error), returncode=1) from error

    def _save(self, organization, imported, file_name):
        by = User.objects.filter(is_superuser=True, is_active=True).order_by("pk").first()
        if by is None:
            raise CommandError("На портале нет оператора: создайте его командой createsuperuser.")
        try:
            services.import_draft(
                organization=organization, by=by, imported=imported, file_name=file_name
            )
        except DomainError as error:
            raise CommandError(str(error)) from error

    def _tell(self, imported, saved):
        notes = imported.notes
        lines = [
            imported.title or "Название не найдено",
            f"Разделов: {len(imported.sections)}, пунктов: {len(imported.clauses)}.",
            f"Грифов: {len(imported.approvals)}, правовых оснований: {len(imported.bases)}.",
            f"Норм: {len(imported.norms)}. Сомнительных мест: {len(notes.doubts)}.",
            f"Не вошло строк: {len(notes.leftovers)}.",
        ]
        if saved:
            lines.append("Проект положения создан.")
        for line in lines:
            self.stdout.write(line)
