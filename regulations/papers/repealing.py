"""The regulation whose place that of an order takes: the order says that it loses force."""

from regulations.editions import edition_of
from regulations.grounds import Kind, fallen_orders
from regulations.models import DocumentVersion
from regulations.papers.words import act
from sferum_portal.lib.russian import agreed


def values_of(facts):
    """The placeholders of the clause; empty where an order on the use repeals no regulation."""
    if facts.own is None or facts.own.document.kind != Kind.USAGE_ORDER:
        return {}
    edition, former = _former(facts)
    if former is None:
        return {}
    note = f" ({edition.note})" if edition.note else ""
    return {
        "former_regulation": facts.speech.phrase(former.title),
        "former_regulation_order": act("приказ", *edition.order),
        "former_regulation_note": note,
        "losing_force": agreed("losing_force", former.title),
        "approved_one": agreed("approved_one", former.title),
    }


def _former(facts):
    """``(edition, version)``: approved by another order, which does not fall as a whole."""
    current = facts.versions.get(Kind.REGULATION)
    if current is None or not facts.is_regulation_of_usage_order:
        return None, None
    rows = current.document.versions.frozen().filter(number__lt=current.number)
    for former in rows.exclude(status=DocumentVersion.Status.CANCELLED).order_by("-number"):
        edition = edition_of(former)
        if edition.order != facts.act(Kind.USAGE_ORDER):
            falls = {facts.renewed_act, *fallen_orders(facts.organization)}
            return (None, None) if edition.order in falls else (edition, former)
    return None, None
