"""What a signature file is worth for a file; needs neither an organization nor a database."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from regulations.signatures.checking import LARGEST_SIGNATURE, check
from regulations.signatures.openssl import MEGABYTE
from regulations.signatures.verdicts import CannotCheckError

LARGEST_FILE = 200 * MEGABYTE
#: No answer could be given, as opposed to 1: the signature is not right.
NOT_CHECKED = 2


class Command(BaseCommand):
    help = (
        "Проверяет электронную подпись файла: отсоединённую (.sig, .p7s, .sgn), присоединённую "
        "(.p7m) или встроенную в PDF. Код возврата 0 — подпись верна, 1 — нет, 2 — проверить "
        "не удалось."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "file",
            metavar="FILE",
            type=Path,
            help="подписанный файл; PDF с подписью внутри — можно его же",
        )
        parser.add_argument("signature", metavar="SIG", type=Path, help="файл подписи")
        parser.add_argument("--json", action="store_true", help="ответ для программ")

    def handle(self, *args, file, signature, **options):
        try:
            # One byte more than allowed is enough to say that it is too much.
            report = check(_read(file, LARGEST_FILE), _read(signature))
        except CannotCheckError as error:
            if options["json"]:
                answer = {"verdict": "not_checked", "right": None, "reason": str(error)}
                self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
            raise CommandError(str(error), returncode=NOT_CHECKED) from error
        if options["json"]:
            self.stdout.write(json.dumps(as_json(report), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_lines(report)))
        if not report.is_right:
            raise SystemExit(1)


def as_json(report):
    """The report for programs; of a person it tells what stands in the mark."""
    certificate = report.certificate
    return {
        "verdict": str(report.verdict),
        "right": report.is_right,
        "sentence": report.sentence,
        "form": report.form or None,
        "signer": certificate and certificate.owner,
        "post": certificate and certificate.post,
        "organization": certificate and certificate.organization,
        "serial": certificate and certificate.serial,
        "validity": certificate
        and {
            "from": certificate.valid_from.isoformat(),
            "to": certificate.valid_to.isoformat(),
        },
        "signing_time": report.signed_at and report.signed_at.isoformat(),
        "signing_time_source": report.time_source,
        "time_proven": report.time_proven if report.is_right else None,
        "algorithm": certificate and certificate.algorithm,
        "issuer": certificate and certificate.issuer,
        "chain": list(report.chain),
        "chain_trusted": report.verdict == "trusted",
    }


def _lines(report):
    yield report.sentence
    if certificate := report.certificate:
        owner = (certificate.owner, certificate.post, certificate.organization)
        yield f"Владелец: {', '.join(filter(None, owner))}"
        yield f"Сертификат: {certificate.serial}"
        term = f"с {certificate.valid_from:%d.%m.%Y} по {certificate.valid_to:%d.%m.%Y}"
        yield f"Действителен: {term}"
        yield f"Издатель: {certificate.issuer}"
    if report.signed_at:
        yield f"Подписано: {report.signed_at:%d.%m.%Y %H:%M %Z}"


def _read(path, most=None):
    try:
        with path.open("rb") as file:
            data = file.read(1 + (most or LARGEST_SIGNATURE))
    except OSError as error:
        raise CannotCheckError(f"Не удалось прочесть {path}: {error.strerror}.") from error
    if most and len(data) > most:
        raise CannotCheckError(f"Файл {path} больше {most // MEGABYTE} МБ.")
    return data
