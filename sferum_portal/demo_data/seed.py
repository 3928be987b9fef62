"""Makes one organization of the demo, whole or not at all."""

from django.contrib.auth import get_user_model
from django.db import connection, transaction

from sferum_portal.demo import SLUGS
from sferum_portal.demo_data import college, kindergarten, organizations, queues, school
from sferum_portal.demo_data.conversations import hold_conversations
from sferum_portal.demo_data.dates import at
from sferum_portal.demo_data.documents import approve_regulations
from sferum_portal.demo_data.exceptions import decide_exceptions
from sferum_portal.demo_data.families import Families
from sferum_portal.demo_data.joining import Joining
from sferum_portal.demo_data.names import Names, seeded
from sferum_portal.demo_data.people import People
from sferum_portal.demo_data.plan import RECORDED, Plan
from sferum_portal.demo_data.rosters import enter_rosters

#: Slug → the module that builds the organization, and who asks to join it.
MAKERS = {
    "school": (school, queues.ask_school),
    "kindergarten": (kindergarten, queues.ask_kindergarten),
    "college": (college, queues.ask_college),
}


def operator():
    """The superuser in whose name the demo is made; nobody can sign in as them."""
    users = get_user_model().objects
    return users.filter(login="operator", is_superuser=True).first() or users.create_superuser(
        surname="Демонстрации", given_name="Оператор", login="operator"
    )


@transaction.atomic
def seed_organization(slug, *, by, calendar, password_hash):
    with at(calendar.ago(90, 9)):
        organization = organizations.create(slug, by=by, calendar=calendar)
    plan = plan_of(
        organization,
        operator=by,
        school_year=organizations.current_year(organization),
        staff_unit=organizations.staff_unit(organization),
        calendar=calendar,
        password_hash=password_hash,
        neighbours=kindergarten.neighbours() if slug == "kindergarten" else (),
    )
    with at(calendar.ago(RECORDED, 10)):
        plan.write()
    # Thousands of rows at once: without statistics the planner takes the tables for empty.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    approve_regulations(plan)
    plan.joining.happen()
    enter_rosters(plan)
    decide_exceptions(plan)
    hold_conversations(plan)
    return plan


def plan_of(
    organization, *, operator, school_year, staff_unit, calendar, password_hash, neighbours=()
):
    """All rows of the organization, unsaved; the same names for the same slug in every run."""
    slug = organization.slug
    rng = seeded("sferum", slug)
    people = People(
        slug, SLUGS.index(slug) + 1, password_hash=password_hash, rng=rng, calendar=calendar
    )
    plan = Plan(
        organization,
        operator=operator,
        school_year=school_year,
        staff_unit=staff_unit,
        people=people,
        names=Names(rng),
    )
    plan.neighbours = neighbours
    builder, ask = MAKERS[slug]
    families = Families(plan, builder.account_of)
    builder.build(plan, families)
    plan.joining = Joining(plan, families)
    ask(plan.joining)
    plan.joining.schedule()
    return plan
