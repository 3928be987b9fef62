"""Rosters and orders for tests."""

from memberships.models import (
    Appointment,
    RosterEntry,
    RosterImport,
)
from memberships.roles import Role
from memberships.services.roster.work import read_file
from tests.factories.people import days_ago


def make_roster_import(organization, text="", *, by, **fields):
    """A file that was read and waits for a look; by default of one learner of an unknown unit."""
    text = text or f"ФИО;{organization.words.Unit}\nЗаписной Глеб Олегович;77Ы\n"
    row = RosterImport(
        organization=organization,
        **({"file_name": "список.csv", "data": text.encode(), "created_by": by} | fields),
    )
    row.save()
    read_file(row)
    return row


def make_appointment(membership, **fields):
    """The order behind an administrator's role; one for each membership."""
    defaults = {"order_number": "15-од", "order_date": days_ago(100)}
    return Appointment.objects.get_or_create(
        organization=membership.organization, membership=membership, defaults=defaults | fields
    )[0]


def make_roster_entry(membership=None, **fields):
    """The entry of a learner who is in a unit's list; with ``organization`` and fields another."""
    if membership is not None:
        user = membership.user
        fields = {
            "organization": membership.organization,
            "role": Role.LEARNER,
            "surname": user.surname,
            "given_name": user.given_name,
            "patronymic": user.patronymic,
            "unit": membership.unit,
            "user": user,
            "membership": membership,
        } | fields
    entry = RosterEntry(**fields)
    entry.save()
    return entry
