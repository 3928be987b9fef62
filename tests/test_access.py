"""The sweep of all addresses, the admin's included: strangers, members without rights, anonymous.

Every named route has its row in `tests/access_table.py`; one that forgets its scope or its right
fails here.
"""

from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from accounts.models import User
from chats.models import Chat
from chats.services import create_chosen_chat
from memberships.models import FamilyLink, JoinRequest, Membership, Substitution
from organizations.models import Subject, Unit, UnitSubject
from regulations.models import DocumentVersion
from tests import access_table as table
from tests import access_table_admin as admin_table
from tests.admin.rows import make_rows
from tests.cast import Cast
from tests.database import changed_tables, whole_database
from tests.facts import today
from tests.regulations.making import make_approved, make_ready, replace_rendering
from tests.regulations.publishing import publish, sign

STRANGERS = ("outsider", "outsider_leader", "former", "stranger")
SIGN_IN = reverse("accounts:sign_in")


@dataclass(frozen=True)
class World:
    """The cast; of our organization a row of every register, an approved version and a chat."""

    cast: Cast
    rows: dict
    approved: DocumentVersion
    chat: Chat


@pytest.fixture
def world(cast, monkeypatch):
    # No real rendering: what a PDF looks like is tested elsewhere.
    replace_rendering(monkeypatch)
    approved = make_approved(make_ready(cast.ours))
    sign(monkeypatch, approved)
    publish(approved)
    rows = make_rows(cast.ours)
    chat = create_chosen_chat(
        kind="management_other", place=cast.ours, by=cast.head, title="Ремонт", people=[cast.staff]
    )
    return World(cast, rows, approved, chat)


def routes():
    """The full names of all routes, of every namespace; those without a name are None."""

    def walk(patterns, namespaces=()):
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                more = (pattern.namespace,) if pattern.namespace else ()
                yield from walk(pattern.url_patterns, namespaces + more)
            else:
                yield pattern.name and ":".join([*namespaces, pattern.name])

    return list(walk(get_resolver().url_patterns))


def admin_row_pages(rows):
    """``{name: address}`` of the admin's pages of one row, for these rows."""
    by_register = {f"{model._meta.app_label}_{model._meta.model_name}": model for model in rows}
    pages = {}
    for register, names in admin_table.ROW_PAGES.items():
        row = rows[by_register[register]]
        for name in names.split():
            pk = row.organization_id if name == "strategy" else row.pk
            pages[f"{register}_{name}"] = reverse(f"admin:{register}_{name}", args=[pk])
    return pages


def admin_own_pages():
    arguments = {"app_list": ["memberships"]}
    return {
        name: reverse(f"admin:{name}", args=arguments.get(name, []))
        for name in admin_table.OWN_PAGES
    }


def shared_pages(rows):
    basis = next(row for model, row in rows.items() if model.__name__ == "LegalBasis")
    return {name: reverse(f"admin:{name}", args=[basis.pk]) for name in admin_table.SHARED_PAGES}


def portal_pages(world):
    return {
        name: reverse(name, args=make_arguments(world))
        for name, (make_arguments, *_) in table.PORTAL.items()
    }


def as_(user):
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def statuses(client, address):
    """«200 405»: what GET and POST answer."""
    return f"{client.get(address).status_code} {client.post(address).status_code}"


def differing(client, pages, expected):
    """The pages that answer otherwise than ``expected(name)``."""
    got = {name: statuses(client, address) for name, address in pages.items()}
    return {name: answer for name, answer in got.items() if answer != expected(name)}


def test_the_tables_list_every_route_and_no_other():
    admin = [*admin_table.SHARED_PAGES, *admin_table.OWN_PAGES]
    for register, names in admin_table.ROW_PAGES.items():
        admin += [f"{register}_{name}" for name in names.split()]
    listed = [*table.PORTAL, *(f"admin:{name}" for name in admin)]
    assert sorted(listed) == sorted(filter(None, routes()))
    # The only one without a name is the admin's answer 404 to everything unknown.
    assert routes().count(None) == 1


@pytest.mark.parametrize("column", table.COLUMNS)
def test_the_portal_answers_as_the_table_says(world, column):
    number = 1 + table.COLUMNS.index(column)
    pages = portal_pages(world)
    # Last: it ends the session.
    pages["accounts:sign_out"] = pages.pop("accounts:sign_out")
    before = whole_database()
    for person in STRANGERS if column == "strangers" else [column]:
        client = as_(getattr(world.cast, person, None))
        assert differing(client, pages, lambda name: table.PORTAL[name][number]) == {}, person
    # «ask» is the teacher's good right here.
    asked = ["chats_chatrequest", "chats_historicalchatrequest"]
    assert changed_tables(before) == (asked if column == "teacher" else [])


def test_addresses_under_an_organization_are_not_there_for_strangers():
    """Read from the table itself: 404, or 405 before anything is looked up."""
    # By name: each part of the table has its own.
    free = (
        "nothing open_link scanned_card reset_link printed_code slug_of place_of code "
        "decided_code public_slug public_code"
    ).split()
    for name, (make_arguments, strangers, *_) in table.PORTAL.items():
        if make_arguments.__name__ not in free:
            assert strangers in ("404 404", "404 405", "405 404"), name


def test_what_is_not_public_leads_to_the_sign_in_page_and_back(world):
    client = as_(None)
    for name, address in portal_pages(world).items():
        shown, sent = client.get(address), client.post(address)
        if name in table.PUBLIC:
            for answer in (shown, sent):
                assert not answer.get("Location", "").startswith(SIGN_IN), name
        else:
            assert shown["Location"] == f"{SIGN_IN}?next={address}", name
            # Not back to an address that takes only forms: to the page that sends it after all.
            assert sent["Location"] == f"{SIGN_IN}?next={reverse('unsent')}", name


def test_an_administrator_of_another_organization_finds_nothing_of_ours(world):
    cast, before = world.cast, whole_database()
    outsider, own = as_(cast.outsider), admin_own_pages()
    assert differing(outsider, admin_row_pages(world.rows), lambda name: "404 404") == {}
    assert differing(outsider, shared_pages(world.rows), admin_table.SHARED_PAGES.get) == {}
    ours = [str(cast.ours), world.rows[JoinRequest].applicant.email, "8В", "Физика"]
    members = User.objects.filter(memberships__organization=cast.ours).exclude(email=None)
    ours += members.values_list("email", flat=True)
    for name, address in own.items():
        answer = outsider.get(address, follow=True)
        first = answer.redirect_chain[0][1] if answer.redirect_chain else answer.status_code
        got = f"{first} {outsider.post(address).status_code}"
        assert got == admin_table.OWN_PAGES[name], name
        assert not [text for text in ours if text in answer.content.decode()], name
    forms = {
        name: f"{address}?organization={cast.ours.pk}"
        for name, address in own.items()
        if name.endswith(("_add", "_add_learner"))
    }
    # What only the operator and only a head may do.
    nowhere = dict.fromkeys(
        (
            "organizations_organization_add",
            "memberships_distribution_add",
            "regulations_legalbasis_add",
        ),
        "403 403",
    )
    assert differing(outsider, forms, lambda name: nowhere.get(name, "404 404")) == {}
    assert changed_tables(before) == []


def form_of(name, rows):
    """What a right form of the admin sends, made of the rows of one organization."""
    unit, subject_chat = rows[Unit], name == "memberships_unitsubjectgrant_add"
    places = {
        "memberships_unitgrant_add": unit.pk,
        "memberships_unitsubjectgrant_add": rows[UnitSubject].pk,
        "invitations_invitation_add": f"{unit.pk}:parent",
    }
    link = rows[FamilyLink]
    return {
        "unit": unit.pk,
        "subject": rows[Subject].pk,
        "unit_subject": rows[UnitSubject].pk,
        "place": places.get(name, ""),
        "membership": rows[Membership].pk,
        "person": rows[Substitution].substitute_id,
        "administrator": rows[Substitution].administrator_id,
        "substitute": rows[Membership].pk,
        "order_number": "16-од",
        "order_date": today(),
        "child_name": link.child.full_name,
        "parent": link.parent.email,
        "user": link.parent.email,
        "role": "learner",
        "surname": "Чужов",
        "given_name": "Олег",
        "right": "create_subject_chat" if subject_chat else "create_channel",
        "starts_on": today(),
        "expires_on": today(30),
        "reason": "Приказ",
        "max_uses": "5",
        "last_day": today(30),
    }


def test_another_administrator_cannot_put_our_rows_into_a_form(world):
    """Each field alone: all the rest of the form is right, and the form itself works."""
    theirs, outsider = make_rows(world.cast.theirs), as_(world.cast.outsider)
    pages, before = admin_own_pages(), whole_database()
    for name, fields in admin_table.FOREIGN.items():
        right, foreign = form_of(name, theirs), form_of(name, world.rows)
        for field in fields.split():
            answer = outsider.post(pages[name], right | {field: foreign[field]})
            assert answer.status_code == 422, (name, field)
    bulk = pages["memberships_joinrequest_approve_selected"]
    outsider.post(bulk, {"_selected_action": world.rows[JoinRequest].pk})
    assert changed_tables(before) == []
    for name in admin_table.FOREIGN:
        answer = outsider.post(pages[name], form_of(name, theirs))
        # 409: it is right, but such a row is there already.
        assert answer.status_code in (200, 302, 409), name


def test_only_the_administration_enters_the_admin(world):
    pages = admin_row_pages(world.rows) | admin_own_pages() | shared_pages(world.rows)

    def expected(name):
        return "302 302" if name in admin_table.ADMIN_ENTRANCE else "403 403"

    before = whole_database()
    for person in ("former", "stranger", "teacher", "parent", "learner"):
        client = as_(getattr(world.cast, person))
        assert differing(client, pages, expected) == {}, person
    client = as_(None)
    for name, address in pages.items():
        for answer in (client.get(address), client.post(address)):
            assert answer["Location"].startswith(f"{SIGN_IN}?next="), name
    assert changed_tables(before) == []


def body_of(answer):
    return b"" if answer.streaming else answer.content


#: Person → how many pages they can look at, at least; fewer would prove less than it seems.
LOOKING = {"administrator": 60, "head": 50, "leader": 15, "operator": 60}


@pytest.mark.parametrize("person", LOOKING)
def test_no_get_changes_anything(world, person):
    """Not even for those who may: links are opened ahead, by browsers, messengers and scanners."""
    pages = portal_pages(world) | admin_row_pages(world.rows)
    pages |= admin_own_pages() | shared_pages(world.rows)
    client, before = as_(getattr(world.cast, person)), whole_database()
    answers = {name: client.get(address) for name, address in pages.items()}
    seen = [answer.status_code for answer in answers.values()]
    # A button that leads nowhere: the name of its address was empty.
    empty = [name for name, answer in answers.items() if b'href=""' in body_of(answer)]
    assert empty == []
    assert seen.count(200) >= LOOKING[person]
    assert not [status for status in seen if status >= 500]
    assert changed_tables(before) == []
