"""What may lie in the operator's folder of trusted certificates, and in a chain."""

import pytest
from asn1crypto import cms, x509

from regulations.signatures import trust
from regulations.signatures.checking import check
from regulations.signatures.verdicts import Verdict
from tests.regulations.signatures import by_hand
from tests.regulations.signatures.conftest import CONTENT

#: An IA5String, which OpenSSL takes as it is.
NOT_ASCII = b"\x16\x06" + b"\xff" * 6


def test_one_wrong_entry_of_the_folder_spoils_no_other(pki, root, head, trusts, caplog):
    folder = trusts(root)
    key = pki.openssl("pkey", "-in", pki.root("rsa").key, "-outform", "DER")
    (folder / "k.der").write_bytes(key)
    request = ["-new", "-key", head.key, "-subj", "/CN=a", "-outform", "DER", "-md_gost12_256"]
    (folder / "request.cer").write_bytes(pki.openssl("req", *request))
    (folder / "gone.pem").symlink_to(folder / "nowhere.pem")
    (folder / "old.crt").mkdir()
    (folder / "long.der").write_bytes(bytes(trust.LARGEST + 1))
    (folder / "empty.p7b").write_bytes(b"")
    assert check(CONTENT, pki.sign(head, CONTENT)).verdict == Verdict.TRUSTED
    for name in ("k.der", "request.cer", "gone.pem", "old.crt", "long.der", "empty.p7b"):
        assert name in caplog.text


@pytest.mark.parametrize("outform", ["DER", "PEM"])
@pytest.mark.parametrize("name", ["chain.cer", "chain.p7b", "chain.p7c"])
def test_a_chain_in_one_file_is_trusted_as_a_whole(
    pki, root, settings, tmp_path, caplog, outform, name
):
    middle = pki.holder(root, kind="intermediate", subject="/CN=Удостоверяющий центр")
    signer = pki.holder(middle)
    files = [option for each in signer.above for option in ("-certfile", each)]
    bundle = pki.openssl("crl2pkcs7", "-nocrl", *files, "-outform", outform)
    (tmp_path / name).write_bytes(bundle)
    settings.SIGNATURE_ROOTS = str(tmp_path)
    report = check(CONTENT, pki.sign(signer, CONTENT))
    assert report.verdict == Verdict.TRUSTED
    assert report.chain == ("Удостоверяющий центр", "Корневой УЦ Испытаний")
    assert not caplog.text


def test_a_name_that_no_alphabet_has_ends_the_chain(pki, rsa_head):
    """Above the issuer anybody may have put anything into the file of the signature."""
    namesake = pki.root("rsa")
    above, top = (by_hand.certificate_of(namesake) for _ in range(2))
    above["tbs_certificate"]["issuer"] = x509.Name.build({"common_name": "ёёё"})
    top["tbs_certificate"]["subject"] = x509.Name.build({"common_name": "ёёё"})
    signature = cms.ContentInfo.load(pki.sign(rsa_head, CONTENT))
    certificates = signature["content"]["certificates"]
    for each in (above, top):
        unreadable = each.dump(force=True).replace(b"\x0c\x06" + "ёёё".encode(), NOT_ASCII)
        certificate = x509.Certificate.load(unreadable)
        certificates.append(cms.CertificateChoices("certificate", certificate))
    report = check(CONTENT, signature.dump())
    assert report.is_right
    assert report.chain == ("Корневой УЦ Испытаний",)
