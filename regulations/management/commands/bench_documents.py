"""How long documents take to print, beside WeasyPrint alone on the same HTML."""

import json
import resource
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
from sferum_portal.lib.memory import calm_memory

RUNS = 5
COLD_RUNS = 3
SHEETS = 100


def positive(text):
    """A whole number from 1, as an argument of the command."""
    number = int(text)
    if number < 1:
        raise ValueError
    return number


class Command(BaseCommand):
    help = (
        "Измеряет печать документов. cold_… — команда regulation_pdf в новом процессе, от запуска "
        "до файла, лучший из трёх раз: command набирает положение заново (--anew), large — крупным "
        "шрифтом (--large), copy только выдаёт утверждённый файл. first_render — первая печать в "
        "этом процессе, warm_render — следующая, bare_weasyprint — WeasyPrint на том же HTML, "
        "ratio — во сколько раз мы дольше; package — пакет документов, sheets — листы. "
        "…_seconds — по часам, …_processor_seconds — время процессора."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("slug", nargs="?", default="school", help="адрес организации")
        parser.add_argument("--json", action="store_true", help="числа в JSON")
        parser.add_argument("--sheets", type=positive, default=SHEETS, help="сколько листов")

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
        first = _cost("first_render", lambda: render_regulation(paper))
        pdf = render_regulation(paper)
        html = regulation_html(paper)
        package = measuring.package_of(organization)
        makers = measuring.sheets_of(organization, sheets)
        return {
            "pages": page_count(pdf),
            "bytes": len(pdf),
            **_cold("cold_command", ["regulation_pdf", organization.slug, "--anew"]),
            **_cold("cold_large", ["regulation_pdf", organization.slug, "--large"]),
            **_cold("cold_copy", ["regulation_pdf", organization.slug]),
            **first,
            **_cost("warm_render", lambda: render_regulation(paper)),
            **_ratio(lambda: render_regulation(paper), _bare(html)),
            "package": [name for name, _ in package],
            **_cost("package", lambda: [make() for _, make in package]),
            "sheets": sheets,
            **_cost("sheets", lambda: self._all(makers)),
            "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        }

    def _all(self, makers):
        with calm_memory():  # as regulations.retention.work makes them
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


def _cost(name, function):
    """Seconds on the clock, and of the processor: on a busy machine only these can be compared."""
    busy, clock = time.process_time(), _timed(function)
    return {
        f"{name}_seconds": clock,
        f"{name}_processor_seconds": round(time.process_time() - busy, 3),
    }


def _ratio(ours, theirs):
    """How much longer ours takes, by processor time, both by turns and the best of each."""
    pairs = [(_busy(ours), _busy(theirs)) for _ in range(RUNS)]
    best = [min(times) for times in zip(*pairs, strict=True)]
    return {
        "warm_render_processor_seconds": round(best[0], 3),
        "bare_weasyprint_processor_seconds": round(best[1], 3),
        "ratio": round(best[0] / best[1], 2),
    }


def _busy(function):
    start = time.process_time()
    function()
    return time.process_time() - start


def _bare(html):
    from weasyprint import HTML  # noqa: PLC0415 — the first rendering above is to load it

    return lambda: HTML(string=html).write_pdf()


def _cold(name, command):
    """A process of its own from its start to the file: the best of some, for the first one may have
    to compile Python's modules.
    """
    with tempfile.TemporaryDirectory() as folder:
        output = str(Path(folder) / "regulation.pdf")
        arguments = [sys.executable, "manage.py", *command, "--output", output]
        costs = [_process_cost(arguments) for _ in range(COLD_RUNS)]
    clock, busy = (min(times) for times in zip(*costs, strict=True))
    return {f"{name}_seconds": round(clock, 3), f"{name}_processor_seconds": round(busy, 3)}


def _process_cost(arguments):
    before = _busy_children()
    clock = _timed(
        lambda: subprocess.run(  # noqa: S603 — the portal's own command
            arguments, cwd=settings.BASE_DIR, check=True, capture_output=True
        )
    )
    return clock, _busy_children() - before


def _busy_children():
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime
