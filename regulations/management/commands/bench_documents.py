"""How long documents take to print, beside WeasyPrint alone on the same HTML."""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from organizations.models import Organization
from regulations import measuring
from regulations.documents import regulation_html, render_regulation
from regulations.scans.files import page_count
from sferum_portal.lib.errors import DomainError

RUNS = 5
SHEETS = 100


class Command(BaseCommand):
    help = "Измеряет печать документов: тёплую и холодную, пакет из 8, 100 листов, память."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("slug", nargs="?", default="school", help="адрес организации")
        parser.add_argument("--json", action="store_true", help="числа в JSON")
        parser.add_argument("--sheets", type=int, default=SHEETS, help="сколько листов")

    def handle(self, *args, slug, json: bool, sheets, **options):
        organization = Organization.objects.filter(slug=slug).first()
        if organization is None:
            raise CommandError(f"Организации «{slug}» на портале нет.")
        try:
            figures = self._measured(organization, sheets)
        except DomainError as error:
            raise CommandError(str(error)) from error
        if json:
            return _as_json(figures)
        for name, value in figures.items():
            self.stdout.write(f"{name}: {value}")
        return None

    def _measured(self, organization, sheets):
        paper = measuring.paper_of(organization)
        first = _timed(lambda: render_regulation(paper))
        pdf = render_regulation(paper)
        html = regulation_html(paper)
        warm, bare = _alternating(lambda: render_regulation(paper), _bare(html))
        package = measuring.package_of(organization)
        package_time = _timed(lambda: [make() for _, make in package])
        makers = measuring.sheets_of(organization, sheets)
        return {
            "pages": page_count(pdf),
            "bytes": len(pdf),
            "cold_command_seconds": _cold_command(organization.slug),
            "first_render_seconds": first,
            "warm_render_seconds": warm,
            "bare_weasyprint_seconds": bare,
            "ratio": round(warm / bare, 2),
            "package": [name for name, _ in package],
            "package_seconds": package_time,
            "sheets": sheets,
            "sheets_seconds": _timed(lambda: self._all(makers)),
            "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        }

    def _all(self, makers):
        for done, make in enumerate(makers, start=1):
            make()
            if done % 10 == 0:
                self.stderr.write(f"Листы: {done} из {len(makers)}")


def _as_json(figures):
    return json.dumps(figures, ensure_ascii=False, indent=2)


def _timed(function):
    start = time.perf_counter()
    function()
    return round(time.perf_counter() - start, 3)


def _alternating(ours, theirs):
    """The medians of both, taken by turns: other work on the machine slows both alike."""
    pairs = [(_timed(ours), _timed(theirs)) for _ in range(RUNS)]
    return tuple(round(statistics.median(times), 3) for times in zip(*pairs, strict=True))


def _bare(html):
    from weasyprint import HTML  # noqa: PLC0415 — the first rendering above is to load it

    return lambda: HTML(string=html).write_pdf()


def _cold_command(slug):
    with tempfile.TemporaryDirectory() as folder:
        output = str(Path(folder) / "regulation.pdf")
        arguments = [sys.executable, "manage.py", "regulation_pdf", slug, "--output", output]
        return _timed(
            lambda: subprocess.run(  # noqa: S603 — the portal's own command
                arguments, cwd=settings.BASE_DIR, check=True, capture_output=True
            )
        )
