import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage

from memberships.roles import Role
from regulations import services
from regulations.files import DamagedFileError, stored_pdf
from regulations.models import Document, DocumentVersion, Signature
from regulations.models.signature import SignatureKeptError
from regulations.services.signing import WrongSignatureFile
from regulations.signatures import copies, queries
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.regulations.making import make_approved
from tests.regulations.signatures.bringing import OTHER_SIGNER, bring
from tests.regulations.signatures.pki import OWNER, PERSONAL_NUMBERS, armored

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


def files():
    return (
        set(default_storage.listdir("signatures")[1])
        if default_storage.exists("signatures")
        else set()
    )


# --- Simple ---------------------------------------------------------------------------------------


def test_the_head_signs_by_password(cast, approved):
    signature = services.sign_simply(version=approved, by=cast.head)
    assert signature.is_simple
    assert signature.owner == cast.head.full_name
    assert signature.post == "Директор"
    assert signature.organization_name == approved.organization_short_name
    assert signature.document_sha256 == approved.sha256
    assert len(signature.key) == 32
    assert signature.key in signature.line
    row = signature.history.get()
    assert row.history_user == cast.head
    assert "простая электронная подпись" in row.history_change_reason
    assert queries.is_signed(approved)
    assert queries.signed_at(approved) == signature.signed_at


@pytest.mark.parametrize("person", ["administrator", "deputy", "leader", "parent", "outsider"])
def test_nobody_else_signs(cast, approved, person):
    with pytest.raises(PermissionDenied):
        services.sign_simply(version=approved, by=getattr(cast, person))
    assert not Signature.objects.exists()


def test_the_operator_is_no_head_whatever_the_rights(cast, approved):
    with pytest.raises(DomainError, match="только руководитель"):
        services.sign_simply(version=approved, by=cast.operator)


def test_who_heads_for_a_while_signs_with_the_own_post(cast, approved):
    acting = make.make_member(cast.ours, Role.HEAD, post="и. о. директора").user
    assert services.sign_simply(version=approved, by=acting).post == "И. о. директора"


def test_one_signs_once(cast, approved):
    services.sign_simply(version=approved, by=cast.head)
    before = files()
    with pytest.raises(DomainError, match="уже подписали"):
        services.sign_simply(version=approved, by=cast.head)
    assert Signature.objects.count() == 1
    assert files() == before


def test_what_is_no_longer_in_force_or_not_yet_is_not_signed(cast, approved, ready):
    draft = services.create_draft(organization=ready, by=cast.head)
    with pytest.raises(DomainError, match="Проект не подписывают"):
        services.sign_simply(version=draft, by=cast.head)
    services.discard_draft(version=draft, by=cast.head)
    make_approved(ready, order_number="7/1")
    approved.refresh_from_db()
    with pytest.raises(DomainError, match="заменена"):
        services.sign_simply(version=approved, by=cast.head)


def test_a_damaged_document_is_not_signed(cast, approved):
    with default_storage.open(approved.file.name, "ab") as file:
        file.write(b" ")
    with pytest.raises(DamagedFileError):
        services.sign_simply(version=approved, by=cast.head)


# --- Qualified ------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["administrator", "head"])
def test_a_right_file_is_kept_with_what_the_check_has_found(cast, approved, pki, head, person):
    before = stored_pdf(approved)
    signature = bring(approved, pki, head, getattr(cast, person))
    assert signature.kind == Signature.Kind.QUALIFIED
    assert (signature.verdict, signature.form) == ("chain_unknown", "detached")
    assert (signature.owner, signature.post) == (OWNER, "Директор")
    assert signature.added_by == getattr(cast, person)
    assert signature.valid_from < signature.signed_at < signature.valid_to
    assert queries.is_signed(approved)
    # What is signed stays as it is.
    assert stored_pdf(approved) == before


def test_no_personal_number_reaches_the_portal(cast, approved, pki, head):
    signature = bring(approved, pki, head, cast.administrator)
    rows = [Signature.objects.values().get(), signature.history.values().get()]
    texts = [*map(repr, rows), signature.line, repr(copies.mark_of(signature))]
    for number in PERSONAL_NUMBERS:
        assert not [text for text in texts if number in text]
    with signature.copy.open("rb") as copy:
        assert not [number for number in PERSONAL_NUMBERS if number.encode() in copy.read()]


def wrong_files(pki, root, head, content):
    yield "other_bytes", pki.sign(head, content + b" ")
    yield "broken", pki.sign(head, content)[:-20]
    yield "broken", b"no signature at all"
    yield "certificate_not_valid", pki.sign(pki.holder(root, days=(-90, -10)), content)


def test_a_wrong_file_is_refused_and_not_kept(cast, approved, pki, root, head):
    before = files()
    for verdict, data in wrong_files(pki, root, head, stored_pdf(approved)):
        with pytest.raises(WrongSignatureFile) as refusal:
            services.add_signature_file(version=approved, by=cast.head, data=data)
        assert refusal.value.report.verdict == verdict
        assert str(refusal.value).endswith(".")
    assert not Signature.objects.exists()
    assert files() == before


def test_the_same_signature_is_kept_once_however_it_is_written(cast, approved, pki, head):
    data = pki.sign(head, stored_pdf(approved))
    confirmed = {"other_signer_reason": OTHER_SIGNER}
    services.add_signature_file(version=approved, by=cast.head, data=data, **confirmed)
    before = files()
    for again in (data, armored(data)):
        with pytest.raises(DomainError, match="уже загружена"):
            services.add_signature_file(
                version=approved, by=cast.administrator, data=again, **confirmed
            )
    assert files() == before


@pytest.mark.parametrize("person", ["deputy", "leader", "parent", "outsider", "stranger"])
def test_others_bring_no_files(cast, approved, pki, head, person):
    with pytest.raises(PermissionDenied):
        bring(approved, pki, head, getattr(cast, person))


def test_a_replaced_version_takes_the_signature_that_it_was_given_in_time(
    cast, approved, ready, pki, head
):
    make_approved(ready, order_number="7/1")
    approved.refresh_from_db()
    assert bring(approved, pki, head, cast.head).is_right


def test_when_the_copy_cannot_be_made_nothing_is_kept(cast, approved, pki, head, monkeypatch):
    def fail(*args):
        raise DomainError("Нет бумаги.")

    monkeypatch.setattr("regulations.services.signing.render_copy", fail)
    before = files()
    with pytest.raises(DomainError, match="Нет бумаги"):
        bring(approved, pki, head, cast.head)
    assert files() == before
    assert not Signature.objects.exists()


# --- Checked again --------------------------------------------------------------------------------


def test_a_check_made_again_finds_the_root_that_came_since(cast, approved, pki, root, head, trusts):
    signature = bring(approved, pki, head, cast.head)
    assert signature.verdict == "chain_unknown"
    trusts(root)
    again = services.check_again(signature=signature, by=cast.administrator)
    assert again.verdict == "trusted"
    assert again.checked_at > signature.checked_at
    row = again.history.first()
    assert row.history_user == cast.administrator
    assert row.history_change_reason.startswith("Проверена ещё раз: подпись верна")
    with pytest.raises(PermissionDenied):
        services.check_again(signature=signature, by=cast.leader)


def test_changed_files_on_the_disk_are_noticed(cast, approved, pki, head, caplog):
    signature = bring(approved, pki, head, cast.head)
    with default_storage.open(signature.file.name, "ab") as file:
        file.write(b" ")
    with pytest.raises(DamagedFileError, match="Файл этой подписи изменён"):
        services.check_again(signature=signature, by=cast.head)
    assert signature.file.name in caplog.text
    default_storage.delete(signature.file.name)
    with pytest.raises(DamagedFileError, match="не найден"):
        services.check_again(signature=signature, by=cast.head)


def test_in_a_simple_signature_there_is_nothing_to_check(cast, approved):
    signature = services.sign_simply(version=approved, by=cast.head)
    with pytest.raises(DomainError, match="Простая подпись"):
        services.check_again(signature=signature, by=cast.head)


# --- Kept -----------------------------------------------------------------------------------------


def test_a_signature_is_neither_changed_nor_deleted(cast, approved):
    signature = services.sign_simply(version=approved, by=cast.head)
    signature.owner = "Другая"
    for attempt in (
        signature.save,
        signature.delete,
        Signature.objects.all().delete,
        lambda: signature.save(update_fields=["owner", "verdict"]),
    ):
        with pytest.raises(SignatureKeptError):
            attempt()
    signature.refresh_from_db()
    assert signature.owner == cast.head.full_name


# --- Queries --------------------------------------------------------------------------------------


def test_a_wrong_signature_counts_no_more(cast, approved, pki, head):
    signature = bring(approved, pki, head, cast.head)
    signature.verdict = "broken"
    signature.save(update_fields=["verdict"])
    assert queries.of(approved) == [signature]
    assert not queries.is_signed(approved)
    assert queries.latest_copy(approved) is None
    assert not approved.signatures.right().exists()


def test_many_versions_cost_one_query(cast, approved, django_assert_num_queries):
    services.sign_simply(version=approved, by=cast.head)
    versions = Document.objects.get().versions.all()
    with django_assert_num_queries(2):
        rows = list(queries.with_signatures(versions))
        assert [queries.is_signed(row) for row in rows] == [True]


@pytest.mark.parametrize(
    ("printed", "owner", "same"),
    [
        ("А.\xa0П.\xa0Серебрякова", OWNER, True),
        ("А. П. Серебрякова", "Серебрякова Алла Петровна", True),
        ("А. П. Серебрякова", "Серебрякова А.П.", True),
        ("А. П. Серебрякова", "Серебрякова Мария Петровна", False),
        ("А. П. Серебрякова", "Петров Пётр Петрович", False),
        ("А. П. Алёнина", "Аленина Анна Петровна", True),
        ("", OWNER, False),
    ],
)
def test_whether_the_owner_is_whom_the_document_names(printed, owner, same):
    version = DocumentVersion(head_name=printed)
    assert queries.names_the_head(Signature(version=version, owner=owner)) is same
