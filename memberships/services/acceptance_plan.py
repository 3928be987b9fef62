"""The plan of one acceptance: rows that are not written yet, and family links that move."""

from django.utils import timezone

from memberships.models import FamilyLink
from memberships.services.entries import RESTRICTION, acceptance_reason


class Plan:
    """What the acceptance of one row makes, closes and changes; nothing of it is written yet."""

    def __init__(self, row):
        self.row = row
        self.reason = acceptance_reason(row)
        #: As `JoinRequest.made` keeps it, with the row in place of its number.
        self.made = []
        self.new = []
        self.closed = []
        self.entry = None
        self.names_child = False

    def make(self, name, new):
        self.new.append(new)
        self.made.append((name, new))
        return new

    def close(self, name, row):
        row.ends_on = max(timezone.localdate(), row.starts_on)
        self.closed.append(row)
        self.made.append((name, row))


def link_of_pair(row, parent_id, child_id, **fields):
    pair = {"organization": row.organization, "parent_id": parent_id, "child_id": child_id}
    return FamilyLink(**pair, **({"starts_on": timezone.localdate()} | fields))


def moved_link(link, row, **term):
    """The same link to the child's own account; a restriction follows the child."""
    fields = {name: getattr(link, name) for name in RESTRICTION}
    return link_of_pair(row, link.parent_id, row.applicant_id, **fields, **term)
