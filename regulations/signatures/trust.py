"""Whether a certificate leads to one that the operator trusts (`settings.SIGNATURE_ROOTS`)."""

import logging
from pathlib import Path

from asn1crypto import pem
from django.conf import settings

from regulations.signatures.certificates import short_name
from regulations.signatures.days import within_calendar
from regulations.signatures.signed_data import UNREADABLE, certificates_of

logger = logging.getLogger(__name__)

ENDINGS = {".pem", ".crt", ".cer", ".der", ".p7b", ".p7c"}
LARGEST = 1 << 20
LONGEST_CHAIN = 10


def trusted_certificates():
    """All certificates of the operator's folder: authorities' roots and, where wanted, others.

    An entry that holds none is told in the log and passed over.
    """
    if not settings.SIGNATURE_ROOTS:
        return []
    folder = Path(settings.SIGNATURE_ROOTS)
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        logger.exception("SIGNATURE_ROOTS is no folder that can be read: %s", folder)
        return []
    entries = [entry for entry in entries if entry.suffix.lower() in ENDINGS]
    return [certificate for entry in entries for certificate in _certificates_in(entry)]


def _certificates_in(entry):
    try:
        if not entry.is_file() or entry.stat().st_size > LARGEST:
            logger.error("SIGNATURE_ROOTS: %s is no file of certificates", entry.name)
            return []
        found = certificates_of(entry.read_bytes())
    except OSError:
        logger.exception("SIGNATURE_ROOTS: %s cannot be read", entry.name)
        return []
    readable = [each for each in found if _is_readable(each)]
    if not readable or len(readable) < len(found):
        wrong = len(found) - len(readable)
        logger.error(
            "SIGNATURE_ROOTS: %s: %s certificates, %s unreadable", entry.name, len(readable), wrong
        )
    return readable


def _is_readable(certificate):
    """A certificate is read no further than it is asked to: what is needed later is asked now."""
    try:
        short_name(certificate)
        certificate.issuer.dump()
        within_calendar(certificate.not_valid_before)
        within_calendar(certificate.not_valid_after)
    except UNREADABLE:
        return False
    return True


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
    by_subject = {each.subject.dump(): each for each in known if _is_readable(each)}
    names, wanted = [], certificate.issuer.dump()
    while (issuer := by_subject.get(wanted)) and len(names) < LONGEST_CHAIN:
        names.append(short_name(issuer))
        if issuer.issuer.dump() == wanted:
            break
        wanted = issuer.issuer.dump()
    return tuple(names)
