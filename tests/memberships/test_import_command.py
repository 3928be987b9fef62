"""`manage.py import_roster`: the comparison as JSON, applied where asked."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from memberships.models import RosterEntry, RosterImport

TEXT = "ФИО;Класс\nЛебедев Яков;5А\nЩукин Глеб;11В\nБез Класса;\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "список.csv"
    path.write_text(TEXT, "cp1251")
    return path


def run(*args):
    out = StringIO()
    call_command("import_roster", *map(str, args), stdout=out)
    return json.loads(out.getvalue())


def test_looking_prints_the_comparison_and_leaves_nothing(cast, file):
    shown = run(cast.ours.slug, file)
    assert [each["name"] for each in shown["added"]] == ["Лебедев Яков"]
    assert [each["row"] for each in shown["rejected"]] == [3, 4]
    assert all(each["reason"] for each in shown["rejected"])
    assert shown["missing_units"] == {"11В": 1}
    assert {"changed", "gone", "unchanged"} <= set(shown)
    assert not RosterImport.objects.exists()
    assert not RosterEntry.objects.exists()


def test_applying_twice_changes_nothing_the_second_time(cast, file):
    first = run(cast.ours.slug, file, "--apply", "--create-units")
    assert len(first["added"]) == 2
    again = run(cast.ours.slug, file, "--apply", "--create-units")
    assert (again["added"], again["changed"]) == ([], [])
    assert len(again["unchanged"]) == 2
    assert RosterEntry.objects.count() == 2


def test_what_cannot_be_read_ends_with_code_1(cast, tmp_path):
    for name, data in (("a.xlsx", b"%PDF-1.7"), ("b.csv", b""), ("c.csv", "слова".encode())):
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(CommandError) as error:
            run(cast.ours.slug, path)
        assert error.value.returncode == 1
    with pytest.raises(CommandError, match="прочитать"):
        run(cast.ours.slug, tmp_path / "нет.csv")
    with pytest.raises(CommandError, match="на портале нет"):
        run("nowhere", tmp_path / "нет.csv")
