"""What is known of the signing of a version, whatever its kind: electronic, or on paper by a scan.

The route, publication and archive ask here; each kind of signature has a function in `SOURCES`.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from regulations.models import Signature, VersionScan
from regulations.signatures.marks import mark_of


@dataclass(frozen=True, kw_only=True)
class Signing:
    """One signature: when, how («на бумаге», «простая электронная подпись» …) and whose.

    ``mark`` are the lines that the card of the signature shows besides. They are public: no ИНН,
    no СНИЛС, nothing of a person but name and post. ``line`` says all of it in one sentence, as
    sites show it when one points at a document; ``at`` is the moment, where the signature tells it,
    and ``number`` its key or its certificate. ``heading`` says how in one sentence, ``card`` what
    a card of it says besides name and post.
    """

    on: date
    how: str
    who: str
    line: str
    at: datetime | None = None
    number: str = ""
    mark: tuple[str, ...] = ()

    @property
    def heading(self):
        """«Документ подписан простой электронной подписью», «Документ подписан на бумаге»."""
        kind, comma, rest = self.how.partition(",")
        return f"Документ подписан {INSTRUMENTAL.get(kind, kind)}{comma}{rest}"

    @property
    def card(self):
        """``(label, value)`` of the mark without what `who` says already."""
        lines = (line.partition(": ") for line in self.mark)
        return [
            (label, value) for label, colon, value in lines if colon and label not in SAID_BY_WHO
        ] + [("", line) for line in self.mark if ": " not in line]


#: How a signature is called, and by what the document is signed.
INSTRUMENTAL = {
    "простая электронная подпись": "простой электронной подписью",
    "электронная подпись": "электронной подписью",
    "усиленная квалифицированная электронная подпись": (
        "усиленной квалифицированной электронной подписью"
    ),
}
SAID_BY_WHO = ("Владелец", "Должность")


def electronic(versions):
    """The signatures that count, simple and qualified."""
    rows = Signature.objects.filter(version__in=versions).right()
    for signature in rows:
        moment = signature.signed_at or signature.added_at
        yield (
            signature.version_id,
            Signing(
                on=timezone.localdate(moment),
                how=signature.name,
                who=" ".join(filter(None, [signature.post, signature.owner])),
                line=signature.line,
                at=signature.signed_at,
                number=_number_of(signature),
                mark=tuple(f"{label} {value}" for label, value in mark_of(signature).lines),
            ),
        )


def _number_of(signature):
    return f"ключ {signature.key}" if signature.is_simple else f"сертификат {signature.serial}"


def on_paper(versions):
    """The confirmed scans: signed by whom the paper names, on the day that a person has read."""
    scans = VersionScan.objects.filter(
        version__in=versions, status=VersionScan.Status.CONFIRMED
    ).select_related("version")
    for scan in scans:
        who = f"{scan.version.head_post} {scan.version.head_name}".strip()
        compared = scan.how_compared
        how = f"на бумаге ({compared})" if compared else "на бумаге"
        line = f"Документ подписан {how}: {who}, {scan.signed_on:%d.%m.%Y}"
        yield scan.version_id, Signing(on=scan.signed_on, how=how, who=who, line=line)


#: Functions ``[version, …] → (version id, Signing), …``; a fixed number of queries each.
SOURCES = [electronic, on_paper]


def signings_of_many(versions):
    """``{version id: its signatures, the earliest first}``; drafts have none."""
    approved = [version for version in versions if not version.is_draft]
    found = {version.pk: [] for version in versions}
    for source in SOURCES if approved else ():
        for version_id, signing in source(approved):
            found[version_id].append(signing)
    return {pk: sorted(own, key=lambda signing: signing.on) for pk, own in found.items()}


def signings_of(version):
    """All signatures of a version, the earliest first."""
    return signings_of_many([version])[version.pk]


def is_signed(version):
    return bool(signings_of(version))
