"""Compare a roster file with the portal, and apply it where asked; prints JSON."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User
from memberships.models import RosterImport
from memberships.services import roster
from memberships.services.roster import work
from organizations.models import Organization
from sferum_portal.lib.errors import DomainError

SHOWN = "kind added changed gone unchanged rejected missing_units missing_subjects".split()


class Command(BaseCommand):
    help = "Сравнивает файл со списком с порталом; с --apply применяет его. Печатает JSON."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="адрес организации на портале, например school")
        parser.add_argument("file", type=Path, help="XLSX или CSV")
        parser.add_argument("--apply", action="store_true", help="применить, а не только сравнить")
        parser.add_argument(
            "--create-units", action="store_true", help="завести подразделения, которых нет"
        )
        parser.add_argument("--kind", choices=RosterImport.Kind.values, default="")

    def handle(self, *args, slug, file, apply, create_units, kind, **options):
        organization = Organization.objects.filter(slug=slug).first()
        if organization is None:
            raise CommandError(f"Организации «{slug}» на портале нет.")
        by = User.objects.filter(is_superuser=True, is_active=True).order_by("pk").first()
        if by is None:
            raise CommandError("На портале нет оператора: создайте его командой createsuperuser.")
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"Не удалось прочитать {file}: {error.strerror}.") from error
        with transaction.atomic():
            comparison = self._work(organization, file.name, data, kind, by, apply, create_units)
            if not apply:
                # Looking leaves nothing behind.
                transaction.set_rollback(True)
        shown = {name: comparison[name] for name in SHOWN} | {"applied": apply}
        self.stdout.write(json.dumps(shown, ensure_ascii=False, indent=2))

    def _work(self, organization, name, data, kind, by, apply, create_units):
        roster_import = RosterImport(
            organization=organization,
            kind=kind,
            file_name=name,
            data=data,
            mapping=roster.remembered_mapping(organization),
            created_by=by,
        )
        roster_import.save()
        work.read_file(roster_import)
        if roster_import.status == RosterImport.Status.UNREADABLE:
            raise CommandError(roster_import.refusal, returncode=1)
        comparison = roster_import.comparison
        if not apply:
            return comparison
        places = {}
        if create_units:
            places = {
                "new_units": list(comparison["missing_units"]),
                "new_subjects": list(comparison["missing_subjects"]),
            }
        try:
            plan = roster.apply_import(roster_import=roster_import, by=by, **places)
        except DomainError as error:
            raise CommandError(str(error)) from error
        return plan.as_json()
