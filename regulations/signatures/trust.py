"""Whether a certificate leads to one that the operator trusts (`settings.SIGNATURE_ROOTS`)."""

import logging
from pathlib import Path

from asn1crypto import pem
from django.conf import settings

from regulations.signatures.certificates import short_name
from regulations.signatures.signed_data import certificates_of

logger = logging.getLogger(__name__)

ENDINGS = {".pem", ".crt", ".cer", ".der"}
LARGEST = 1 << 20
LONGEST_CHAIN = 10


def trusted_certificates():
    """All certificates of the operator's folder: authorities' roots and, where wanted, others."""
    found = []
    if not settings.SIGNATURE_ROOTS:
        return found
    folder = Path(settings.SIGNATURE_ROOTS)
    if not folder.is_dir():
        logger.error("SIGNATURE_ROOTS is no folder: %s", folder)
        return found
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in ENDINGS or path.stat().st_size > LARGEST:
            continue
        certificates = certificates_of(path.read_bytes())
        if not certificates:
            logger.error("SIGNATURE_ROOTS: %s holds no certificate", path.name)
        found += certificates
    return found


def chain_of(certificate, others, *, at, workshop):
    """Names from the issuer upwards, and whether the last is trusted: ``(names, trusted)``.

    What lies in the operator's folder is trusted as it is, an intermediate authority as well; the
    chain is checked for the moment of signing. Whether a certificate was revoked is not asked.
    """
    names = _names(certificate, [*others, *trusted_certificates()])
    return names, leads_to_root(certificate, others, at=at, workshop=workshop)


def leads_to_root(certificate, others, *, at, workshop, purpose="any"):
    """Whether the certificate leads to a trusted one; ``purpose`` is one of OpenSSL's."""
    roots = trusted_certificates()
    if not roots:
        return False
    workshop.put("certificate.pem", armored([certificate]))
    workshop.put("others.pem", armored(others) if others else b"")
    workshop.put("roots.pem", armored(roots))
    untrusted = ["-untrusted", "others.pem"] if others else []
    outcome = workshop.run(
        *["verify", "-CAfile", "roots.pem", "-no-CApath", "-no-CAstore", "-partial_chain"],
        *["-purpose", purpose, "-attime", str(int(at.timestamp())), *untrusted, "certificate.pem"],
    )
    return outcome.succeeded


def armored(certificates):
    """As one file in PEM."""
    return b"".join(pem.armor("CERTIFICATE", each.dump()) for each in certificates)


def _names(certificate, known):
    """By the names alone; whether the signatures hold is OpenSSL's business."""
    by_subject = {each.subject.dump(): each for each in known}
    names, wanted = [], certificate.issuer.dump()
    while (issuer := by_subject.get(wanted)) and len(names) < LONGEST_CHAIN:
        names.append(short_name(issuer))
        if issuer.issuer.dump() == wanted:
            break
        wanted = issuer.issuer.dump()
    return tuple(names)
