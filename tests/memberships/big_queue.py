"""Many who wait at once: for tests that count queries, and for `measure_bulk`."""

from accounts.models import User
from chats.services import create_chosen_chat
from memberships.models import JoinRequest, Membership, RosterEntry
from memberships.roles import Role
from sferum_portal.lib.history import record_changes, record_many
from sferum_portal.lib.text import search_form
from tests import factories as make

OF_A_UNIT = 25


def a_queue(organization, number, letter):
    """Parents who wait, each of a child of the roster; everything about them matches.

    Returns the units that they ask for, each of 25 children.
    """
    operator = make.make_operator()

    def save(model, rows):
        return record_many(model, rows, by=operator)

    def people(prefix, *, account):
        rows = [
            make.PersonFactory.build(
                surname=f"Иванова{number}",
                email=f"{prefix}{letter}{number}@people.example" if account else None,
                account=account,
            )
            for number in range(number)
        ]
        for row in rows:
            row.search_name = search_form(row.full_name)
        return save(User, rows)

    units = [
        make.make_unit(organization, f"{place}{letter}", grade=1)
        for place in range(max(number // OF_A_UNIT, 1))
    ]
    children, parents = people("child", account=False), people("parent", account=True)
    common = {"organization": organization}
    here = {"starts_on": make.days_ago(30), "role": Role.LEARNER}
    unit_of = [units[place % len(units)] for place in range(number)]
    roles = save(
        Membership,
        [
            Membership(user=child, unit=unit, **common, **here)
            for child, unit in zip(children, unit_of, strict=True)
        ],
    )

    def entry(person, **fields):
        return RosterEntry(
            surname=person.surname,
            given_name=person.given_name,
            search_name=person.search_name,
            **common,
            **fields,
        )

    of_children = save(
        RosterEntry,
        [
            entry(role.user, role=Role.LEARNER, unit=role.unit, user=role.user, membership=role)
            for role in roles
        ],
    )
    of_parents = save(
        RosterEntry,
        [
            entry(parent, role=Role.PARENT, child=child)
            for parent, child in zip(parents, of_children, strict=True)
        ],
    )
    save(
        JoinRequest,
        [
            JoinRequest(
                applicant=parent,
                role=Role.PARENT,
                unit=unit,
                child=child,
                child_surname=child.surname,
                child_given_name=child.given_name,
                child_search_name=search_form(f"{child.surname} {child.given_name}"),
                pile=JoinRequest.Pile.MATCHED,
                entry=known,
                match_reasons=["совпали: фамилия, имя, отчество, фамилия ребёнка, имя ребёнка"],
                invited_by=operator,
                **common,
            )
            for parent, child, unit, known in zip(
                parents, children, unit_of, of_parents, strict=True
            )
        ],
    )
    return units


def lead_into_chats(units):
    """The requests for each unit have come through its leader's link, which leads into a chat."""
    for unit in units:
        leader, staff = make.make_leader(unit).user, make.make_member(unit.organization, Role.STAFF)
        chat = create_chosen_chat(
            kind="education_other", place=unit, by=leader, title="Поход", people=[staff.user]
        )
        rows = list(JoinRequest.objects.filter(unit=unit))
        for row in rows:
            row.invited_by, row.chats = leader, [chat.pk]
        record_changes(JoinRequest, rows, ["invited_by", "chats"], by=leader)
