"""What stays in force although the order that approved it was cancelled or repealed."""

from dataclasses import dataclass

from regulations.grounds import APPROVED_BY_IT, Kind, fallen_orders, ground_of
from regulations.models import DocumentVersion
from regulations.papers.words import in_sentence
from sferum_portal.lib.russian import agreed


@dataclass(frozen=True)
class Orphaned:
    """The fallen ``order``, and the ``versions`` that it approved and that still hold."""

    order: DocumentVersion
    versions: tuple[DocumentVersion, ...]

    @property
    def title(self):
        """«Приказ, которым утверждено положение, отменён»"""
        first = self.versions[0]
        is_regulation = first.document.kind == Kind.REGULATION
        name = first.title.split()[0] if is_regulation else "форма согласия"
        how = "отменён" if self.order.is_cancelled else "утратил силу"
        return f"Приказ, которым {agreed('approved', name).lower()} {in_sentence(name)}, {how}"

    @property
    def text(self):
        if self.order.is_cancelled:
            how = f"отменён {self.order.cancellation.order_line}"
        else:
            how = f"признан утратившим силу приказом {self.order.successor.number_line}"
        return (
            f"Приказ {self.order.number_line} {how}. "
            "То, что он утвердил, портал считает действующим, пока вы этого не замените."
        )

    @property
    def order_name(self):
        return "Отменённый приказ" if self.order.is_cancelled else "Прежний приказ"

    @property
    def way(self):
        """What to do; the order is frozen together with what it approves."""
        steps = ["новый приказ об использовании платформы"]
        kinds = {version.document.kind for version in self.versions}
        if Kind.REGULATION in kinds:
            steps.append("новую редакцию положения")
        if Kind.CONSENT_FORM in kinds:
            steps.append("новую форму согласия")
        *first, last = steps
        return f"Подготовьте {', '.join(first)} и {last}: новый приказ утвердит их."


def orphaned_of(organization):
    """An `Orphaned` of each fallen order of which something holds; mostly one query.

    What has a successor already is not told of: the successor takes its place by itself.
    """
    orders = fallen_orders(organization)
    if not orders:
        return []
    holding = DocumentVersion.objects.in_force().filter(
        organization=organization,
        document__kind__in=APPROVED_BY_IT,
        status=DocumentVersion.Status.APPROVED,
    )
    left = {}
    for version in holding.select_related("document").order_by("-document__kind"):
        act = ground_of(version)
        if act in orders:
            left.setdefault(act, []).append(version)
    return [Orphaned(orders[act], tuple(versions)) for act, versions in left.items()]
