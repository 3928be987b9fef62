"""Reads the file of a signature (CMS, RFC 5652) in any of the forms in which tools write it."""

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms, parser, pem, x509

from regulations.signatures.openssl import GOST
from regulations.signatures.verdicts import broken

PEM_BLOCK = re.compile(rb"-----BEGIN ([A-Z0-9 #]+)-----(.*?)-----END \1-----", re.DOTALL)
BASE64 = re.compile(rb"[A-Za-z0-9+/]+={0,2}")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
ASN1_SEQUENCE = 0x30

#: What reading hostile bytes may end with in asn1crypto.
UNREADABLE = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    RecursionError,
)


@dataclass(frozen=True, kw_only=True)
class SignedData:
    """One person's signature. ``der`` is the file in binary, ``certificates`` come with it."""

    der: bytes
    is_attached: bool
    uses_gost: bool
    signature: bytes
    signing_time: datetime | None
    time_stamp: bytes | None
    #: (OID of the digest, the digest) by which the signer's certificate is named, CAdES-BES.
    certificate_digest: tuple[str, bytes] | None
    certificates: tuple[x509.Certificate, ...]


def binary(data):
    """The bytes of CMS from a file in DER, PEM or base64, with line breaks or without."""
    text = data.strip().removeprefix(BYTE_ORDER_MARK)
    if block := PEM_BLOCK.search(text):
        text = block[2]
    elif data[:1] == bytes([ASN1_SEQUENCE]) and not _is_base64(text):
        return data
    if not _is_base64(text):
        raise broken()
    packed = b"".join(text.split())
    try:
        return base64.b64decode(packed + b"=" * (-len(packed) % 4), validate=True)
    except binascii.Error as error:
        raise broken() from error


def without_padding(data):
    """The first ASN.1 value of bytes that may go on with zeros, as in a PDF."""
    try:
        return data[: parser.peek(data)]
    except UNREADABLE as error:
        raise broken() from error


def read(der):
    """`SignedData` of CMS bytes; WrongSignature for what is none, or is of several people."""
    try:
        return _read(der)
    except UNREADABLE as error:
        raise broken() from error


def certificates_of(data):
    """The certificates of a file in PEM (any number) or DER."""
    try:
        if pem.detect(data):
            found = pem.unarmor(data, multiple=True)
            ders = [der for kind, _, der in found if kind == "CERTIFICATE"]
        else:
            ders = [data]
        return tuple(x509.Certificate.load(der, strict=True) for der in ders)
    except UNREADABLE:
        return ()


def _is_base64(text):
    return bool(BASE64.fullmatch(b"".join(text.split())))


def _read(der):
    content = cms.ContentInfo.load(der, strict=True)
    if content["content_type"].native != "signed_data":
        raise broken("Это не файл электронной подписи: в нём другие данные.")
    signed = content["content"]
    signers = list(signed["signer_infos"])
    if len(signers) != 1:
        raise broken(
            "В файле подписи нет ни одной подписи."
            if not signers
            else "В файле подписи несколько подписавших. Загрузите подпись одного руководителя."
        )
    signer = signers[0]
    attributes = _attributes(signer["signed_attrs"])
    return SignedData(
        der=der,
        is_attached=signed["encap_content_info"]["content"].native is not None,
        uses_gost=any(
            signer[field]["algorithm"].dotted.startswith(GOST)
            for field in ("digest_algorithm", "signature_algorithm")
        ),
        signature=signer["signature"].native,
        signing_time=_first(attributes.get("signing_time"), lambda value: value.native),
        time_stamp=_first(
            _attributes(signer["unsigned_attrs"]).get("signature_time_stamp_token"),
            lambda value: value.dump(),
        ),
        certificate_digest=_certificate_digest(attributes),
        certificates=tuple(
            choice.chosen for choice in signed["certificates"] or () if choice.name == "certificate"
        ),
    )


def _attributes(attributes):
    # An absent set is asn1crypto's Void, which cannot be walked through.
    if not attributes or attributes.native is None:
        return {}
    return {attribute["type"].native: attribute["values"] for attribute in attributes}


def _first(values, read_value):
    return read_value(values[0]) if values is not None and len(values) else None


def _certificate_digest(attributes):
    if values := attributes.get("signing_certificate_v2"):
        named = values[0]["certs"][0]
        return named["hash_algorithm"]["algorithm"].dotted, named["cert_hash"].native
    if values := attributes.get("signing_certificate"):
        return "1.3.14.3.2.26", values[0]["certs"][0]["cert_hash"].native
    return None
