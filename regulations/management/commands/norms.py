"""Which norms the regulation carries, in which clauses, and where the portal serves them."""

import json

from django.core.management.base import BaseCommand

from regulations.coverage import coverage

WORDS = {"done": "есть", "planned": "впереди"}


class Command(BaseCommand):
    help = "Показывает, в каких пунктах положения стоит каждая норма и что из неё делает портал."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="списком для программ")

    def handle(self, *args, **options):
        rows = coverage()
        if options["json"]:
            rows = [
                {key: row[key] for key in ("id", "feature", "url_name", "clauses")} for row in rows
            ]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for row in rows:
            self.stdout.write(f"{row['id']}  {row['title']} ({WORDS[row['feature']]})")
            for kind, numbers in row["clauses"].items():
                self.stdout.write(f"    {kind}: {', '.join(numbers) or 'нет'}")
