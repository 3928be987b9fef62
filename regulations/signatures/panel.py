"""What the pages of a version show of its signatures, computed once for a page."""

from dataclasses import dataclass

from regulations.models import DocumentVersion, Signature
from regulations.services.signing import ADD_FILES, SIGN
from regulations.signatures import queries
from regulations.signings import Signing, on_paper
from sferum_portal.lib.access import explain


@dataclass(frozen=True)
class Panel:
    """``may_sign``: this person can put a simple signature here and now, and has not yet; also to a
    version that is to come into force later (ADR 0018).
    """

    version: DocumentVersion
    signatures: list[Signature]
    on_paper: list[Signing]
    may_sign: bool
    may_add_files: bool
    who_signs: str

    @property
    def right(self):
        return [signature for signature in self.signatures if signature.is_right]

    @property
    def is_signed(self):
        return bool(self.right or self.on_paper)

    @property
    def copy(self):
        return queries.latest_copy(self.version)

    @property
    def warnings(self):
        """A sentence for each signature of somebody else than whom the document names."""
        return [
            f"В документе назван руководитель {self.version.head_name}, а подписал "
            f"{signature.owner}. {_about(signature)}"
            for signature in self.right
            if not queries.names_the_head(signature)
        ]


def _about(signature):
    if signature.other_signer_reason:
        return f"Подписал другой уполномоченный: {signature.other_signer_reason}."
    return "Проверьте, тем ли сертификатом подписано."


def panel_of(user, version):
    """The panel of a frozen version for this person."""
    signatures = queries.of(version)
    for signature in signatures:
        signature.version, signature.organization = version, version.organization
    decision = explain(user, SIGN, version.organization)
    signed = any(signature.signed_by_id == user.pk for signature in signatures)
    return Panel(
        version=version,
        signatures=signatures,
        on_paper=[signing for _, signing in on_paper([version])],
        may_sign=bool(decision) and not version.is_superseded and not signed,
        may_add_files=user.has_perm(ADD_FILES, version.organization),
        who_signs=decision.who_can,
    )
