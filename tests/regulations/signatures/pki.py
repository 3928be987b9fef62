"""Authorities, certificates and signatures of the tests' own, by OpenSSL with its GOST engine."""

import base64
import datetime as dt
import subprocess
from dataclasses import dataclass
from pathlib import Path

from regulations.signatures.openssl import CONFIG

ALGORITHMS = {
    "gost256": (["gost2012_256", "-pkeyopt", "paramset:A"], "md_gost12_256"),
    "gost512": (["gost2012_512", "-pkeyopt", "paramset:A"], "md_gost12_512"),
    "rsa": (["RSA", "-pkeyopt", "rsa_keygen_bits:2048"], "sha256"),
    "ecdsa": (["EC", "-pkeyopt", "ec_paramgen_curve:P-256"], "sha256"),
}
INN, SNILS, OGRN = "771234567890", "11223344595", "1027700132195"
#: What must not appear anywhere, in any spelling.
PERSONAL_NUMBERS = (INN, SNILS, OGRN, "112-233-445 95")
OWNER = "Серебрякова Анна Петровна"
SUBJECT = (
    "/SN=Серебрякова/GN=Анна Петровна/title=Директор/O=МБОУ СОШ № 31"
    f"/1.2.643.3.131.1.1={INN}/1.2.643.100.3={SNILS}/1.2.643.100.1={OGRN}"
    f"/CN=МБОУ СОШ № 31 ИНН {INN}"
)
AUTHORITY_CONFIG = """
[ca]
default_ca = authority
[authority]
new_certs_dir = .
database = index.txt
default_md = default
rand_serial = yes
policy = anything
unique_subject = no
preserve = yes
[anything]
commonName = supplied
[leaf]
basicConstraints = CA:false
keyUsage = critical, digitalSignature, nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[intermediate]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = CA:false
keyUsage = critical, digitalSignature, keyEncipherment
extendedKeyUsage = serverAuth, clientAuth
[encrypting]
basicConstraints = CA:false
keyUsage = critical, keyEncipherment
[answers]
basicConstraints = CA:false
extendedKeyUsage = OCSPSigning
[mail]
basicConstraints = CA:false
keyUsage = critical, nonRepudiation
extendedKeyUsage = clientAuth, emailProtection
[stamps]
basicConstraints = CA:false
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
"""


@dataclass(frozen=True)
class Holder:
    """A key with its certificate; ``above`` are the certificates up to the root."""

    certificate: Path
    key: Path
    digest: str
    above: tuple[Path, ...] = ()


class Pki:
    def __init__(self, folder):
        self.folder, self.number = folder, 0
        (folder / "index.txt").touch()
        (folder / "ca.cnf").write_text(AUTHORITY_CONFIG)

    def openssl(self, *arguments, data=None):
        done = subprocess.run(
            ["openssl", *arguments],
            cwd=self.folder,
            env={"OPENSSL_CONF": str(CONFIG), "PATH": "/usr/bin:/bin"},
            input=data,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    def root(self, algorithm="gost256", name="Корневой УЦ Испытаний"):
        key, digest = self._key(algorithm)
        certificate = self._path("pem")
        self.openssl(
            *["req", "-new", "-x509", f"-{digest}", "-key", key, "-subj", f"/CN={name}"],
            *["-utf8", "-days", "3650", "-addext", "keyUsage=critical,keyCertSign,cRLSign"],
            *["-out", certificate],
        )
        return Holder(certificate, key, digest)

    def holder(
        self,
        authority,
        algorithm="gost256",
        *,
        kind="leaf",
        subject=SUBJECT,
        days=(-30, 335),
        until="",
    ):
        """Whom the authority certifies; ``days`` from today the certificate is valid."""
        key, digest = self._key(algorithm)
        request, certificate = self._path("csr"), self._path("pem")
        self.openssl(
            *["req", "-new", f"-{digest}", "-key", key, "-subj", subject, "-utf8"],
            *["-out", request],
        )
        start, end = (_moment(day) for day in days)
        end = until or end
        self.openssl(
            *["ca", "-batch", "-config", "ca.cnf", "-notext", "-preserveDN", "-utf8"],
            *["-extensions", kind, "-startdate", start, "-enddate", end],
            *["-cert", authority.certificate, "-keyfile", authority.key, "-md", authority.digest],
            *["-in", request, "-out", certificate],
        )
        above = (authority.certificate, *authority.above)
        return Holder(certificate, key, digest, above)

    def sign(self, holder, content, *, chain=False, attached=False, options=("-cades",)):
        """CMS in DER over the content; with ``chain`` the authorities' certificates go along."""
        file = self._path("bin")
        file.write_bytes(content)
        more = []
        if chain:
            bundle = self._path("pem")
            bundle.write_bytes(b"".join(path.read_bytes() for path in holder.above))
            more = ["-certfile", bundle]
        return self.openssl(
            *["cms", "-sign", "-binary", "-in", file, "-signer", holder.certificate],
            *["-inkey", holder.key, "-md", holder.digest, "-outform", "DER", *more, *options],
            *(["-nodetach"] if attached else []),
        )

    def service(self, authority):
        """A service of stamps of time that the authority certifies."""
        return self.holder(authority, "rsa", kind="stamps", subject="/CN=Служба штампов")

    def stamp(self, authority, data, *, service=None, bare=False):
        """A token of time over ``data``; ``bare`` without the service's certificate."""
        service = service or self.service(authority)
        query, serial = self._path("tsq"), self._path("serial")
        serial.write_text("01")
        config = self._path("cnf")
        config.write_text(
            "[tsa]\ndefault_tsa = t\n[t]\n"
            f"serial = {serial}\ncrypto_device = builtin\nsigner_digest = sha256\n"
            "default_policy = 1.2.3.4.1\ndigests = sha256\ness_cert_id_alg = sha256\n"
        )
        source = self._path("bin")
        source.write_bytes(data)
        asked = [] if bare else ["-cert"]
        self.openssl("ts", "-query", "-data", source, "-sha256", *asked, "-out", query)
        return self.openssl(
            *["ts", "-reply", "-config", config, "-queryfile", query, "-token_out"],
            *["-signer", service.certificate, "-inkey", service.key],
        )

    def _key(self, algorithm):
        kind, digest = ALGORITHMS[algorithm]
        key = self._path("key")
        self.openssl("genpkey", "-algorithm", *kind, "-out", key)
        return key, digest

    def _path(self, ending):
        self.number += 1
        return self.folder / f"{self.number}.{ending}"


def armored(der):
    """As PEM, the way OpenSSL and some tools write it."""
    return b"-----BEGIN CMS-----\n" + base64.encodebytes(der) + b"-----END CMS-----\n"


def _moment(days):
    moment = dt.datetime.now(dt.UTC) + dt.timedelta(days=days)
    return f"{moment:%Y%m%d%H%M%SZ}"
