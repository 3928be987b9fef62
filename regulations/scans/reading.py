"""Uploaded files in, sheets out; the files are opened in a process of its own (`worker`)."""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from regulations import page_codes
from sferum_portal.lib import confined
from sferum_portal.lib.errors import DomainError

SECONDS = 40
#: Eighty sheets in colours.
LARGEST_SCAN = 200 * 1024**2
MOST_BYTES = 60 * 1024**2
MOST_FILES = 60
HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis", b"avif"}


@dataclass(frozen=True)
class Sheet:
    """One side of paper. ``said`` is what its code says (`PageCode`), None where none was read.

    ``turn`` is by how many degrees, clockwise, it must be turned to stand upright.
    """

    said: page_codes.PageCode | None
    turn: int = 0
    blank: bool = False


def read_files(files, *, before=None):
    """The uploaded files as ``(PDF bytes, [Sheet, …])``, their sheets in the order given.

    ``before`` is the PDF of a scan that they continue. Raises DomainError with a sentence for what
    is no PDF, JPG or PNG, is damaged, locked or too large.
    """
    _require_readable(files)
    with tempfile.TemporaryDirectory(prefix="scan-") as name:
        folder = Path(name)
        names = [file.name for file in files]
        if before is not None:
            (folder / "before.pdf").write_bytes(before)
        for index, file in enumerate(files):
            with (folder / str(index)).open("wb") as target:
                target.writelines(file.chunks())
        (folder / "names.json").write_text(json.dumps(names))
        lines = _work("read", folder)
        if not lines or "sheets" not in lines[0]:
            raise DomainError(
                "Файл не удалось открыть: он повреждён или слишком сложный. Отсканируйте листы "
                "ещё раз, лучше в PDF."
            )
        sheets = [_sheet(line) for line in lines[1:]]
        # What was not reached in time is numbered by hand.
        sheets += [Sheet(None)] * (lines[0]["sheets"] - len(sheets))
        return (folder / "scan.pdf").read_bytes(), sheets


def arranged(pdf, plan):
    """The sheets of a scan in their order and upright; ``plan`` is ``[(index, turn), …]``."""
    with tempfile.TemporaryDirectory(prefix="scan-") as name:
        folder = Path(name)
        (folder / "scan.pdf").write_bytes(pdf)
        (folder / "plan.json").write_text(json.dumps(plan))
        _work("arrange", folder)
        try:
            return (folder / "arranged.pdf").read_bytes()
        except OSError as error:
            raise DomainError(
                "Листы не удалось сложить по порядку. Загрузите их заново."
            ) from error


def picture(pdf, index):
    """A sheet as a small JPEG; None where it can't be shown."""
    with tempfile.TemporaryDirectory(prefix="scan-") as name:
        folder = Path(name)
        (folder / "scan.pdf").write_bytes(pdf)
        _work("picture", folder, index)
        path = folder / "picture.jpg"
        return path.read_bytes() if path.exists() else None


def _require_readable(files):
    if not files:
        raise DomainError("Выберите файл со сканом или снимки листов.")
    if len(files) > MOST_FILES:
        raise DomainError(f"За один раз можно приложить не больше {MOST_FILES} файлов.")
    if sum(file.size for file in files) > MOST_BYTES:
        raise DomainError(
            f"Файлы вместе больше {MOST_BYTES // 1024**2} МБ. Отсканируйте в оттенках серого, "
            "300 точек на дюйм: этого хватит."
        )
    for file in files:
        _require_known_format(file)


def _require_known_format(file):
    start = file.read(16)
    file.seek(0)
    if not start:
        raise DomainError(f"Файл «{file.name}» пустой.")
    if start[4:8] == b"ftyp" and start[8:12] in HEIC_BRANDS:
        raise DomainError(
            f"Снимок «{file.name}» сделан в формате HEIC, портал его не читает. Сохраните его как "
            "JPG: на iPhone это «Настройки → Камера → Форматы → Наиболее совместимые»."
        )
    if not start.startswith((b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        raise DomainError(f"Файл «{file.name}» не подходит: нужен PDF, JPG или PNG.")


def _work(command, folder, *rest):
    """What the worker said; where it had to be stopped, what it said before."""
    worker = f"regulations.scans.worker.{command}"
    said = confined.run(worker, folder, *rest, seconds=SECONDS, output=LARGEST_SCAN).said
    if refusal := next((one["refusal"] for one in said if "refusal" in one), ""):
        raise DomainError(refusal)
    return said


def _sheet(line):
    said = next(filter(None, map(page_codes.read, line["texts"])), None)
    return Sheet(said, line["turn"], line["blank"])
