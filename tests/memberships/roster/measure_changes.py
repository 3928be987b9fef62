"""How long a large roster takes from its comparison to its application and back; how much memory.

DEBUG=1 python -m tests.memberships.roster.measure_changes 5000
"""

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

HEADER = "Код;Фамилия;Имя;Класс;Телефон;Мать;Телефон матери;Отец;Телефон отца"
LETTERS = "абвгдежзиклмнопрстуфхцчшщэюя"


def surname(number):
    """«Лебедевабвг»: a name for each number."""
    ends = ""
    for _ in range(3):
        number, place = divmod(number, len(LETTERS))
        ends += LETTERS[place]
    return f"Лебедев{ends}"


def rows(numbers, phone=""):
    yield HEADER
    for number in numbers:
        name, last = surname(number), f"{number:07d}"
        yield (
            f"К{number};{name};Яков;{1 + number % 11}Ы;{phone and phone + last};"
            f"{name}а Анна Петровна;8913{last};{name} Олег Ильич;8914{last}"
        )


def step(label, organization, by, numbers, **fields):
    # Needs the settings.
    from memberships.services import roster  # noqa: PLC0415
    from tests.factories.rosters import make_roster_import  # noqa: PLC0415

    start, cpu = time.perf_counter(), time.process_time()
    row = make_roster_import(organization, "\n".join(rows(numbers, **fields)), by=by)
    compared = time.perf_counter()
    plan = roster.apply_import(
        roster_import=row, by=by, new_units=list(row.comparison["missing_units"])
    )
    applied, cpu = time.perf_counter(), time.process_time() - cpu
    parts = ("added", "changed", "gone", "rejected")
    counts = {part: len(plan.as_json()[part]) for part in parts}
    whole = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
    sys.stdout.write(
        f"{label}: read and compared in {compared - start:.1f} s, applied in "
        f"{applied - compared:.1f} s ({cpu:.1f} s of the processor in all); {counts}; "
        f"the whole process at most {whole:.0f} MB\n"
    )
    sys.stdout.flush()
    return row


def step_back(label, row, by):
    # Needs the settings.
    from memberships.services import roster  # noqa: PLC0415

    row.refresh_from_db()
    changes = row.changes.count()
    start, cpu = time.perf_counter(), time.process_time()
    roster.undo_import(roster_import=row, by=by)
    taken, cpu = time.perf_counter() - start, time.process_time() - cpu
    sys.stdout.write(
        f"{label}: {changes} changes taken back in {taken:.1f} s ({cpu:.1f} s of the processor)\n"
    )
    sys.stdout.flush()


def main(children):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sferum_portal.settings")
    with tempfile.TemporaryDirectory() as directory:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(directory) / 'measured.sqlite3'}"
        import django  # noqa: PLC0415

        django.setup()
        from django.conf import settings  # noqa: PLC0415
        from django.core.management import call_command  # noqa: PLC0415

        from tests import factories as make  # noqa: PLC0415

        # With it Django keeps each query in memory.
        settings.DEBUG = False
        call_command("migrate", verbosity=0)
        organization = make.make_organization()
        by = make.make_operator()
        # The units come first: the first file enters them and is compared once more.
        for grade in range(1, 12):
            make.make_unit(organization, f"{grade}Ы", grade=grade)
        everybody = range(children)
        files = {
            "all new": step("all new", organization, by, everybody),
            "new phones": step("each with a new phone", organization, by, everybody, phone="8915"),
            "half gone": step("half gone", organization, by, everybody[::2], phone="8915"),
        }
        for label, row in reversed(files.items()):
            step_back(label, row, by)


if __name__ == "__main__":
    main(int(sys.argv[1]))
