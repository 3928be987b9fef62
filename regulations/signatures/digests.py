"""Digests for which another content can be made up, so that they sign nothing any more."""

from asn1crypto import core

#: MD2, MD4, MD5, SHA-1 and what signs by them.
WEAK_DIGESTS = {"1.2.840.113549.2.2", "1.2.840.113549.2.4", "1.2.840.113549.2.5", "1.3.14.3.2.26"}
WEAK_SIGNATURES = {f"1.2.840.113549.1.1.{number}" for number in (2, 3, 4, 5)}
WEAK_SIGNATURES |= {"1.2.840.10040.4.3", "1.2.840.10045.4.1", "1.3.14.3.2.27", "1.3.14.3.2.29"}
RSA_PSS = "1.2.840.113549.1.1.10"


def is_weak(algorithms):
    """Of the identifiers of algorithms (asn1crypto) that a signer names."""
    return any(_is_weak(each) for each in algorithms)


def _is_weak(algorithm):
    oid = algorithm["algorithm"].dotted
    if oid == RSA_PSS:
        # Where nothing is said, it is SHA-1.
        parameters = algorithm["parameters"]
        if isinstance(parameters, core.Void) or parameters.native is None:
            return True
        return parameters["hash_algorithm"]["algorithm"].dotted in WEAK_DIGESTS
    return oid in WEAK_DIGESTS | WEAK_SIGNATURES
