"""Which certificates and digests are fit, and what is read out of a certificate."""

import datetime as dt

import pytest
from asn1crypto import x509

from regulations.models import Signature
from regulations.signatures.certificates import facts_of, without_numbers
from regulations.signatures.checking import check
from regulations.signatures.verdicts import Verdict, WrongSignature
from tests.regulations.signatures import by_hand
from tests.regulations.signatures.conftest import CONTENT
from tests.regulations.signatures.pki import PERSONAL_NUMBERS


def now(days=0):
    return dt.datetime.now(dt.UTC).replace(microsecond=0) + dt.timedelta(days=days)


# --- Unfit for signatures -------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["server", "encrypting", "answers", "stamps"])
def test_a_certificate_for_something_else_signs_nothing(pki, root, trusts, kind):
    trusts(root)
    holder = pki.holder(root, "rsa", kind=kind)
    report = check(CONTENT, by_hand.sign_at(holder, CONTENT, now()))
    assert report.verdict == Verdict.UNSUITABLE
    assert "не для подписи документов" in report.sentence


def test_a_certificate_may_have_other_uses_besides(pki, root):
    holder = pki.holder(root, "rsa", kind="mail")
    assert check(CONTENT, by_hand.sign_at(holder, CONTENT, now())).is_right


@pytest.mark.parametrize("digest", ["md5", "sha1"])
def test_a_digest_that_holds_no_more_is_refused(rsa_head, digest):
    report = check(CONTENT, by_hand.sign_at(rsa_head, CONTENT, now(), digest=digest))
    assert report.verdict == Verdict.UNSUITABLE
    assert "устаревшим способом" in report.sentence


# --- What does not fit ----------------------------------------------------------------------------


def test_names_are_cut_to_what_can_be_kept(rsa_head):
    certificate = by_hand.certificate_of(rsa_head)
    names = ("surname", "given_name", "organization_name", "title", "common_name")
    subject = x509.Name.build(dict.fromkeys(names, "Ы" * 400))
    certificate["tbs_certificate"]["subject"] = subject
    facts = facts_of(x509.Certificate.load(certificate.dump(force=True)))
    for name, field in (
        ("owner", "owner"),
        ("post", "post"),
        ("organization", "organization_name"),
    ):
        assert len(getattr(facts, name)) <= Signature._meta.get_field(field).max_length


def test_a_serial_number_without_end_is_refused(rsa_head):
    certificate = by_hand.certificate_of(rsa_head)
    certificate["tbs_certificate"]["serial_number"] = int("22" * 60, 16)
    longer = x509.Certificate.load(certificate.dump(force=True))
    with pytest.raises(WrongSignature, match="номер длиннее"):
        facts_of(longer)


# --- Personal numbers -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "ИНН_7712_3456_7890",
        "ИНН 77 12 34 56 78 90",
        "СНИЛС 112/233/445/95",
        "112  233  445  95",
        "i７７１２-３４５６-７８９０",
        "7.7.1.2.3.4.5.6.7.8.9.0",
        "112 — 233 — 445 — 95",
    ],
)
def test_a_long_number_is_left_out_whatever_stands_between_its_digits(text):
    assert without_numbers(f"Берестов А. К. {text}").rstrip(" i") == "Берестов А. К."


@pytest.mark.parametrize(
    "text",
    [
        "INN=771234567890 SNILS=11223344595 Иванов Пётр",
        "Иванов Пётр inn:7712345678, ogrn 1027700132195",
        "OGRNIP=304770000012345 Иванов Пётр",
        "ИННЮЛ=7712345678 Иванов Пётр",
        "INNLE=7712345678 Иванов Пётр ОГРНИП: 304770000012345",
    ],
)
def test_a_number_takes_its_label_along(text):
    assert without_numbers(text).strip(" ,") == "Иванов Пётр"


@pytest.mark.parametrize("text", ["Минниханова Инна", "Finn Berg", "ООО «ИННОВАЦИЯ»", "Finn 7"])
def test_a_word_that_begins_like_a_label_stays(text):
    assert without_numbers(text) == text


@pytest.mark.parametrize("text", ["МБОУ СОШ № 31, корпус 2", "Школа № 1534 (2026)", "Лицей 1580-1"])
def test_the_number_of_a_school_stays(text):
    assert without_numbers(text) == text


def test_no_personal_number_is_read_out_of_a_certificate(pki, root):
    plain = pki.holder(root)
    in_names = pki.holder(
        root, subject=f"/CN=Серебрякова А. П. ИНН: {PERSONAL_NUMBERS[0]}, {PERSONAL_NUMBERS[3]}"
    )
    for holder in (plain, in_names):
        report = check(CONTENT, pki.sign(holder, CONTENT))
        assert report.is_right
        assert not [number for number in PERSONAL_NUMBERS if number in repr(report)]
    assert report.certificate.owner == "Серебрякова А. П."
