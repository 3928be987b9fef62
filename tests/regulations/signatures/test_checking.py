"""Every verdict, with certificates and signatures that OpenSSL has really made."""

import base64
import datetime as dt
import hashlib
import os

import pytest

from regulations.signatures import openssl
from regulations.signatures.checking import LARGEST_SIGNATURE, check
from regulations.signatures.verdicts import (
    CannotCheckError,
    Form,
    TimeSource,
    Verdict,
)
from tests.regulations.signatures import by_hand
from tests.regulations.signatures.conftest import CONTENT
from tests.regulations.signatures.pki import ALGORITHMS, OWNER, armored


def now(days=0):
    return dt.datetime.now(dt.UTC).replace(microsecond=0) + dt.timedelta(days=days)


# --- Right ones -----------------------------------------------------------------------------------


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_right_signature_of_every_algorithm(pki, trusts, algorithm):
    root = pki.root(algorithm)
    trusts(root)
    report = check(CONTENT, pki.sign(pki.holder(root, algorithm), CONTENT))
    assert report.verdict == Verdict.TRUSTED
    assert report.is_right
    assert report.form == Form.DETACHED
    assert report.certificate.owner == OWNER
    assert report.certificate.post == "Директор"
    assert report.certificate.organization == "МБОУ СОШ № 31"
    assert report.certificate.issuer == "Корневой УЦ Испытаний"
    assert report.certificate.valid_from < report.signed_at < report.certificate.valid_to
    assert abs(report.signed_at - now()) < dt.timedelta(minutes=5)
    assert report.time_source == TimeSource.ATTRIBUTE
    assert report.chain == ("Корневой УЦ Испытаний",)


def test_without_roots_the_chain_is_unknown_and_the_signature_right(pki, head):
    report = check(CONTENT, pki.sign(head, CONTENT))
    assert report.verdict == Verdict.CHAIN_UNKNOWN
    assert report.is_right


def test_another_root_is_not_the_issuer(pki, head, trusts):
    # Of the same name: names prove nothing.
    trusts(pki.root())
    assert check(CONTENT, pki.sign(head, CONTENT)).verdict == Verdict.CHAIN_UNKNOWN


def test_the_chain_goes_over_an_intermediate_authority(pki, root, trusts):
    middle = pki.holder(root, kind="intermediate", subject="/CN=Удостоверяющий центр")
    signer = pki.holder(middle)
    trusts(root)
    # Only with the certificate of the authority in between the root is reached …
    assert check(CONTENT, pki.sign(signer, CONTENT)).verdict == Verdict.CHAIN_UNKNOWN
    report = check(CONTENT, pki.sign(signer, CONTENT, chain=True))
    assert report.verdict == Verdict.TRUSTED
    assert report.chain == ("Удостоверяющий центр", "Корневой УЦ Испытаний")
    # … or where the operator trusts that authority itself.
    trusts(root, middle)
    assert check(CONTENT, pki.sign(signer, CONTENT)).verdict == Verdict.TRUSTED


def test_a_person_is_no_authority(pki, root, head, trusts):
    """A certificate of a person, though it leads to the root, issues no others."""
    forged = pki.holder(head, subject="/CN=Самозванец")
    trusts(root)
    report = check(CONTENT, pki.sign(forged, CONTENT, chain=True))
    assert report.verdict == Verdict.CHAIN_UNKNOWN


def test_what_is_no_certificate_in_the_folder_is_passed_over(pki, root, head, trusts, caplog):
    folder = trusts(root)
    (folder / "readme.txt").write_text("Сюда кладут сертификаты")
    (folder / "broken.cer").write_bytes(b"\x30\x82 no certificate")
    assert check(CONTENT, pki.sign(head, CONTENT)).verdict == Verdict.TRUSTED
    assert "broken.cer" in caplog.text
    assert "readme.txt" not in caplog.text


def test_a_folder_that_is_not_there_is_told_in_the_log(pki, head, settings, tmp_path, caplog):
    settings.SIGNATURE_ROOTS = str(tmp_path / "nowhere")
    assert check(CONTENT, pki.sign(head, CONTENT)).verdict == Verdict.CHAIN_UNKNOWN
    assert "nowhere" in caplog.text


# --- The forms of a file --------------------------------------------------------------------------


def in_one_line(der):
    return base64.b64encode(der)


def in_lines(der):
    return base64.encodebytes(der).replace(b"\n", b"\r\n")


def with_mark_and_spaces(der):
    return b"\xef\xbb\xbf\r\n" + base64.b64encode(der).rstrip(b"=") + b"\r\n\r\n"


@pytest.mark.parametrize("write", [armored, in_one_line, in_lines, with_mark_and_spaces, bytes])
def test_der_pem_and_base64_are_one_signature(pki, head, write):
    der = pki.sign(head, CONTENT)
    report = check(CONTENT, write(der))
    assert report.verdict == Verdict.CHAIN_UNKNOWN
    assert report.data == der


def test_an_attached_signature_bears_exactly_the_document(pki, head):
    report = check(CONTENT, pki.sign(head, CONTENT, attached=True))
    assert report.verdict == Verdict.CHAIN_UNKNOWN
    assert report.form == Form.ATTACHED
    for other in (CONTENT + b" ", CONTENT[:-1], b""):
        wrong = check(CONTENT, pki.sign(head, other, attached=True))
        assert wrong.verdict == Verdict.OTHER_BYTES, other


@pytest.mark.parametrize("options", [(), ("-cades",), ("-noattr",), ("-keyid",), ("-stream",)])
def test_plain_cms_and_cades(pki, head, options):
    report = check(CONTENT, pki.sign(head, CONTENT, options=options))
    assert report.is_right, report.sentence
    if options == ("-noattr",):
        assert (report.signed_at, report.time_source) == (None, TimeSource.NONE)


# --- Wrong ones -----------------------------------------------------------------------------------


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_for_other_bytes(pki, root, algorithm):
    der = pki.sign(pki.holder(root, algorithm), CONTENT)
    for other in (CONTENT + b"\n", CONTENT[1:], b""):
        report = check(other, der)
        assert report.verdict == Verdict.OTHER_BYTES
        assert not report.is_right
        assert report.certificate is None
        assert "другого файла" in report.sentence


def test_a_truncated_file_is_broken_wherever_it_ends(pki, head):
    der = pki.sign(head, CONTENT)
    for length in [*range(40), *range(40, len(der), 97), len(der) - 1]:
        assert check(CONTENT, der[:length]).verdict == Verdict.BROKEN, length


def test_a_changed_file_is_never_right(pki, head):
    """Whichever byte is changed, nothing is right that OpenSSL and the reader disagree upon."""
    der = pki.sign(head, CONTENT)
    whole = check(CONTENT, der)
    for place in range(0, len(der), 23):
        changed = bytearray(der)
        changed[place] ^= 0x55
        report = check(CONTENT, bytes(changed))
        # Some bytes are nobody's (say, the list of what the signer's tool can do is signed,
        # the version of the structure is not): then the same person has signed all the same.
        if report.is_right:
            assert report.certificate == whole.certificate, place
            assert report.signed_at == whole.signed_at, place


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_changed_signature_value_is_broken(pki, root, algorithm):
    der = pki.sign(pki.holder(root, algorithm), CONTENT)
    assert check(CONTENT, by_hand.with_changed_signature(der)).verdict == Verdict.BROKEN


NOISE = [
    b"",
    b"\x00" * 1000,
    b"0",
    b"-----BEGIN CMS-----\nnothing\n-----END CMS-----",
    b"MIIF",
    "Это не подпись".encode(),
    b"%PDF-1.7",
    b"\x30\x80" * 5000,
    b"\x30\x84\xff\xff\xff\xff",
]


@pytest.mark.parametrize("noise", NOISE, ids=range(len(NOISE)))
def test_noise_is_broken(noise):
    report = check(CONTENT, noise)
    assert report.verdict in (Verdict.BROKEN, Verdict.OTHER_BYTES)
    assert report.sentence.endswith(".")


def test_fifty_megabytes_of_noise_are_refused_unread():
    report = check(CONTENT, os.urandom(50 << 20))
    assert report.verdict == Verdict.BROKEN
    assert "больше 20 МБ" in report.sentence


def test_noise_of_the_largest_size_is_refused_soon():
    for noise in (os.urandom(LARGEST_SIGNATURE), b"A" * LARGEST_SIGNATURE, b"0" * (10 << 20)):
        assert check(CONTENT, noise).verdict == Verdict.BROKEN


def test_a_certificate_is_no_signature(head):
    assert check(CONTENT, head.certificate.read_bytes()).verdict == Verdict.BROKEN


def test_a_file_without_the_certificate_says_what_to_do(pki, head):
    report = check(CONTENT, by_hand.without_certificates(pki.sign(head, CONTENT)))
    assert report.verdict == Verdict.BROKEN
    assert "включить сертификат" in report.sentence


def test_of_several_signers_none_is_chosen(pki, head, rsa_head):
    both = by_hand.several(pki.sign(head, CONTENT), pki.sign(rsa_head, CONTENT))
    report = check(CONTENT, both)
    assert report.verdict == Verdict.BROKEN
    assert "несколько подписавших" in report.sentence


def test_the_certificate_must_be_the_one_that_the_signer_named(rsa_head):
    named = hashlib.sha256(by_hand.certificate_of(rsa_head).dump()).digest()
    right = by_hand.sign_at(rsa_head, CONTENT, now(), certificate_digest=named)
    assert check(CONTENT, right).is_right
    wrong = by_hand.sign_at(rsa_head, CONTENT, now(), certificate_digest=bytes(32))
    assert check(CONTENT, wrong).verdict == Verdict.BROKEN


# --- A server that lacks something ----------------------------------------------------------------


def test_a_missing_engine_is_told_in_a_clear_sentence(pki, head, rsa_head, monkeypatch, tmp_path):
    der, rsa = pki.sign(head, CONTENT), pki.sign(rsa_head, CONTENT)
    monkeypatch.setenv("OPENSSL_ENGINES", str(tmp_path))
    with pytest.raises(CannotCheckError, match="libengine-gost-openssl"):
        check(CONTENT, der)
    # All else is checked as before.
    assert check(CONTENT, rsa).is_right


def test_a_missing_openssl_is_told_in_a_clear_sentence(pki, head, monkeypatch, tmp_path):
    der = pki.sign(head, CONTENT)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotCheckError, match="нет программы OpenSSL"):
        check(CONTENT, der)


def test_openssl_is_stopped_when_it_takes_too_long(pki, head, monkeypatch, tmp_path):
    der = pki.sign(head, CONTENT)
    slow = tmp_path / "openssl"
    slow.write_text("#!/bin/sh\nexec /bin/sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(openssl, "SECONDS", 1)
    with pytest.raises(CannotCheckError, match="не уложилась"):
        check(CONTENT, der)


def test_nothing_is_left_in_the_temporary_folder(pki, head, monkeypatch, tmp_path):
    der = pki.sign(head, CONTENT)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert check(CONTENT, der).is_right
    assert check(CONTENT, der[:-50]).verdict == Verdict.BROKEN
    assert list(tmp_path.iterdir()) == []
