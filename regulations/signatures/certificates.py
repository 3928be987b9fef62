"""What a certificate says of its owner, and nothing more: no ИНН, ОГРН, СНИЛС, e-mail, address."""

import re
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import core

from regulations.signatures.days import within_calendar
from regulations.signatures.verdicts import broken

COMMON_NAME, SURNAME, GIVEN_NAME = "2.5.4.3", "2.5.4.4", "2.5.4.42"
TITLE, ORGANIZATION = "2.5.4.12", "2.5.4.10"
LONGEST = 300
#: Of a serial number in hexadecimal; the standard allows 40 (RFC 5280), some make longer ones.
LONGEST_SERIAL, LONGEST_ALGORITHM = 64, 64

ALGORITHMS = {
    "1.2.643.7.1.1.1.1": "ГОСТ Р 34.10-2012, 256 бит",
    "1.2.643.7.1.1.1.2": "ГОСТ Р 34.10-2012, 512 бит",
    "1.2.643.2.2.19": "ГОСТ Р 34.10-2001",
    "1.2.840.113549.1.1.1": "RSA",
    "1.2.840.113549.1.1.10": "RSA",
    "1.2.840.10045.2.1": "ECDSA",
}
#: How the names of Russian algorithms begin.
GOST = "ГОСТ"
#: ИНН has 10 or 12 digits, ОГРН 13 or 15, СНИЛС 11, set apart by anything: some write them into a
#: name, with a label in Russian or, as attributes are called, in Latin letters.
LONG_NUMBER = re.compile(
    r"(?:(?<![^\W_])(?:ИНН|СНИЛС|ОГРН|INN|SNILS|OGRN)(?:ИП|ЮЛ|IP|LE)?[\W_]*)?"
    r"(?<!\d)\d(?:[\W_]{0,9}\d){9,}",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """The facts of the mark (norm DOC-7) and those by which the check is told."""

    owner: str
    post: str
    organization: str
    serial: str
    valid_from: datetime
    valid_to: datetime
    issuer: str
    algorithm: str

    def is_valid_at(self, moment):
        return self.valid_from <= moment <= self.valid_to


def facts_of(certificate):
    """`Certificate` of one that asn1crypto has read."""
    subject, issuer = _names(certificate.subject), _names(certificate.issuer)
    person = " ".join(filter(None, [subject.get(SURNAME), subject.get(GIVEN_NAME)]))
    body = certificate["tbs_certificate"]
    serial = f"{certificate.serial_number:X}"
    if len(serial) > LONGEST_SERIAL:
        raise broken("Сертификат в файле подписи неправильный: его номер длиннее допустимого.")
    return Certificate(
        # The certificate of an organization bears its name as the common one.
        owner=person[:LONGEST]
        or subject.get(COMMON_NAME)
        or subject.get(ORGANIZATION)
        or "имя не указано",
        post=subject.get(TITLE, ""),
        organization=subject.get(ORGANIZATION, ""),
        serial=serial.zfill(len(serial) + len(serial) % 2),
        valid_from=within_calendar(body["validity"]["not_before"].native),
        valid_to=within_calendar(body["validity"]["not_after"].native),
        issuer=issuer.get(COMMON_NAME) or issuer.get(ORGANIZATION) or "имя не указано",
        algorithm=_algorithm(body["subject_public_key_info"]),
    )


def short_name(certificate):
    """What the certificate is called in a chain."""
    names = _names(certificate.subject)
    return names.get(COMMON_NAME) or names.get(ORGANIZATION) or "имя не указано"


def without_numbers(text):
    """One line without the personal numbers that some write into a name."""
    printed = "".join(sign if sign.isprintable() else " " for sign in str(text))
    return " ".join(LONG_NUMBER.sub(" ", printed).split())[:LONGEST]


def _names(name):
    """``{OID: text}`` of the few attributes that are read at all; the first of each."""
    found = {}
    for part in name.chosen:
        for pair in part:
            kind = pair["type"].dotted
            if kind in (COMMON_NAME, SURNAME, GIVEN_NAME, TITLE, ORGANIZATION):
                found.setdefault(kind, without_numbers(pair["value"].native))
    return found


def _algorithm(key):
    # asn1crypto knows no Russian keys: the outer shape is read, the key itself is OpenSSL's.
    oid = core.Sequence.load(key.dump())[0][0].dotted
    return ALGORITHMS.get(oid, oid[:LONGEST_ALGORITHM])
