"""How long the reading of a large workbook takes, and how much memory.

DEBUG=1 python -m tests.memberships.roster.measure 5000
"""

import os
import resource
import sys
import time
import tracemalloc

import django


def main(learners):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    # Both need the settings.
    from memberships.roster import read_roster  # noqa: PLC0415
    from tests.memberships.roster.files import large_list  # noqa: PLC0415

    data = large_list(learners)
    start, cpu = time.perf_counter(), time.process_time()
    reading = read_roster("list.xlsx", data)
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    tracemalloc.start()
    read_roster("list.xlsx", data)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    whole = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
    parents = sum(len(row.parents) for row in reading.rows)
    sys.stdout.write(
        f"{len(reading.rows)} learners, {parents} parents: {seconds:.2f} s "
        f"({cpu:.2f} s of the processor), "
        f"{peak:.0f} MB by tracemalloc; the whole process {whole:.0f} MB\n"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
