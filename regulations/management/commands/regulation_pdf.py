"""Write the PDF of the regulation in force, exactly as it was approved, or rendered anew."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from organizations.models import Organization
from regulations.files import checksum, stored_pdf
from regulations.queries import version_in_force
from sferum_portal.lib.errors import DomainError


class Command(BaseCommand):
    help = "Сохраняет PDF действующего положения организации."
    # It copies a stored file: looking through all addresses first would take most of its time.
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("slug", help="адрес организации на портале, например school")
        parser.add_argument("--output", required=True, type=Path, help="куда записать файл")
        ways = parser.add_mutually_exclusive_group()
        ways.add_argument("--large", action="store_true", help="крупным шрифтом, для чтения")
        ways.add_argument(
            "--anew", action="store_true", help="набрать заново, а не взять утверждённый файл"
        )

    def handle(self, *args, slug, output, large, anew, **options):
        organization = Organization.objects.filter(slug=slug).first()
        if organization is None:
            raise CommandError(f"Организации «{slug}» на портале нет.")
        version = version_in_force(organization)
        if version is None:
            raise CommandError(f"У организации «{organization}» нет действующего положения.")
        try:
            pdf = _rendered(version, large=large) if large or anew else stored_pdf(version)
        except DomainError as error:
            raise CommandError(str(error)) from error
        try:
            output.write_bytes(pdf)
        except OSError as error:
            raise CommandError(f"Не удалось записать {output}: {error.strerror}.") from error
        said = f"{output}: редакция {version.number}, SHA-256 {checksum(pdf)}"
        if anew and checksum(pdf) != version.sha256:
            said += "; утверждённый файл набран иначе"
        self.stdout.write(said)


def _rendered(version, *, large):
    """Only the paper that was approved is kept."""
    # Not above: whoever copies a file need not wait for what prints.
    from regulations.documents import render_regulation  # noqa: PLC0415
    from regulations.reading import reading_of  # noqa: PLC0415

    return render_regulation(reading_of(version).paper, large=large)
