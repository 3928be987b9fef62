"""One school with something on every page, for the tests that walk through all of them."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from chats.models import Chat
from chats.services import create_standard_chat
from invitations.models import Invitation
from memberships import services as memberships
from memberships.models import JoinRequest
from memberships.roles import Role
from regulations.models import DocumentVersion
from tests import factories as make
from tests.cast import Cast
from tests.facts import small_learners_request
from tests.regulations.making import (
    make_approved,
    make_draft,
    make_ready,
    make_signature,
)


@dataclass(frozen=True)
class World:
    cast: Cast
    chat: Chat
    approved: DocumentVersion
    invitation: Invitation
    token: str
    waiting: JoinRequest
    small: JoinRequest
    applicant: User

    def person(self, who):
        """None for a visitor who has not signed in."""
        if who == "visitor":
            return None
        return self.applicant if who == "applicant" else getattr(self.cast, who)

    def addresses(self, who):
        """The pages that this person has, each kind of page once."""
        return list(dict.fromkeys(PAGES[who](self)))

    def of(self, name, *args):
        """The address of a page of the school."""
        return reverse(name, args=[self.cast.ours.slug, *args])


def make_world(cast):
    """The caller replaces the rendering of PDF, if it is not needed."""
    school, unit = make_ready(cast.ours), cast.unit
    chat, _ = create_standard_chat(kind="unit_parents", place=unit, by=cast.leader)
    create_standard_chat(kind="unit_learners", place=unit, by=cast.leader)
    make.make_message(chat, cast.leader, "Собрание в четверг, https://school.example/meeting")
    make.make_message(chat, cast.parent, "Спасибо, буду.\nПринести ли сменную обувь?")
    approved = make_approved(school)
    make_signature(approved)
    make_draft(school)
    invitation, token = make.make_invitation(unit, Role.PARENT, created_by=cast.leader)
    refused = make.JoinRequestFactory(organization=school)
    memberships.reject_join_request(
        join_request=refused, by=cast.administrator, reason="Вас нет в списке сотрудников."
    )
    make.JoinRequestFactory(organization=school, applicant=refused.applicant, post="методист")
    waiting = make.JoinRequestFactory(
        organization=school,
        role=Role.PARENT,
        unit=unit,
        post="",
        child_surname="Неведомский",
        child_given_name="Аристарх",
        applicant__surname="Константинопольская-Преображенская",
        applicant__email="konstantinopolskaya.preobrazhenskaya@pochta.school.example",
        applicant__phone="+79741335200",
    )
    small = small_learners_request(cast, make.PersonFactory())
    return World(cast, chat, approved, invitation, token, waiting, small, refused.applicant)


def _visitor(world):
    yield from ("/", reverse("accounts:sign_in"), reverse("accounts:password_reset"))
    yield reverse("accounts:password_reset_sent")
    yield reverse("invitations:open", args=[world.token])
    yield reverse("memberships:apply")
    yield world.of("memberships:apply_place")
    yield world.of("memberships:apply_form", "parent", world.cast.unit.pk)
    yield world.of("memberships:apply_form", "learner", world.small.unit_id)
    yield reverse("memberships:by_hand")
    yield reverse("memberships:code_status", args=[make.make_code_for(world.waiting)])
    code = make.make_code_for(make.make_withdrawn(world.cast.ours))
    yield reverse("memberships:code_status", args=[code])
    yield reverse("memberships:code_again", args=[code])
    yield reverse("memberships:code_status", args=[make.make_code_for(world.small)])
    yield reverse("regulations:verify_by_hand")
    yield reverse("regulations:verify", args=[world.approved.verify_code])
    yield "/nowhere/"


def _applicant(world):
    yield reverse("own_requests")
    for wish in JoinRequest.objects.filter(applicant=world.applicant):
        yield reverse("memberships:own_status", args=[wish.pk])
    yield reverse("accounts:profile")
    yield reverse("accounts:password_change")
    yield reverse("invitations:open", args=[world.token])


def _parent(world):
    yield world.of("organization_home")
    yield world.of("chats:chat_list")
    yield world.of("chats:chat", world.chat.pk)
    yield world.of("chats:people", world.chat.pk)
    yield world.of("chats:unit", world.cast.unit.pk)
    yield world.of("regulations:regulation")
    yield world.of("regulations:version_text", world.approved.number)


def _leader(world):
    unit = world.cast.unit.pk
    yield world.of("organization_home")
    yield world.of("chats:unit", unit)
    yield world.of("chats:kind_list")
    yield world.of("chats:create", "unit_teachers", "unit", unit)
    yield world.of("chats:create", "education_other", "unit", unit)
    yield world.of("chats:create", "other_channel", "unit", unit)
    yield world.of("invitations:invitation_list")
    yield world.of("invitations:issue", unit)
    yield world.of("invitations:slips", unit)


def _subject_teacher(world):
    yield world.of("organization_home")


def _head(world):
    yield world.of("organization_home")
    yield world.of("regulations:regulation")
    yield world.of("regulations:signing", world.approved.pk)
    for page in "facts approvals approve discard edit library form".split():
        yield world.of(f"regulations:draft_{page}")


def _administrator(world):
    yield world.of("organization_home")
    yield reverse("admin:index")
    requests = "admin:memberships_joinrequest"
    yield reverse(f"{requests}_changelist")
    for page in "change reject child history".split():
        yield reverse(f"{requests}_{page}", args=[world.waiting.pk])
    yield reverse(f"{requests}_approve_matched")
    file = make.make_roster_import(world.cast.ours, by=world.cast.administrator)
    files = "admin:memberships_rosterimport"
    yield reverse(f"{files}_add")
    yield reverse(f"{files}_changelist")
    for page in ("change", "apply"):
        yield reverse(f"{files}_{page}", args=[file.pk])
    yield reverse("admin:memberships_rosterentry_changelist")
    yield reverse("admin:invitations_invitation_changelist")
    yield reverse("admin:invitations_invitation_add")
    yield reverse("admin:memberships_membership_changelist")
    yield reverse("admin:organizations_unit_changelist")
    yield reverse("admin:organizations_unit_change", args=[world.cast.unit.pk])
    yield reverse("admin:organizations_chatrule_strategy", args=[world.cast.ours.pk])


PAGES = {
    "visitor": _visitor,
    "applicant": _applicant,
    "parent": _parent,
    "leader": _leader,
    "subject_teacher": _subject_teacher,
    "head": _head,
    "administrator": _administrator,
}
