"""A signature of another than the head is confirmed; one that came by mistake is withdrawn."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage

from regulations import services
from regulations.files import stored_pdf
from regulations.models import Signature
from regulations.services.signing import AnotherSignerError
from regulations.signatures import copies, queries, stored
from sferum_portal.lib.errors import DomainError
from tests.regulations.making import make_signature
from tests.regulations.signatures.bringing import OTHER_SIGNER, bring
from tests.regulations.signatures.pki import OWNER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


def files():
    known = default_storage.exists("signatures")
    return set(default_storage.listdir("signatures")[1]) if known else set()


# --- Another signer, another name -----------------------------------------------------------------


def test_a_strange_name_is_confirmed_with_a_reason_before_anything_is_kept(
    cast, approved, pki, head
):
    before, data = files(), pki.sign(head, stored_pdf(approved))
    for reason in ("", "  "):
        with pytest.raises(AnotherSignerError, match="назван руководитель"):
            services.add_signature_file(
                version=approved, by=cast.head, data=data, other_signer_reason=reason
            )
    assert not Signature.objects.exists()
    assert files() == before
    signature = services.add_signature_file(
        version=approved, by=cast.head, data=data, other_signer_reason=" По  доверенности "
    )
    assert signature.other_signer_reason == "По доверенности"
    assert OWNER in repr(stored.copy_file(signature).decode(errors="replace"))


def test_the_head_whom_the_document_names_needs_no_reason(cast, approved, pki, root):
    surname, *given = reversed(approved.head_name.replace("\xa0", " ").split())
    subject = f"/SN={surname}/GN={' '.join(reversed(given))}/CN=x"
    data = pki.sign(pki.holder(root, subject=subject), stored_pdf(approved))
    signature = services.add_signature_file(
        version=approved, by=cast.head, data=data, other_signer_reason="лишнее"
    )
    assert signature.other_signer_reason == ""


def test_no_mark_of_a_strange_name_that_nobody_has_confirmed(cast, approved):
    """Of the time before the portal asked."""
    signature = make_signature(approved)
    assert signature.owner.encode() not in copies.render_copy(approved, [signature])
    signature.other_signer_reason = OTHER_SIGNER
    assert signature.owner.encode() in copies.render_copy(approved, [signature])


@pytest.mark.parametrize(
    ("verdict", "algorithm", "name"),
    [
        ("trusted", "ГОСТ Р 34.10-2012, 256 бит", "усиленная квалифицированная"),
        ("trusted", "RSA", "не по ГОСТ"),
        ("chain_unknown", "ГОСТ Р 34.10-2012, 256 бит", "издатель сертификата порталу не известен"),
        ("chain_unknown", "RSA", "издатель сертификата порталу не известен"),
        ("broken", "ГОСТ Р 34.10-2012, 256 бит", "проверку не прошла"),
    ],
)
def test_only_a_trusted_russian_certificate_makes_a_qualified_signature(verdict, algorithm, name):
    signature = Signature(kind="qualified", verdict=verdict, algorithm=algorithm)
    assert name in signature.name
    assert ("квалифицированная" in signature.name) is (name == "усиленная квалифицированная")


# --- Withdrawn ------------------------------------------------------------------------------------


def test_a_file_that_was_added_by_mistake_is_withdrawn(cast, approved, pki, head, rsa_head):
    first = services.sign_simply(version=approved, by=cast.head)
    wrong = bring(approved, pki, head, cast.administrator)
    last = bring(approved, pki, rsa_head, cast.administrator)
    assert wrong.serial.encode() in stored.copy_file(last)
    former, once = last.copy.name, stored.copy_file(first)

    row = services.withdraw_signature(signature=wrong, by=cast.head, reason=" Не  тот файл ")
    row.refresh_from_db()
    assert (row.withdrawn_by, row.withdrawal_reason) == (cast.head, "Не тот файл")
    assert row.withdrawn_at
    assert row.history.first().history_user == cast.head
    assert row.history.first().history_change_reason == "Отозвана: Не тот файл"
    # It counts no more, and its file stays.
    assert queries.right_of(approved) == [first, last]
    assert list(approved.signatures.right()) == [first, last]
    assert stored.signature_file(row)
    # What bears its mark is made anew; what came before stays.
    last.refresh_from_db()
    copy = stored.copy_file(last)
    assert wrong.serial.encode() not in copy
    assert last.serial.encode() in copy
    assert last.copy.name != former
    first.refresh_from_db()
    assert stored.copy_file(first) == once
    assert queries.latest_copy(approved) == last
    # The same file may come again.
    assert bring(approved, pki, head, cast.head).is_right


def test_withdrawn_once_with_a_reason_and_no_simple_one(cast, approved, pki, head):
    simple = services.sign_simply(version=approved, by=cast.head)
    signature = bring(approved, pki, head, cast.head)
    with pytest.raises(DomainError, match="почему"):
        services.withdraw_signature(signature=signature, by=cast.head, reason=" ")
    with pytest.raises(PermissionDenied):
        services.withdraw_signature(signature=signature, by=cast.leader, reason="ошибка")
    services.withdraw_signature(signature=signature, by=cast.head, reason="ошибка")
    for verb in (services.withdraw_signature, services.check_again):
        more = {"reason": "ещё раз"} if verb is services.withdraw_signature else {}
        with pytest.raises(DomainError, match="отозвана"):
            verb(signature=signature, by=cast.head, **more)
    with pytest.raises(DomainError, match="Простую подпись"):
        services.withdraw_signature(signature=simple, by=cast.head, reason="ошибка")
