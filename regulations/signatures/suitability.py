"""Whether the certificate is one for signatures, and the digest one that still holds."""

from regulations.signatures.signed_data import UNREADABLE
from regulations.signatures.verdicts import Verdict, WrongSignature, broken

SIGNS = {"digital_signature", "non_repudiation"}
#: Certificates of servers and services, unless they name another purpose besides.
OF_MACHINES = {"server_auth", "client_auth", "time_stamping", "ocsp_signing"}


def require_strong(signed):
    """WrongSignature for a signature by a digest for which others can be made up."""
    if signed.is_weak:
        raise WrongSignature(
            Verdict.UNSUITABLE,
            "Подпись сделана устаревшим способом (SHA-1 или MD5): такую можно подделать. Выберите "
            "в программе ГОСТ Р 34.11-2012 или SHA-256 и подпишите ещё раз.",
        )


def require_for_signing(certificate):
    """WrongSignature for a certificate that was given out for something else than to sign."""
    try:
        uses, purposes = certificate.key_usage_value, certificate.extended_key_usage_value
        signs = uses is None or bool(SIGNS & uses.native)
        for_machines = purposes is not None and set(purposes.native) <= OF_MACHINES
    except UNREADABLE as error:
        raise broken("Сертификат в файле подписи повреждён.") from error
    if not signs or for_machines:
        raise WrongSignature(
            Verdict.UNSUITABLE,
            "Сертификат выдан не для подписи документов: подпишите сертификатом электронной "
            "подписи руководителя.",
        )
