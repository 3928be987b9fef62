"""Signatures that no tool makes at will: of a past moment, with stamps of time, broken ones."""

import hashlib

from asn1crypto import cms, core, pem, x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding


def sign_at(holder, content, moment, *, certificate_digest=None):
    """CMS of an RSA key whose signed attribute says that it was signed at ``moment``."""
    certificate = certificate_of(holder)
    attributes = [
        attribute("content_type", cms.ContentType("data")),
        attribute("message_digest", core.OctetString(hashlib.sha256(content).digest())),
    ]
    if moment:
        attributes.append(attribute("signing_time", cms.Time({"utc_time": core.UTCTime(moment)})))
    if certificate_digest:
        attributes.append(_named(certificate_digest))
    signed_attributes = cms.CMSAttributes(attributes)
    signature = _key(holder).sign(signed_attributes.dump(), padding.PKCS1v15(), hashes.SHA256())
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {
                    "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                        {
                            "issuer": certificate.issuer,
                            "serial_number": certificate.serial_number,
                        }
                    )
                }
            ),
            "digest_algorithm": {"algorithm": "sha256"},
            "signed_attrs": signed_attributes,
            "signature_algorithm": {"algorithm": "rsassa_pkcs1v15"},
            "signature": signature,
        }
    )
    return _content_info([certificate], [signer])


def stamped(der, make_token):
    """The same signature as CAdES-T: ``make_token(signature)`` gives the token."""
    content = cms.ContentInfo.load(der)
    signer = content["content"]["signer_infos"][0]
    token = cms.ContentInfo.load(make_token(signer["signature"].native))
    signer["unsigned_attrs"] = cms.CMSAttributes([attribute("signature_time_stamp_token", token)])
    return content.dump()


def several(*ders):
    """One file with the signatures of several files."""
    signed = [cms.ContentInfo.load(der)["content"] for der in ders]
    return _content_info(
        [choice.chosen for one in signed for choice in one["certificates"]],
        [signer for one in signed for signer in one["signer_infos"]],
    )


def without_certificates(der):
    content = cms.ContentInfo.load(der)
    content["content"]["certificates"] = None
    return content.dump()


def with_changed_signature(der):
    content = cms.ContentInfo.load(der)
    signer = content["content"]["signer_infos"][0]
    signature = bytearray(signer["signature"].native)
    signature[7] ^= 1
    signer["signature"] = bytes(signature)
    return content.dump()


def certificate_of(holder):
    return x509.Certificate.load(pem.unarmor(holder.certificate.read_bytes())[2])


def attribute(kind, value):
    return cms.CMSAttribute({"type": kind, "values": [value]})


def _named(digest):
    named = {"hash_algorithm": {"algorithm": "sha256"}, "cert_hash": digest}
    return attribute("signing_certificate_v2", {"certs": [named]})


def _key(holder):
    return serialization.load_pem_private_key(holder.key.read_bytes(), password=None)


def _content_info(certificates, signers):
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [{"algorithm": "sha256"}],
            "encap_content_info": {"content_type": "data"},
            "certificates": [cms.CertificateChoices({"certificate": one}) for one in certificates],
            "signer_infos": signers,
        }
    )
    return cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump()
