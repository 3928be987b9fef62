"""The seam between a version and its signatures: whoever can sign says here what was signed.

Each kind of signature (on paper with its scan, simple, qualified) is a part of its own; it appends
to `SOURCES` a function of many versions that gives their `Signing`s, in `RegulationsConfig.ready`.
"""

from dataclasses import dataclass
from datetime import date

from regulations.models import DocumentVersion
from sferum_portal.lib.errors import DomainError


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


#: Functions ``[version, …] → (version id, Signing), …``; a fixed number of queries each.
SOURCES = []


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


def require_signable(version, on):
    """For the verbs that sign: a draft is not signed, nor a version before its order.

    Raises DomainError with the sentence that says what to do first.
    """
    if version.status == DocumentVersion.Status.DRAFT:
        raise DomainError("Проект не подписывают: сначала утвердите его приказом.")
    if on < version.order_date:
        raise DomainError(
            f"Подпись не может быть раньше приказа об утверждении ({version.order_date:%d.%m.%Y})."
        )
