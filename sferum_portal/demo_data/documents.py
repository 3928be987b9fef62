"""The regulations: one in force, signed and on the site, one in preparation; read by many."""

from datetime import timedelta

from memberships.roles import STAFF_ROLES
from regulations.facts import unasked_councils
from regulations.services import (
    acknowledge,
    answer_council,
    approve_version,
    create_draft,
    publish_version,
    record_approvals,
    sign_simply,
)
from sferum_portal.demo_data.dates import at

#: Slug → versions from the oldest on: years before this school year, the order's number, and of
#: each body the protocol's number and how many days before the order.
VERSIONS = {
    "school": (
        (1, "118/3-од", {"pedagogical_council": ("1", 2), "governing_council": ("2", 1)}),
        (0, "124/2-од", {"pedagogical_council": ("1", 3), "governing_council": ("1", 1)}),
    ),
    "kindergarten": ((0, "57-од", {"pedagogical_council": ("1", 2), "parents_council": ("1", 1)}),),
    "college": ((0, "231/1-од", {"pedagogical_council": ("1", 1)}),),
}


def approve_regulations(plan):
    """Approve the versions, each at the end of August before its school year; begin a draft."""
    organization, calendar = plan.organization, plan.calendar
    admin, head = plan.cast["admin"].user, plan.cast["head"].user
    with at(calendar.at(plan.school_year.starts_on.replace(month=8, day=20), 10)):
        for body in unasked_councils(organization):
            answer_council(organization=organization, by=admin, body=body.code, exists=False)
    organization.refresh_from_db()
    for years, order_number, protocols in VERSIONS[organization.slug]:
        starts_on = plan.school_year.starts_on
        signed = starts_on.replace(year=starts_on.year - years) - timedelta(days=2)
        with at(calendar.at(signed, 11)):
            version = create_draft(organization=organization, by=admin)
            decisions = {
                body: (number, signed - timedelta(days=days))
                for body, (number, days) in protocols.items()
            }
            record_approvals(version=version, by=admin, decisions=decisions)
            approve_version(version=version, by=head, order_number=order_number, order_date=signed)
        version.refresh_from_db()
        with at(calendar.at(signed, 12)):
            sign_simply(version=version, by=head)
        with at(calendar.at(signed + timedelta(days=2), 10)):
            address = f"{organization.site}/documents/sferum"
            publish_version(version=version, by=admin, published_on=signed, address=address)
    _acknowledge(plan, version)
    with at(calendar.ago(3, 14, 25)):
        create_draft(organization=organization, by=admin)


def _acknowledge(plan, version):
    """Two thirds of the staff and of the families of one class have read it."""
    children = plan.learners[plan.leader_unit.name]
    readers = [row.user for row in plan.memberships if row.role in STAFF_ROLES]
    readers += [plan.parents[child][0].user for child in children if plan.parents[child]]
    for number, reader in enumerate(dict.fromkeys(readers)):
        if number % 3 and reader != version.approved_by:
            read = plan.calendar.ago(50 - number % 20, 8 + number % 10, number % 60)
            # In the first days of a school year all of them were quick.
            with at(max(read, plan.calendar.at(version.effective_from, 13))):
                acknowledge(version=version, by=reader)
