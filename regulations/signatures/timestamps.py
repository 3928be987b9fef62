"""The stamp of time over a signature, CAdES-T (RFC 3161): when a third party has seen it."""

from asn1crypto import cms, tsp

from regulations.signatures import trust
from regulations.signatures.days import within_calendar
from regulations.signatures.digests import WEAK_DIGESTS, is_weak
from regulations.signatures.openssl import GOST
from regulations.signatures.signed_data import UNREADABLE, certificates_of, some, x509_of
from regulations.signatures.verdicts import broken

LONGEST = 256 * 1024
NOT_OURS = "Штамп времени в файле подписи повреждён или относится к другой подписи."
#: OpenSSL's word for it.
NO_CERTIFICATE = "signer certificate not found"


def time_of(signed, workshop):
    """The time that the stamp over ``signed`` attests, None where nobody knows by whom.

    Only a service whose certificate is for stamps of time and leads to one that the operator trusts
    proves a time. Raises WrongSignature where the stamp is not of this signature.
    """
    token = signed.time_stamp
    if len(token) > LONGEST:
        raise broken(NOT_OURS)
    workshop.put("token.der", token)
    try:
        stamp_data = cms.ContentInfo.load(token)["content"]
        signers = some(stamp_data["signer_infos"], most=1)
        algorithms = [signer["digest_algorithm"] for signer in signers]
        algorithms += [signer["signature_algorithm"] for signer in signers]
        if not _is_of_known_service(algorithms, signed.certificates, workshop):
            return None
        stamp = tsp.TSTInfo.load(workshop.get("stamp.der"), strict=True)
        imprint = stamp["message_imprint"]
        algorithm = imprint["hash_algorithm"]["algorithm"].dotted
        stamped = imprint["hashed_message"].native
        moment = within_calendar(stamp["gen_time"].native)
        others = [*x509_of(stamp_data["certificates"]), *signed.certificates]
        weak = is_weak(algorithms) or algorithm in WEAK_DIGESTS
    except UNREADABLE as error:
        raise broken(NOT_OURS) from error
    if workshop.digest(algorithm, signed.signature) != stamped:
        raise broken(NOT_OURS)
    services = certificates_of(workshop.get("service.pem"))
    if weak or len(services) != 1:
        return None
    proves = trust.leads_to_root(
        services[0], others, at=moment, workshop=workshop, purpose="timestampsign"
    )
    return moment if proves else None


def _is_of_known_service(algorithms, certificates, workshop):
    """Whether the token is rightly signed; False where the certificate by which it is nobody has.

    A service puts its certificate into the token only where it was asked to (RFC 3161, certReq).
    """
    outcome = _verify(workshop)
    known = []
    if NO_CERTIFICATE in outcome.reasons:
        known = [*certificates, *trust.trusted_certificates()]
        if not known:
            return False
        workshop.put("known.pem", trust.armored(known))
        outcome = _verify(workshop, "-certfile", "known.pem")
    if outcome.succeeded:
        return True
    if any(each["algorithm"].dotted.startswith(GOST) for each in algorithms):
        workshop.require_engine()
    if known:
        return False
    raise broken(NOT_OURS)


def _verify(workshop, *options):
    return workshop.run(
        *["cms", "-verify", "-binary", "-inform", "DER", "-in", "token.der", "-noverify"],
        *["-signer", "service.pem", "-out", "stamp.der", *options],
    )
