import pytest
from django.core.files.storage import default_storage

from regulations import files

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


def test_a_changed_file_is_noticed_and_not_given_out(approved, caplog):
    with default_storage.open(approved.file.name, "ab") as file:
        file.write(b" ")
    with pytest.raises(files.DamagedFileError, match="изменён после утверждения"):
        files.stored_pdf(approved)
    assert approved.file.name in caplog.text


def test_a_missing_file_is_noticed(approved, caplog):
    default_storage.delete(approved.file.name)
    with pytest.raises(files.DamagedFileError, match="не найден"):
        files.stored_pdf(approved)
    assert approved.file.name in caplog.text
