"""Fills an empty portal with three fictional organizations."""

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError

from memberships.roles import Role
from organizations.models import Organization
from sferum_portal.demo import PASSWORD, SLUGS
from sferum_portal.demo_data.dates import Calendar
from sferum_portal.demo_data.seed import operator, seed_organization
from sferum_portal.lib.text import counted


class Command(BaseCommand):
    help = "Создаёт демонстрационные организации: школу, детский сад и колледж"

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="ничего не делать, если хотя бы одна из этих организаций уже есть",
        )

    def handle(self, *args, if_empty, **options):
        if not settings.DEBUG:
            raise CommandError(
                "Демонстрационные данные создаются только при DEBUG=1: пароль их учётных записей "
                "известен всем."
            )
        present = set(Organization.objects.filter(slug__in=SLUGS).values_list("slug", flat=True))
        if present and (if_empty or present == set(SLUGS)):
            self.stdout.write("Демонстрационные данные уже есть, они не изменены.")
            return
        by, calendar, password_hash = operator(), Calendar(), make_password(PASSWORD)
        for slug in SLUGS:
            if slug in present:
                self.stdout.write(f"Организация «{slug}» уже есть, она не изменена.")
                continue
            plan = seed_organization(slug, by=by, calendar=calendar, password_hash=password_hash)
            self._report(plan)

    def _report(self, plan):
        units = counted(len(plan.units), "подразделение", "подразделения", "подразделений")
        people = counted(len(plan.people.rows), "человек", "человека", "человек")
        self.stdout.write(f"{plan.organization}: {units}, {people}.")
        for link, address in plan.joining.addresses():
            if link.unit is plan.leader_unit and link.role == Role.PARENT:
                self.stdout.write(f"  Приглашение для родителей, {link.unit}: {address}")
