"""Reads the file of a signature (CMS, RFC 5652) in any of the forms in which tools write it."""

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms, core, parser, pem, x509

from regulations.signatures.digests import is_weak
from regulations.signatures.openssl import GOST
from regulations.signatures.verdicts import broken

BEGIN = re.compile(rb"-----BEGIN ([A-Z0-9 #]{1,40})-----")
BASE64 = re.compile(rb"[A-Za-z0-9+/]+={0,2}")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
ASN1_SEQUENCE = 0x30

#: Certificates, attributes and the like in the file of one person; how long a certificate is.
MOST, LONGEST_CERTIFICATE = 64, 64 * 1024


#: In a list of authorities.
MOST_IN_BUNDLE = 1000
ARMORS_OF_CERTIFICATES = {"CERTIFICATE", "PKCS7", "CMS"}


class TooMany(ValueError):
    """A set has more members than a file of one person's signature needs."""


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
    #: By a digest that holds no more.
    is_weak: bool
    signing_time: datetime | None
    time_stamp: bytes | None
    #: (OID of the digest, the digest) by which the signer's certificate is named, CAdES-BES.
    certificate_digest: tuple[str, bytes] | None
    certificates: tuple[x509.Certificate, ...]


def binary(data):
    """The bytes of CMS from a file in DER, PEM or base64, with line breaks or without."""
    text = data.strip().removeprefix(BYTE_ORDER_MARK)
    if (block := _in_frame(text)) is not None:
        text = block
    elif data[:1] == bytes([ASN1_SEQUENCE]) and not _is_base64(text):
        return data
    if not _is_base64(text):
        raise broken()
    packed = b"".join(text.split())
    try:
        return base64.b64decode(packed + b"=" * (-len(packed) % 4), validate=True)
    except binascii.Error as error:
        raise broken() from error


def _in_frame(text):
    """What stands in the first frame of PEM; None where there is none."""
    begin = BEGIN.search(text)
    if not begin:
        return None
    end = text.find(b"-----END %s-----" % begin[1], begin.end())
    return text[begin.end() : end] if end >= 0 else None


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
    """The certificates of a file in PEM (any number) or DER, each by itself or in PKCS #7."""
    try:
        if pem.detect(data):
            found = pem.unarmor(data, multiple=True)
            ders = [der for kind, _, der in found if kind in ARMORS_OF_CERTIFICATES]
        else:
            ders = [data]
        return tuple(one for der in ders for one in _certificates_in(der))
    except UNREADABLE:
        return ()


def _certificates_in(der):
    try:
        bundle = cms.ContentInfo.load(der, strict=True)
        is_bundle = bundle["content_type"].native == "signed_data"
    except ValueError:
        is_bundle = False
    if not is_bundle:
        return (x509.Certificate.load(der, strict=True),)
    return x509_of(bundle["content"]["certificates"], most=MOST_IN_BUNDLE)


def _is_base64(text):
    return bool(BASE64.fullmatch(b"".join(text.split())))


def _read(der):
    content = cms.ContentInfo.load(der, strict=True)
    if content["content_type"].native != "signed_data":
        raise broken("Это не файл электронной подписи: в нём другие данные.")
    signed = content["content"]
    try:
        signers = some(signed["signer_infos"], most=1)
    except TooMany as error:
        raise broken(
            "В файле подписи несколько подписавших. Загрузите подпись одного руководителя."
        ) from error
    if not signers:
        raise broken("В файле подписи нет ни одной подписи.")
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
        is_weak=is_weak([signer["digest_algorithm"], signer["signature_algorithm"]]),
        signing_time=_first(attributes.get("signing_time"), lambda value: value.native),
        time_stamp=_first(
            _attributes(signer["unsigned_attrs"]).get("signature_time_stamp_token"),
            lambda value: value.dump(),
        ),
        certificate_digest=_certificate_digest(attributes),
        certificates=x509_of(signed["certificates"]),
    )


def some(values, most=MOST):
    """The members of a set that may be absent; no more than a file of one person has.

    Counted before any of them is read: a million of empty ones takes a megabyte or two.
    """
    # An absent set is asn1crypto's Void, which cannot be walked through.
    if isinstance(values, core.Void) or values is None:
        return []
    data, count = values.contents or b"", 0
    while data:
        if count == most:
            raise TooMany
        data, count = data[parser.peek(data) :], count + 1
    return list(values)


def x509_of(certificates, most=MOST):
    """The usual certificates of a set."""
    found = tuple(one.chosen for one in some(certificates, most) if one.name == "certificate")
    if any(len(one.dump()) > LONGEST_CERTIFICATE for one in found):
        raise TooMany
    return found


def _attributes(attributes):
    return {attribute["type"].native: attribute["values"] for attribute in some(attributes)}


def _first(values, read_value):
    return read_value(values[0]) if values is not None and len(values) else None


def _certificate_digest(attributes):
    if values := attributes.get("signing_certificate_v2"):
        named = values[0]["certs"][0]
        return named["hash_algorithm"]["algorithm"].dotted, named["cert_hash"].native
    if values := attributes.get("signing_certificate"):
        return "1.3.14.3.2.26", values[0]["certs"][0]["cert_hash"].native
    return None
