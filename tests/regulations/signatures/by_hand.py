"""Signatures that no tool makes at will: of a past moment, with stamps of time, broken ones."""

import hashlib

from asn1crypto import cms, core, pem, tsp, x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding


def sign_at(
    holder, content, moment, *, certificate_digest=None, digest="sha256", kind="data", attach=False
):
    """CMS of an RSA key whose signed attribute says that it was signed at ``moment``."""
    certificate = certificate_of(holder)
    attributes = [
        attribute("content_type", cms.ContentType(kind)),
        attribute("message_digest", core.OctetString(hashlib.new(digest, content).digest())),
    ]
    if moment:
        usual = 1950 <= moment.year < 2050
        time = core.UTCTime(moment) if usual else core.GeneralizedTime(moment)
        name = "utc_time" if usual else "generalized_time"
        attributes.append(attribute("signing_time", cms.Time({name: time})))
    if certificate_digest:
        attributes.append(_named(certificate_digest))
    signed_attributes = cms.CMSAttributes(attributes)
    signature = _key(holder).sign(
        signed_attributes.dump(), padding.PKCS1v15(), getattr(hashes, digest.upper())()
    )
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
            "digest_algorithm": {"algorithm": digest},
            "signed_attrs": signed_attributes,
            "signature_algorithm": {"algorithm": "rsassa_pkcs1v15"},
            "signature": signature,
        }
    )
    return _content_info(
        [certificate], [signer], digest=digest, kind=kind, content=content if attach else None
    )


def token(holder, value, moment):
    """A token of time that says any moment."""
    info = tsp.TSTInfo(
        {
            "version": "v1",
            "policy": "1.2.3.4.1",
            "message_imprint": {
                "hash_algorithm": {"algorithm": "sha256"},
                "hashed_message": hashlib.sha256(value).digest(),
            },
            "serial_number": 1,
            "gen_time": moment,
        }
    )
    return sign_at(holder, info.dump(), None, kind="tst_info", attach=True)


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


def _content_info(certificates, signers, *, digest="sha256", kind="data", content=None):
    inside = {"content_type": kind}
    if content is not None:
        inside["content"] = core.ParsableOctetString(content)
    signed = cms.SignedData(
        {
            "version": "v1" if kind == "data" else "v3",
            "digest_algorithms": [{"algorithm": digest}],
            "encap_content_info": inside,
            "certificates": [cms.CertificateChoices({"certificate": one}) for one in certificates],
            "signer_infos": signers,
        }
    )
    return cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump()
