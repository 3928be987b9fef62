"""The stamp of time over a signature, CAdES-T (RFC 3161): when a third party has seen it."""

from asn1crypto import cms, tsp

from regulations.signatures.signed_data import UNREADABLE
from regulations.signatures.verdicts import broken

NOT_OURS = "Штамп времени в файле подписи повреждён или относится к другой подписи."


def time_of(token, signature, workshop):
    """The time that the token attests; WrongSignature where it is not of this signature."""
    workshop.put("token.der", token)
    outcome = workshop.run(
        *["cms", "-verify", "-binary", "-inform", "DER", "-in", "token.der", "-noverify"],
        *["-out", "stamp.der"],
    )
    if not outcome.succeeded:
        if _uses_gost(token):
            workshop.require_engine()
        raise broken(NOT_OURS)
    try:
        stamp = tsp.TSTInfo.load(workshop.get("stamp.der"), strict=True)
        imprint = stamp["message_imprint"]
        algorithm = imprint["hash_algorithm"]["algorithm"].dotted
        stamped, moment = imprint["hashed_message"].native, stamp["gen_time"].native
    except UNREADABLE as error:
        raise broken(NOT_OURS) from error
    if workshop.digest(algorithm, signature) != stamped:
        raise broken(NOT_OURS)
    return moment


def _uses_gost(token):
    try:
        signed = cms.ContentInfo.load(token)["content"]
        return any(
            signer["digest_algorithm"]["algorithm"].dotted.startswith("1.2.643.")
            for signer in signed["signer_infos"]
        )
    except UNREADABLE:
        return False
