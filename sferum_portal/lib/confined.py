"""A function of ours in a process of its own, for files of strangers.

Whatever they do there (crash, hang, ask for all the memory), the portal outlives it.

The child gets no environment, a folder, and limits of time, memory and output; no shell is started.
It is called by its dotted name as ``function(folder, *arguments)`` and yields what JSON can say;
what it said before it was stopped is kept.

    ended = run("regulations.scans.worker.read", folder, seconds=25)
"""

import json
import logging
import resource
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)

MEGABYTE = 1 << 20
MEMORY = 1024 * MEGABYTE
OUTPUT = 64 * MEGABYTE
MOST_MESSAGES = 2000


@dataclass(frozen=True)
class Ended:
    """``said`` are the values in their order; ``in_time`` and ``well`` tell how it ended."""

    said: tuple
    in_time: bool = True
    well: bool = True


def run(function, folder, *arguments, seconds, memory=MEMORY, output=OUTPUT):
    """`Ended`; ``arguments`` are words and numbers, all else lies in the folder as files."""
    limits = {"seconds": seconds, "memory": memory, "output": output}
    order = json.dumps({"function": function, "arguments": arguments} | limits)
    command = [sys.executable, "-m", "sferum_portal.lib.confined", str(folder)]
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complained:
        in_time, status = True, None
        # Our own program and words; no shell reads them.
        process = subprocess.Popen(  # noqa: S603
            command,
            cwd=settings.BASE_DIR,
            env={"LC_ALL": "C.UTF-8"},  # no secret of the portal's
            stdin=subprocess.PIPE,
            stdout=said,
            stderr=complained,
        )
        try:
            process.communicate(order.encode(), timeout=seconds)
            status = process.returncode
        except subprocess.TimeoutExpired:
            in_time = False
        finally:
            process.kill()
            process.wait()
        if status != 0:
            complained.seek(0)
            told = complained.read(MOST_MESSAGES).decode(errors="replace")
            logger.warning("%s ended with %s (None: by the clock): %s", function, status, told)
        said.seek(0)
        return Ended(tuple(_values(said, output)), in_time, status == 0)


def _values(file, most):
    for line in file.read(most).splitlines(keepends=True):
        try:
            # The last line may be torn.
            yield json.loads(line)
        except ValueError:
            return


def _main(folder):
    order = json.loads(sys.stdin.buffer.read())
    _limit(resource.RLIMIT_AS, order["memory"])
    _limit(resource.RLIMIT_CPU, order["seconds"] + 1)
    _limit(resource.RLIMIT_FSIZE, order["output"])
    _limit(resource.RLIMIT_CORE, 0)
    module, name = order["function"].rsplit(".", 1)
    for value in getattr(import_module(module), name)(Path(folder), *order["arguments"]):
        sys.stdout.write(f"{json.dumps(value)}\n")
        sys.stdout.flush()


def _limit(what, most):
    resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    _main(sys.argv[1])
