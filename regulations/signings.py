"""What is known of the signing of a version, whatever its kind: electronic, or on paper by a scan.

The route, publication and archive ask here; each kind of signature has a function in `SOURCES`.
"""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from regulations.models import Signature, VersionScan
from regulations.signatures.marks import mark_of


@dataclass(frozen=True, kw_only=True)
class Signing:
    """One signature: when, how («на бумаге», «простая электронная подпись» …) and whose.

    ``mark`` are the lines that the card of the signature shows besides. They are public: no ИНН,
    no СНИЛС, nothing of a person but name and post.
    """

    on: date
    how: str
    who: str
    mark: tuple[str, ...] = ()


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
                mark=tuple(f"{label} {value}" for label, value in mark_of(signature).lines),
            ),
        )


def on_paper(versions):
    """The confirmed scans: signed by whom the paper names, on the day that a person has read."""
    scans = VersionScan.objects.filter(
        version__in=versions, status=VersionScan.Status.CONFIRMED
    ).select_related("version")
    for scan in scans:
        who = f"{scan.version.head_post} {scan.version.head_name}".strip()
        compared = scan.how_compared
        how = f"на бумаге ({compared})" if compared else "на бумаге"
        yield scan.version_id, Signing(on=scan.signed_on, how=how, who=who)


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
