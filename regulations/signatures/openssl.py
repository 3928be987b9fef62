"""OpenSSL as a program: without a shell, in a folder of its own, within limits of time and size."""

import hashlib
import logging
import os
import re
import resource
import shutil
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from regulations.signatures.verdicts import CannotCheckError

logger = logging.getLogger(__name__)

CONFIG = Path(__file__).with_name("openssl.cnf")
SECONDS = 20
MEGABYTE = 1 << 20
MEMORY = 1024 * MEGABYTE
#: Of what it writes beside the signed content: messages, certificates.
MOST_MESSAGES = 64 * 1024
#: «40C7…:error:1700006D:CMS routines:CMS_verify:content verify error:…»
REASON = re.compile(rb"^[0-9A-F]+:error:[^:]*:[^:]*:[^:]*:([^:]+):", re.MULTILINE)

#: Digests by their OIDs; those of the engine under the names that it gives them.
DIGESTS = {
    "1.3.14.3.2.26": "sha1",
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
GOST_DIGESTS = {
    "1.2.643.2.2.9": "md_gost94",
    "1.2.643.7.1.1.2.2": "md_gost12_256",
    "1.2.643.7.1.1.2.3": "md_gost12_512",
}
#: Where all Russian algorithms are registered.
GOST = "1.2.643."


@dataclass(frozen=True)
class Outcome:
    """``reasons`` are OpenSSL's own words; what else it prints may name people and is not kept."""

    succeeded: bool
    reasons: frozenset[str]


@contextmanager
def workshop():
    """A `Workshop` in a temporary folder, which is gone afterwards with all that lies in it."""
    program = shutil.which("openssl")
    if program is None:
        raise CannotCheckError(
            "На сервере нет программы OpenSSL, поэтому подпись проверить нельзя. "
            "Оператору портала: установите пакеты openssl и libengine-gost-openssl."
        )
    with tempfile.TemporaryDirectory(prefix="signature.") as folder:
        yield Workshop(program, Path(folder))


class Workshop:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def put(self, name, data):
        (self.folder / name).write_bytes(data)

    def get(self, name):
        """The bytes that OpenSSL has written; empty where it wrote none."""
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            return b""

    def run(self, *arguments, output=MEGABYTE):
        """Let OpenSSL work on the files of the folder; it writes no file of more than ``output``.

        Raises CannotCheckError when it takes too long.
        """
        with (self.folder / "stdout").open("wb") as out, (self.folder / "stderr").open("wb") as err:
            # A list of our own words and names of files in our own folder; no shell reads it.
            process = subprocess.Popen(  # noqa: S603
                [self.program, *arguments],
                cwd=self.folder,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
            )
            try:
                _limit(process.pid, output)
                status = process.wait(timeout=SECONDS)
            except subprocess.TimeoutExpired as error:
                raise CannotCheckError(
                    f"Проверка подписи не уложилась в {SECONDS} секунд. Попробуйте ещё раз."
                ) from error
            finally:
                process.kill()
                process.wait()
        with (self.folder / "stderr").open("rb") as err:
            said = err.read(MOST_MESSAGES)
        reasons = frozenset(reason.decode("ascii", "replace") for reason in REASON.findall(said))
        return Outcome(status == 0, reasons)

    def digest(self, algorithm, data):
        """The digest by the algorithm's OID; None for one that nobody here knows."""
        if algorithm in DIGESTS:
            # What others have chosen is compared here, nothing is protected by it.
            return hashlib.new(DIGESTS[algorithm], data, usedforsecurity=False).digest()
        if algorithm not in GOST_DIGESTS:
            return None
        self.put("digested", data)
        name = GOST_DIGESTS[algorithm]
        outcome = self.run("dgst", f"-{name}", "-binary", "-out", "digest", "digested")
        if not outcome.succeeded:
            self.require_engine()
            return None
        return self.get("digest")

    def require_engine(self):
        """Raise CannotCheckError where OpenSSL has no engine for Russian algorithms."""
        self.put("empty", b"")
        if not self.run("dgst", "-md_gost12_256", "-out", "digest", "empty").succeeded:
            logger.error("OpenSSL has no GOST engine: install libengine-gost-openssl")
            raise CannotCheckError(
                "На сервере нет модуля OpenSSL для российских алгоритмов (ГОСТ), поэтому подпись "
                "проверить нельзя. Оператору портала: установите пакет libengine-gost-openssl."
            )


def _environment():
    kept = {name: os.environ[name] for name in ("PATH", "OPENSSL_ENGINES") if name in os.environ}
    return kept | {"OPENSSL_CONF": str(CONFIG), "LC_ALL": "C"}


def _limit(pid, output):
    # It may be done already.
    with suppress(ProcessLookupError):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (output, output))
        resource.prlimit(pid, resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.prlimit(pid, resource.RLIMIT_CPU, (SECONDS, SECONDS))
