"""On what the confirmation of a role rests, in words (norm JOIN-4)."""

from django.db import models

from memberships.roles import STAFF_ROLES, Role


class BasisKind(models.TextChoices):
    ORDER = "order", "Приказ о приёме"
    DOCUMENT = "document", "Предъявлен документ"
    DECISION = "decision", "Решение руководителя"
    OTHER = "other", "Другое"


#: Kind → the particulars that it cannot do without.
NEEDS = {
    BasisKind.ORDER: {"number", "date"},
    BasisKind.DOCUMENT: {"document"},
    BasisKind.DECISION: {"date"},
    BasisKind.OTHER: {"document"},
}


def kinds_for(role):
    """Parents are not taken on by an order."""
    return [kind for kind in BasisKind if kind != BasisKind.ORDER or role != Role.PARENT]


def order_for(role):
    """«приказ о приёме на работу», «приказ о зачислении»"""
    return "приказ о приёме на работу" if role in STAFF_ROLES else "приказ о зачислении"


def basis_text(kind, *, role, number="", date=None, document=""):
    """«приказ о приёме на работу от 01.09.2026 № 15-к»: one line, as the badge and papers say it.

    What does not belong to the kind is passed over.
    """
    day = f" от {date:%d.%m.%Y}" if date else ""
    of_number = f" № {number}" if number else ""
    if kind == BasisKind.ORDER:
        return f"{order_for(role)}{day}{of_number}"
    if kind == BasisKind.DECISION:
        return f"решение руководителя{day}{of_number}"
    if kind == BasisKind.DOCUMENT:
        return f"предъявлен документ: {document}{day}{of_number}"
    return f"{document}{day}{of_number}"
