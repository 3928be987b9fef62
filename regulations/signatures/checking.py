"""What a file of an electronic signature is worth for given bytes. No database here."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from regulations.signatures import signed_data, suitability, trust
from regulations.signatures.certificates import Certificate, facts_of
from regulations.signatures.moments import moment_of, require_valid
from regulations.signatures.openssl import MEGABYTE, workshop
from regulations.signatures.reading import read_file
from regulations.signatures.verdicts import (
    RIGHT,
    UNPROVEN_TIME,
    Form,
    TimeSource,
    Verdict,
    WrongSignature,
    broken,
    other_bytes,
)

#: Of a file with a signature: a signed PDF and an attached signature bear the document in them.
LARGEST_SIGNATURE = 20 * MEGABYTE


@dataclass(frozen=True, kw_only=True)
class Report:
    """``sentence`` is for a person. ``certificate`` is known once the signature was read at all.

    ``data`` is the file in binary, whichever way it was written down; ``chain`` names the
    authorities from the issuer upwards. Without a time of signing the certificate was valid when
    the file was first seen. ``time_proven`` is False where only the signer's clock says that the
    certificate, over by then, still held.
    """

    verdict: Verdict
    sentence: str
    form: str = ""
    data: bytes = field(default=b"", repr=False)
    certificate: Certificate | None = None
    signed_at: datetime | None = None
    time_source: str = TimeSource.NONE
    chain: tuple[str, ...] = ()
    time_proven: bool = True

    @property
    def is_right(self):
        return self.verdict in RIGHT


def check(content, signature, *, seen_at=None, made_at=None):
    """`Report` on a signature file for the bytes ``content``.

    A file is detached (.sig, .p7s, .sgn), attached (.p7m) or a PDF with the signature embedded, in
    DER, PEM or base64. ``seen_at`` is when it was first seen, now by default; ``made_at`` since
    when these bytes exist, where that is known. Raises CannotCheckError where this server lacks
    what it takes.
    """
    seen_at = seen_at or timezone.now()
    found = {}
    try:
        if len(signature) > LARGEST_SIGNATURE:
            raise broken(too_large())
        file = read_file(content, signature)
        found |= {"form": file.form, "data": file.data}
        with workshop() as shop:
            _check(file, content, seen_at, made_at, found, shop)
    except WrongSignature as finding:
        return Report(verdict=finding.verdict, sentence=str(finding), **found)
    trusted = found.pop("trusted")
    verdict = Verdict.TRUSTED if trusted else Verdict.CHAIN_UNKNOWN
    sentence = f"{verdict.label}."
    if not found["time_proven"]:
        sentence += f" {UNPROVEN_TIME.capitalize()}."
    return Report(verdict=verdict, sentence=sentence, **found)


def too_large():
    most = LARGEST_SIGNATURE // MEGABYTE
    return f"Файл больше {most} МБ: это не электронная подпись документа портала."


def _check(file, content, seen_at, made_at, found, shop):
    """Write what is found into ``found`` as the check goes on; raises WrongSignature."""
    suitability.require_strong(file.signed)
    signer = _verified_signer(file, content, shop)
    found["certificate"] = certificate = _facts(signer)
    suitability.require_for_signing(signer)
    moment = _moment(file, seen_at, made_at, shop)
    found |= {"signed_at": moment.stated, "time_source": moment.source}
    require_valid(certificate, moment, seen_at)
    others = [each for each in file.signed.certificates if each.dump() != signer.dump()]
    at, found["time_proven"] = moment.of_signing(certificate)
    found["chain"], found["trusted"] = trust.chain_of(signer, others, at=at, workshop=shop)


def _moment(file, seen_at, made_at, shop):
    try:
        return moment_of(file, seen_at=seen_at, made_at=made_at, workshop=shop)
    except signed_data.UNREADABLE as error:
        raise broken("Время в файле подписи записано неверно.") from error


def _facts(signer):
    try:
        return facts_of(signer)
    except signed_data.UNREADABLE as error:
        raise broken("Сертификат в файле подписи повреждён.") from error


def _verified_signer(file, content, shop):
    """The certificate with whose key the signature was really made for these bytes."""
    shop.put("signature.der", file.signed.der)
    shop.put("content", file.covered)
    detached = [] if file.signed.is_attached else ["-content", "content"]
    outcome = shop.run(
        *["cms", "-verify", "-binary", "-inform", "DER", "-in", "signature.der", *detached],
        # Who the certificate's issuer is comes later; here only whether the signature is right.
        *["-noverify", "-signer", "signer.pem", "-out", "verified"],
        output=len(file.covered) + LARGEST_SIGNATURE,
    )
    if not outcome.succeeded:
        raise _refusal(file, outcome, shop)
    if shop.get("verified") != file.covered:
        raise other_bytes()
    signers = signed_data.certificates_of(shop.get("signer.pem"))
    if len(signers) != 1:
        raise broken("В файле подписи нет сертификата подписавшего.")
    _require_named_certificate(file.signed, signers[0], shop)
    return signers[0]


def _refusal(file, outcome, shop):
    if "content verify error" in outcome.reasons and file.form == Form.DETACHED:
        return other_bytes()
    if "signer certificate not found" in outcome.reasons:
        return broken(
            "В файле подписи нет сертификата подписавшего. Подпишите ещё раз, отметив в программе "
            "«включить сертификат в подпись»."
        )
    if file.signed.uses_gost:
        shop.require_engine()
    return broken("Файл подписи повреждён: подпись не сходится с сертификатом в нём.")


def _require_named_certificate(signed, signer, shop):
    """CAdES-BES: the certificate is the one that the signer has named, not one put in its place."""
    if signed.certificate_digest is None:
        return
    algorithm, digest = signed.certificate_digest
    if shop.digest(algorithm, signer.dump()) != digest:
        raise broken("Файл подписи повреждён: в нём не тот сертификат, которым подписано.")
