"""The demo's data: what a visitor finds, and that it breaks no rule of the portal."""

from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import models, transaction
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from simple_history.utils import get_history_manager_for_model

from chats.models import Chat, Message
from invitations.models import Invitation
from memberships.models import FamilyLink, JoinRequest, Membership, UnitLeadership
from memberships.queries import families_of_units
from memberships.roles import STAFF_ROLES, Role
from organizations.models import Organization, SchoolYear, Unit
from regulations.files import stored_pdf
from regulations.models import DocumentVersion
from sferum_portal.demo import PASSWORD, SLUGS, accounts
from sferum_portal.demo_data.dates import Calendar
from sferum_portal.demo_data.seed import plan_of

# The data is made once, in a transaction around all tests of this module.
pytestmark = pytest.mark.xdist_group("seed_demo")

APPS = ("accounts", "organizations", "memberships", "invitations", "chats", "regulations")
NAMED = [
    f"{name}@{slug}.example"
    for slug in SLUGS
    for name in ("admin", "head", "leader", "teacher", "parent", "learner")
    if (slug, name) != ("kindergarten", "learner")
]
User = get_user_model()


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """What the command printed; the data is there."""
    with django_db_blocker.unblock(), override_settings(DEBUG=True), transaction.atomic():
        yield run()
        transaction.set_rollback(True)


@pytest.fixture
def demo(made, db):
    """The data as the command left it, whatever the test before did to it."""
    return made


def run(*arguments):
    out = StringIO()
    call_command("seed_demo", *arguments, stdout=out)
    return out.getvalue()


def organization(slug):
    return Organization.objects.get(slug=slug)


def rows_of_each_model():
    return {model: model._base_manager.count() for model in apps.get_models()}


def the_unit_led_by(slug):
    leader = User.objects.get(email=f"leader@{slug}.example")
    return leader, UnitLeadership.objects.get(membership__user=leader).unit


def test_it_refuses_where_debug_is_off(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG"):
        run()


@pytest.mark.parametrize(
    ("slug", "units", "people", "staff"),
    [
        ("school", 30, range(1900, 2100), range(60, 75)),
        ("kindergarten", 8, range(350, 500), range(30, 50)),
        ("college", 20, range(700, 850), range(40, 60)),
    ],
)
def test_the_organizations_have_the_size_that_they_should(demo, slug, units, people, staff):
    memberships = Membership.objects.current().filter(organization=organization(slug))
    assert Unit.objects.current().filter(organization__slug=slug).count() == units + 1
    assert memberships.values("user").distinct().count() in people
    assert memberships.filter(role__in=STAFF_ROLES).count() in staff
    assert {row.role for row in memberships} == set(Role)


def test_a_second_call_changes_nothing(demo):
    before = rows_of_each_model()
    assert run() == run("--if-empty") == "Демонстрационные данные уже есть, они не изменены.\n"
    assert rows_of_each_model() == before


def test_open_links_are_printed_while_their_secrets_are_known(demo):
    assert demo.count("/i/") == 3


@pytest.mark.parametrize("email", NAMED)
def test_everybody_on_the_entrance_page_can_sign_in(demo, client, email):
    response = client.post(reverse("accounts:sign_in"), {"username": email, "password": PASSWORD})
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(User.objects.get(email=email).pk)


def test_the_entrance_page_lists_exactly_these(demo):
    listed = [row["login"] for entry in accounts() for row in entry["rows"]]
    assert sorted(listed) == sorted(NAMED)


def test_nobody_signs_in_as_the_operator(demo):
    operator = User.objects.get(is_superuser=True)
    assert not operator.has_account


def test_contacts_are_nobodys(demo):
    people = User.objects.values_list("email", "phone")
    assert all(email.endswith(".example") for email, _ in people if email)
    assert all(phone.startswith("+7974") for _, phone in people if phone)
    for row in Organization.objects.all():
        assert row.site.endswith(".example")
        assert row.email.endswith(".example")


def test_names_are_found_without_the_letter_yo(demo):
    assert User.objects.search("семенов").filter(surname__startswith="Семёнов").exists()
    assert all(row.search_name for row in User.objects.all())


def test_no_child_of_the_kindergarten_has_an_account(demo):
    children = Membership.objects.filter(organization__slug="kindergarten", role=Role.LEARNER)
    assert not any(row.user.has_account for row in children.select_related("user"))


def test_somebody_belongs_to_two_organizations(demo):
    held = Membership.objects.values("user").annotate(
        organizations=models.Count("organization", distinct=True)
    )
    assert held.filter(organizations=2).count() >= 3


def test_families_consist_of_parents_and_learners_of_the_same_organization(demo):
    current = Membership.objects.current()
    pairs = {
        role: set(current.filter(role=role).values_list("organization", "user"))
        for role in (Role.PARENT, Role.LEARNER)
    }
    for organization_pk, parent, child in FamilyLink.objects.current().values_list(
        "organization", "parent", "child"
    ):
        assert (organization_pk, parent) in pairs[Role.PARENT]
        assert (organization_pk, child) in pairs[Role.LEARNER]


def test_families_are_of_many_kinds(demo):
    links = FamilyLink.objects.filter(organization__slug="school").values_list("parent", "child")
    assert set(Counter(child for _, child in links).values()) == {1, 2}
    assert set(Counter(parent for parent, _ in links).values()) == {1, 2, 3}


def test_every_unit_has_a_leader_whose_role_is_confirmed(demo):
    led = UnitLeadership.objects.current().filter(membership__verified_at__isnull=False)
    units = Unit.objects.current().exclude(kind=Unit.STAFF)
    assert set(units.values_list("pk", flat=True)) == set(led.values_list("unit", flat=True))


@pytest.mark.parametrize("slug", SLUGS)
def test_the_leader_has_a_unit_whose_parents_have_no_chat_yet(demo, slug):
    leader, unit = the_unit_led_by(slug)
    assert not unit.chats.filter(kind="unit_parents").exists()
    assert unit.chats.filter(kind="unit_teachers").exists()
    assert leader.has_perm("organizations.create_parents_chat", unit)
    parent = User.objects.get(email=f"parent@{slug}.example")
    children = parent.links_to_children.values("child")
    assert unit.memberships.filter(role=Role.LEARNER, user__in=children).exists()


def test_the_class_of_the_schools_leader_is_the_one_of_the_design(demo):
    _, unit = the_unit_led_by("school")
    assert unit.name == "5А"
    assert families_of_units(unit.organization, [unit.pk]) == {unit.pk: (27, 24)}


@pytest.mark.parametrize("slug", SLUGS)
def test_the_teacher_teaches_and_leads_nothing(demo, slug):
    teacher = User.objects.get(email=f"teacher@{slug}.example")
    held = Membership.objects.get(user=teacher)
    assert held.is_verified
    assert held.teachings.exists()
    assert not held.leaderships.exists()


@pytest.mark.parametrize(
    ("slug", "waiting"), [("school", 40), ("kindergarten", 10), ("college", 16)]
)
def test_a_queue_of_requests_waits(demo, slug, waiting):
    requests = JoinRequest.objects.filter(organization__slug=slug)
    pending = list(requests.pending().oldest_first())
    assert len(pending) == waiting
    assert 5 < (timezone.now() - pending[0].created_at).days < 8
    assert any(row.lacks_child for row in pending)
    assert any(row.role == Role.PARENT and not row.lacks_child for row in pending)
    assert {row.role for row in pending} & STAFF_ROLES
    assert {row.status for row in requests} == set(JoinRequest.Status)
    for row in requests.select_related("applicant"):
        assert row.applicant.date_joined < row.created_at


@pytest.mark.parametrize("slug", SLUGS)
def test_links_are_in_every_state_and_open_for_every_role(demo, slug):
    links = list(Invitation.objects.filter(organization__slug=slug).with_uses())
    assert {link.state for link in links} == set(Invitation.State)
    invited = {link.role for link in links if link.state == Invitation.State.OPEN}
    nobody = {Role.ADMINISTRATOR} | ({Role.LEARNER} if slug == "kindergarten" else set())
    assert invited == set(Role) - nobody


@pytest.mark.parametrize("slug", SLUGS)
def test_a_regulation_is_in_force_and_another_in_preparation(demo, slug):
    versions = DocumentVersion.objects.filter(organization__slug=slug)
    assert stored_pdf(versions.in_force().get()).startswith(b"%PDF-")
    assert versions.drafts().count() == 1


def test_everybody_who_writes_is_in_the_chat_and_nobody_writes_tomorrow(demo):
    for chat in Chat.objects.filter(is_channel=False):
        authors = chat.messages.values_list("author", flat=True)
        assert set(authors) <= set(chat.people().values_list("pk", flat=True))
    moments = list(Message.objects.order_by("organization", "pk").values_list("created_at"))
    assert len(moments) > 250
    assert max(moments) < (timezone.now(),)
    assert not Message.objects.filter(text__regex=r"[{}\\]").exists()


def test_what_is_said_in_an_organization_is_said_in_its_order(demo):
    for slug in SLUGS:
        said = Message.objects.filter(organization__slug=slug).order_by("pk")
        moments = list(said.values_list("created_at", flat=True))
        assert moments == sorted(moments)


@pytest.mark.parametrize("app", APPS)
def test_every_row_would_pass_a_form(demo, app):
    for model in apps.get_app_config(app).get_models():
        if model.__name__.startswith("Historical"):
            continue
        every = model._base_manager.order_by("pk")
        for row in [*every[:4], *every.reverse()[:4]]:
            empty = {field.name for field in model._meta.fields if not getattr(row, field.attname)}
            row.full_clean(exclude=empty)


@pytest.mark.parametrize("app", APPS)
def test_every_row_has_its_history(demo, app):
    for model in apps.get_app_config(app).get_models():
        if hasattr(model._meta, "simple_history_manager_attribute"):
            recorded = set(get_history_manager_for_model(model).values_list("id", flat=True))
            assert recorded >= set(model._base_manager.values_list("pk", flat=True)), model


@pytest.mark.parametrize("slug", SLUGS)
def test_the_same_people_come_out_each_time(slug):
    first, second = (sorted(map(_identity, _plan(slug).people.rows)) for _ in range(2))
    assert first == second


def _plan(slug):
    row = Organization(slug=slug, kind=slug)
    year = SchoolYear(organization=row, starts_on=date(2026, 9, 1), ends_on=date(2027, 9, 1))
    staff_unit = Unit(organization=row, kind=Unit.STAFF, name="Сотрудники")
    return plan_of(
        row,
        operator=User(),
        school_year=year,
        staff_unit=staff_unit,
        calendar=Calendar(timezone.now()),
        password_hash="!",
    )


def _identity(user):
    return (user.full_name, user.email or "", user.phone or "", user.login or "")
