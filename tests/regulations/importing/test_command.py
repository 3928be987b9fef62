import json

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from regulations.models import DocumentVersion
from tests.regulations.importing import docx_making as making
from tests.regulations.importing import shapes
from tests.regulations.importing.truths import SCHOOL

KEYS = "title approvals bases sections norms leftovers uncertain corrections marks".split()


@pytest.fixture
def run(capsys):
    def call(*args):
        call_command("import_regulation", *args)
        return capsys.readouterr().out

    return call


@pytest.fixture
def text(tmp_path):
    file = tmp_path / "положение.txt"
    file.write_text(shapes.text_of(SCHOOL, "decimal"), "cp1251")
    return str(file)


def test_the_structure_as_json(run, cast, text):
    found = json.loads(run(cast.ours.slug, text, "--json"))
    assert list(found) == KEYS
    assert found["title"] == SCHOOL.title
    approval = found["approvals"][2]
    assert approval.pop("text").startswith("УТВЕРЖДАЮ")
    assert approval == {
        "kind": "approves",
        "body": "Директор МБОУ «СОШ № 31»",
        "protocol": None,
        "order": "102/2-од",
        "date": "2024-08-30",
    }
    assert found["bases"][0] == {
        "kind": "Федеральный закон",
        "number": "273-ФЗ",
        "date": "2012-12-29",
        "title": "Об образовании в Российской Федерации",
    }
    section = found["sections"][0]
    assert (section["number"], section["title"]) == ("1", "Общие положения")
    assert set(section["clauses"][1]) == {"number", "text", "items"}
    assert section["clauses"][1]["number"] == "1.2"
    assert len(section["clauses"][1]["items"]) == 5
    assert not DocumentVersion.objects.exists()


def test_a_docx(run, cast, tmp_path):
    file = tmp_path / "a.docx"
    making.lyceum().save(file)
    assert len(json.loads(run(cast.ours.slug, str(file), "--json"))["sections"]) == 3


def test_without_json_it_tells_in_words(run, cast, text):
    out = run(cast.ours.slug, text)
    assert SCHOOL.title in out
    assert "Разделов: 3, пунктов: 9." in out


def test_save_makes_the_draft(run, ready, text):
    run(ready.slug, text, "--save", "--json")
    draft = DocumentVersion.objects.get()
    assert draft.is_draft
    assert draft.data["imported"]["file_name"] == "положение.txt"
    with pytest.raises(CommandError, match="уже подготовлен"):
        run(ready.slug, text, "--save")


def test_save_needs_an_operator(run, cast, text):
    for operator in User.objects.filter(is_superuser=True):
        operator.is_active = False
        operator.save()
    with pytest.raises(CommandError, match="нет оператора"):
        run(cast.ours.slug, text, "--save")


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "пуст"), (b"%PDF-1.4", "PDF"), (b"\0" * 50 * 2**20, "больше 10 МБ")],
    ids=["empty", "pdf", "50 MB"],
)
def test_what_cannot_be_read_ends_with_one(run, cast, tmp_path, data, said):
    file = tmp_path / "a.txt"
    file.write_bytes(data)
    with pytest.raises(CommandError, match=said) as error:
        run(cast.ours.slug, str(file), "--json")
    assert error.value.returncode == 1


def test_in_a_terminal_there_is_no_field_to_paste_into(run, cast, tmp_path):
    file = tmp_path / "положение.pdf"
    file.write_bytes(b"%PDF-1.4")
    with pytest.raises(CommandError, match="скопируйте в файл TXT") as error:
        run(cast.ours.slug, str(file))
    assert "странице" not in str(error.value)


def test_an_unknown_organization_and_a_missing_file(run, cast, text):
    with pytest.raises(CommandError, match="«nowhere» на портале нет"):
        run("nowhere", text)
    with pytest.raises(CommandError, match="Не удалось прочитать"):
        run(cast.ours.slug, "нет.txt")
