"""Learners who change the unit: one membership ends, another begins (norm STR-5)."""

from memberships.models import Membership
from memberships.roles import Role
from sferum_portal.lib.history import record_changes, record_many


class Moves:
    """The moves of one batch of entries, written together."""

    def __init__(self, application):
        self.application = application
        self.moves = []

    def add(self, change, unit):
        """``change`` takes the move back: it gets the former unit, membership and last day."""
        entry = change.entry
        # The name alone may be that of another year's unit.
        change.before["unit_id"] = entry.unit_id
        former, entry.unit = entry.membership, unit
        if former is None or former.unit_id == unit.pk:
            return
        change.before["ends_on"] = former.ends_on.isoformat() if former.ends_on else ""
        change.made = [["moved", former.pk]]
        self.moves.append((change, former, unit))

    def write(self):
        """What ended before today keeps its last day; who is in the new unit already, is."""
        today = self.application.today
        ending = [
            former
            for _, former, _ in self.moves
            if former.ends_on is None or former.ends_on > today
        ]
        for former in ending:
            former.ends_on = max(today, former.starts_on)
        common = {"by": self.application.by, "reason": self.application.reason}
        record_changes(Membership, ending, ["ends_on"], **common)
        present, beginning = self._present(), []
        for change, former, unit in self.moves:
            change.entry.membership = present.get((former.user_id, unit.pk))
            if change.entry.membership is None:
                change.entry.membership = self._new(former, unit)
                beginning.append(change)
        record_many(Membership, [change.entry.membership for change in beginning], **common)
        for change in beginning:
            # Set anew: an unsaved row has left its entry without a key.
            change.entry.membership = change.entry.membership
            change.made.append(["membership", change.entry.membership.pk])

    def _present(self):
        rows = Membership.objects.current().filter(
            organization=self.application.organization,
            role=Role.LEARNER,
            user__in=[former.user_id for _, former, _ in self.moves],
        )
        return {(row.user_id, row.unit_id): row for row in rows}

    def _new(self, former, unit):
        return Membership(
            organization=self.application.organization,
            user_id=former.user_id,
            role=Role.LEARNER,
            unit=unit,
            starts_on=self.application.today,
        )
