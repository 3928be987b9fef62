"""What stays in force although the order that approved it was cancelled."""

from dataclasses import dataclass

from regulations.editions import edition_of
from regulations.models import Document, DocumentVersion
from regulations.papers.words import in_sentence
from sferum_portal.lib.russian import agreed

Kind = Document.Kind
APPROVED_BY_IT = (Kind.REGULATION, Kind.CONSENT_FORM)


@dataclass(frozen=True)
class Orphaned:
    """The cancelled ``order``, and the ``versions`` that it approved and that still hold."""

    order: DocumentVersion
    versions: tuple[DocumentVersion, ...]

    @property
    def title(self):
        """«Приказ, которым утверждено положение, отменён»"""
        first = self.versions[0]
        is_regulation = first.document.kind == Kind.REGULATION
        name = first.title.split()[0] if is_regulation else "форма согласия"
        return f"Приказ, которым {agreed('approved', name).lower()} {in_sentence(name)}, отменён"

    @property
    def text(self):
        return (
            f"Приказ {self.order.number_line} отменён {self.order.cancellation.order_line}. "
            "То, что он утвердил, портал считает действующим, пока вы этого не замените."
        )

    @property
    def way(self):
        """What to do, in the order in which it is done."""
        steps = ["новый приказ об использовании платформы"]
        kinds = {version.document.kind for version in self.versions}
        if Kind.REGULATION in kinds:
            steps.append("новую редакцию положения")
        if Kind.CONSENT_FORM in kinds:
            steps.append("новую форму согласия")
        *first, last = steps
        return f"Подготовьте {', '.join(first)} и {last}: новый приказ утвердит их."


def orphaned_of(organization):
    """An `Orphaned` of each cancelled order of which something holds; mostly one query."""
    orders = DocumentVersion.objects.filter(
        organization=organization,
        document__kind=Kind.USAGE_ORDER,
        status=DocumentVersion.Status.CANCELLED,
    ).select_related("document", "cancellation")
    orders = {(row.order_number, row.order_date): row for row in orders}
    if not orders:
        return []
    holding = DocumentVersion.objects.in_force().filter(
        organization=organization, document__kind__in=APPROVED_BY_IT
    )
    left = {}
    for version in holding.select_related("document").order_by("-document__kind"):
        act = _approved_by(version)
        if act in orders:
            left.setdefault(act, []).append(version)
    return [Orphaned(orders[act], tuple(versions)) for act, versions in left.items()]


def _approved_by(version):
    """An act with changes stays approved by its first order."""
    if version.document.kind == Kind.REGULATION:
        return edition_of(version).order
    return version.order_number, version.order_date
