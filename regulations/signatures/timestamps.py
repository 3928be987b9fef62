"""The stamp of time over a signature, CAdES-T (RFC 3161): when a third party has seen it."""

from asn1crypto import cms, tsp

from regulations.signatures import trust
from regulations.signatures.days import within_calendar
from regulations.signatures.digests import WEAK_DIGESTS, is_weak
from regulations.signatures.signed_data import UNREADABLE, certificates_of, some
from regulations.signatures.verdicts import broken

LONGEST = 256 * 1024
NOT_OURS = "Штамп времени в файле подписи повреждён или относится к другой подписи."


def time_of(token, signature, workshop):
    """The time that the token attests, None where nobody knows by whom.

    Only a service whose certificate is for stamps of time and leads to one that the operator trusts
    proves a time. Raises WrongSignature where the token is not of this signature.
    """
    if len(token) > LONGEST:
        raise broken(NOT_OURS)
    workshop.put("token.der", token)
    outcome = workshop.run(
        *["cms", "-verify", "-binary", "-inform", "DER", "-in", "token.der", "-noverify"],
        *["-signer", "service.pem", "-out", "stamp.der"],
    )
    try:
        signed = cms.ContentInfo.load(token)["content"]
        signers = some(signed["signer_infos"], most=1)
        algorithms = [signer["digest_algorithm"] for signer in signers]
        algorithms += [signer["signature_algorithm"] for signer in signers]
        if not outcome.succeeded:
            if any(each["algorithm"].dotted.startswith("1.2.643.") for each in algorithms):
                workshop.require_engine()
            raise broken(NOT_OURS)
        stamp = tsp.TSTInfo.load(workshop.get("stamp.der"), strict=True)
        imprint = stamp["message_imprint"]
        algorithm = imprint["hash_algorithm"]["algorithm"].dotted
        stamped = imprint["hashed_message"].native
        moment = within_calendar(stamp["gen_time"].native)
        others = [
            each.chosen for each in some(signed["certificates"]) if each.name == "certificate"
        ]
        weak = is_weak(algorithms) or algorithm in WEAK_DIGESTS
    except UNREADABLE as error:
        raise broken(NOT_OURS) from error
    if workshop.digest(algorithm, signature) != stamped:
        raise broken(NOT_OURS)
    services = certificates_of(workshop.get("service.pem"))
    if weak or len(services) != 1:
        return None
    proves = trust.leads_to_root(
        services[0], others, at=moment, workshop=workshop, purpose="timestampsign"
    )
    return moment if proves else None
