"""A claim or an entry with all that every comparison needs, read once."""

from functools import cached_property

from memberships.matching.contacts import read_emails, read_phones
from memberships.matching.names import read, readings
from memberships.matching.records import PARENT, role_group


class Side:
    """``names`` are all readings of a name, the likeliest first; of an entry that one counts."""

    def __init__(self, record):
        self.record = record
        self.group = role_group(record.role)
        self.unit = record.unit
        if self.group == PARENT and record.child_unit is not None:
            self.unit = record.child_unit
        self.phones = read_phones(record.phone)
        self.emails = read_emails(record.email)
        self._own = (record.surname, record.given_name, record.patronymic)
        self._child = (record.child_surname, record.child_given_name, record.child_patronymic)

    @cached_property
    def names(self):
        return readings(*self._own)

    @cached_property
    def child_names(self):
        return readings(*self._child)

    @cached_property
    def name(self):
        return read(*self._own)

    @cached_property
    def child_name(self):
        return read(*self._child)

    def shares_contact_with(self, other):
        return bool(self.phones & other.phones or self.emails & other.emails)
