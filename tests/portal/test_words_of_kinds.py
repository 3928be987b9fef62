"""No page and no letter of an organization says a word of another kind of organization.

Documents are read by the tests of regulations, the registers by those of the admin.
"""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.reset import send_link_to
from accounts.services import change_profile
from chats.services import create_chosen_chat, create_standard_chat
from memberships import services
from memberships.roles import Role
from organizations.services import add_subject_to_unit, change_facts, create_subject
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.admin.reading import texts_of
from tests.admin.rows import make_rows
from tests.facts import membership_of
from tests.foreign_words import foreign_words
from tests.links import walk
from tests.regulations.making import make_approved, make_ready, replace_rendering

KINDS = ["school", "kindergarten", "college"]
SCOPES = ("organization", "unit", "unit_subject")

#: What everybody who has signed in can look at, and the members besides.
ANYBODY = "own_requests accounts:profile accounts:password_change invitations:open "
MEMBERS = ANYBODY + (
    "organization_home chats:chat_list chats:chat chats:people chats:kind_list "
    "regulations:regulation regulations:version_text "
)
CREATORS = MEMBERS + "chats:unit chats:create invitations:invitation_list "
DRAFT = " ".join(
    f"regulations:draft_{page}" for page in "facts approvals discard edit library form".split()
)
#: Person → the pages that the walk must show them; it may find more, and what they are refused.
PAGES = {
    "administrator": CREATORS + "invitations:issue " + DRAFT,
    "head": CREATORS + DRAFT + " regulations:draft_approve",
    "leader": CREATORS + "invitations:issue",
    "teacher": CREATORS,
    "subject_teacher": CREATORS,
    "educator": CREATORS,
    "parent": MEMBERS + "chats:unit",
    "learner": MEMBERS,
    "stranger": ANYBODY,
    "visitor": "home invitations:open accounts:sign_in accounts:password_reset memberships:apply "
    "memberships:apply_place memberships:by_hand "
    "regulations:verify_by_hand",
}
#: Who tries to create every kind of chat, and reads why not.
REFUSED = {"teacher", "parent"}


@pytest.fixture
def cast(cast_of, kind, monkeypatch):
    """Something on every page of our organization."""
    replace_rendering(monkeypatch)
    cast = cast_of(kind)
    make_approved(make_ready(cast.ours))
    make_rows(cast.ours)
    for code in {"unit_parents", "unit_learners"} & set(cast.ours.profile.chats):
        chat, _ = create_standard_chat(kind=code, place=cast.unit, by=cast.leader)
        make.make_message(chat, cast.leader)
    create_chosen_chat(
        kind="management_other", place=cast.ours, by=cast.head, title="Ремонт", people=[cast.staff]
    )
    make.make_invitation(cast.unit, created_by=cast.leader)
    decide(cast, services.reject_join_request, cast.stranger, reason="Вас нет в списке.")
    make.JoinRequestFactory(organization=cast.ours, applicant=cast.stranger, post="методист")
    return cast


def decide(cast, decision, applicant=None, **reason):
    wish = make.JoinRequestFactory(
        organization=cast.ours, applicant=applicant or make.PersonFactory(), post="методист"
    )
    decision(join_request=wish, by=cast.administrator, **reason)


def entrances(cast):
    """Where a walk begins; what a person may not open answers with the reason."""
    slug, unit = cast.ours.slug, cast.unit.pk
    yield from ("/", "/nowhere/", reverse("own_requests"), reverse("accounts:password_reset"))
    for name in ("organization_home", "chats:kind_list", "invitations:invitation_list"):
        yield reverse(name, args=[slug])
    for page in DRAFT.split():
        yield reverse(page, args=[slug])
    for name in ("chats:unit", "invitations:issue"):
        yield reverse(name, args=[slug, unit])
    for place, role in (
        (cast.unit, Role.PARENT),
        (cast.unit, Role.LEARNER),
        (make.staff_unit(cast.ours), Role.TEACHER),
    ):
        yield reverse("invitations:open", args=[make.make_invitation(place, role)[1]])


def forms_of_chats(cast):
    """A form for every kind of chat, or why not."""
    places = dict(zip(SCOPES, (cast.ours, cast.other_unit, cast.unit_subject), strict=True))
    for kind in cast.ours.profile.chats.values():
        for scope in kind.scopes:
            args = [cast.ours.slug, kind.code, scope, places[scope].pk]
            yield reverse("chats:create", args=args)


def people(cast):
    """Those whom the kind of organization has; None for a visitor who has not signed in."""
    found = {name: getattr(cast, name, None) for name in PAGES}
    features = cast.ours.profile.features
    if "learner_accounts" not in features:
        del found["learner"]
    if "subjects" not in features:
        del found["subject_teacher"]
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_pages_say_no_word_of_another_kind(cast, kind):
    starts, found = list(entrances(cast)), {}
    for name, user in people(cast).items():
        client = Client()
        if user:
            client.force_login(user, backend="accounts.backends.IdentifierBackend")
        pages = walk(client, [*starts, *(forms_of_chats(cast) if name in REFUSED else [])])
        seen = {page for page, answer in pages.values() if answer.status_code == 200}
        assert set(PAGES[name].split()) - seen == set(), name
        for address, (_, answer) in pages.items():
            for hit in foreign_words(kind, "\n".join(texts_of(answer))):
                found.setdefault(hit, (name, address))
    assert found == {}


@pytest.mark.parametrize("kind", KINDS)
def test_questions_of_a_draft_say_no_word_of_another_kind(cast, kind, client):
    """Those about facts that the organization has not told yet."""
    unknown = ("site", "email", "settlement", "head_surname", "consultation_schedule", "ejournal")
    facts = dict.fromkeys(unknown, "") | {"bodies": []}
    change_facts(organization=cast.ours, by=cast.operator, **facts)
    client.force_login(cast.head)
    for page in "facts approvals approve".split():
        address = reverse(f"regulations:draft_{page}", args=[cast.ours.slug])
        text = "\n".join(texts_of(client.get(address, follow=True)))
        assert foreign_words(kind, text) == [], page


@pytest.mark.parametrize("kind", KINDS)
def test_letters_say_no_word_of_another_kind(
    cast, kind, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        decide(cast, services.reject_join_request, reason="Вас нет в списке.")
        decide(cast, services.approve_join_request)
        send_link_to(cast.parent.email)
        change_profile(user=cast.teacher, by=cast.administrator, email="new@people.example")
    assert len(mailoutbox) == 4
    for letter in mailoutbox:
        assert foreign_words(kind, f"{letter.subject}\n{letter.body}") == []


@pytest.mark.parametrize("kind", KINDS)
def test_refusals_and_histories_say_no_word_of_another_kind(cast_of, kind):
    """Those that name what kinds call by different names."""
    cast, by = cast_of(kind), {"by": make.make_operator()}
    unit, subject = cast.unit, cast.unit_subject.subject
    foreign = make.make_unit_subject(cast.theirs.units.exclude(kind="staff").get()).subject
    refused = [
        lambda: create_subject(organization=cast.ours, name=subject.name, **by),
        lambda: add_subject_to_unit(unit=unit, subject=subject, **by),
        lambda: add_subject_to_unit(unit=unit, subject=foreign, **by),
        lambda: services.assign_teaching(
            membership=membership_of(cast.subject_teacher), unit_subject=cast.unit_subject, **by
        ),
        lambda: services.set_activist(
            membership=membership_of(cast.teacher), is_activist=True, **by
        ),
    ]
    sentences = []
    for act in refused:
        with pytest.raises(DomainError) as refusal:
            act()
        sentences.append(str(refusal.value))
    new = create_subject(organization=cast.ours, name="Физика", **by)
    rows = (new, add_subject_to_unit(unit=unit, subject=new, **by))
    sentences += [row.history.get().history_change_reason for row in rows]
    assert all(sentences)
    assert foreign_words(kind, "\n".join(sentences)) == []
