"""The act of which a consolidated version is an edition: what approved it, and what changed it.

The head of an act keeps its first approval for good; the orders that changed it are listed beneath
the title. The order of the version itself is the last of these: it put this edition into force.
"""

from dataclasses import dataclass
from datetime import date

from regulations.models import Approval, DocumentVersion

DECISION = ("body", "body_name", "decides", "protocol_number", "protocol_date")
HEAD = ("organization_short_name", "head_post", "head_name")


@dataclass(frozen=True)
class Edition:
    """``order`` and ``amendments`` are pairs of number and date, ``decisions`` unsaved rows."""

    order: tuple[str, date]
    head: dict
    decisions: tuple[Approval, ...]
    amendments: tuple[tuple[str, date], ...] = ()

    @property
    def note(self):
        """«с изменениями, внесёнными приказами от … № …, от … № …»; empty for the first edition."""
        return amended_note(self.amendments)

    @property
    def order_line(self):
        number, day = self.order
        return f"приказ от {day:%d.%m.%Y} № {number}"

    @property
    def decisions_line(self):
        return "; ".join(map(str, self.decisions))

    def amended_by(self, number, day):
        """What the version that carries one more act of changes keeps in its ``data``."""
        rows = [{name: getattr(row, name) for name in DECISION} for row in self.decisions]
        acts = (*self.amendments, (number, day))
        return {
            "original": {
                "order": _pair_data(*self.order),
                **self.head,
                "decisions": [
                    row | {"protocol_date": row["protocol_date"].isoformat()} for row in rows
                ],
            },
            "amendments": [_pair_data(*act) for act in acts],
            "note": amended_note(acts),
        }


def amended_note(acts):
    """``acts`` are pairs of number and date."""
    if not acts:
        return ""
    how = "приказом" if len(acts) == 1 else "приказами"
    listed = ", ".join(f"от {day:%d.%m.%Y} № {number}" for number, day in acts)
    return f"с изменениями, внесёнными {how} {listed}"


def edition_of(version):
    """The `Edition` of an approved version; asks for its decisions alone.

    Of a consolidated version that was frozen before its data named the first approval, its acts of
    changes lead back to it.
    """
    if "original" in version.data:
        return _stored(version.data)
    acts, first = [], version
    while "amended_by" in first.data:
        acts.append((first.order_number, first.order_date))
        amendment = DocumentVersion.objects.get(pk=first.data["amended_by"])
        first = DocumentVersion.objects.get(pk=amendment.data["act"]["base"])
        if "original" in first.data:
            known = _stored(first.data)
            return Edition(
                known.order, known.head, known.decisions, (*known.amendments, *reversed(acts))
            )
    return Edition(
        (first.order_number, first.order_date),
        {name: getattr(first, name) for name in HEAD},
        tuple(first.approvals.all()),
        tuple(reversed(acts)),
    )


def _stored(data):
    original = data["original"]
    return Edition(
        _pair(original["order"]),
        {name: original[name] for name in HEAD},
        tuple(
            Approval(**row | {"protocol_date": date.fromisoformat(row["protocol_date"])})
            for row in original["decisions"]
        ),
        tuple(map(_pair, data["amendments"])),
    )


def _pair_data(number, day):
    return {"number": number, "date": day.isoformat()}


def _pair(data):
    return data["number"], date.fromisoformat(data["date"])
