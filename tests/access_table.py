"""What every address answers to whom: «GET POST», as literal numbers.

`tests/test_access.py` fails for an address that is missing here and for one that is gone.
"""

from invitations.models import Invitation
from memberships.models import JoinRequest
from tests import factories as make

# --- What an address is made of ------------------------------------------------------------------


def nothing(world):
    return []


def slug(world):
    return [world.cast.ours.slug]


def chat(world):
    """A chat in which nobody of the columns below takes part."""
    return [world.cast.ours.slug, world.chat.pk]


def chat_person(world):
    return [world.cast.ours.slug, world.chat.pk, world.cast.staff.pk]


def new_chat(world):
    """Teachers must ask for it; see `tests.admin.rows`."""
    return [world.cast.ours.slug, "unit_parents", "unit", world.cast.unit.pk]


def other_unit(world):
    """Neither parent nor learner has to do with it."""
    return [world.cast.ours.slug, world.cast.other_unit.pk]


def invitation(world):
    return [world.cast.ours.slug, world.rows[Invitation].pk]


def open_link(world):
    return [make.make_invitation(world.cast.unit)[1]]


def request_of_another(world):
    return [world.rows[JoinRequest].pk]


def draft(world):
    return [world.cast.ours.slug, 2]


def printed_code(world):
    return [world.approved.verify_code]


def reset_link(world):
    return ["MQ", "no-such-secret"]


# --- The portal ----------------------------------------------------------------------------------

#: Strangers administer another organization, lead a unit there, were members once, or belong
#: nowhere. Teacher, parent and learner are members without the right.
COLUMNS = ("strangers", "teacher", "parent", "learner", "anonymous")

PORTAL = {
    "home": (nothing, "302 405", "302 405", "302 405", "302 405", "200 405"),
    "healthz": (nothing, "200 405", "200 405", "200 405", "200 405", "200 405"),
    "organization_home": (slug, "404 405", "200 405", "200 405", "200 405", "302 302"),
    "unsent": (nothing, "302 405", "302 405", "302 405", "302 405", "302 302"),
    "own_requests": (nothing, "200 405", "200 405", "200 405", "200 405", "302 302"),
    "withdraw_own_request": (
        *(request_of_another, "405 404", "405 404", "405 404", "405 404", "302 302"),
    ),
    "accounts:sign_in": (nothing, "302 302", "302 302", "302 302", "302 302", "200 422"),
    "accounts:sign_out": (nothing, "405 302", "405 302", "405 302", "405 302", "405 302"),
    "accounts:profile": (nothing, "200 422", "200 422", "200 422", "200 422", "302 302"),
    "accounts:password_change": (
        *(nothing, "200 422", "200 422", "200 422", "200 422", "302 302"),
    ),
    "accounts:password_reset": (*(nothing, "200 422", "200 422", "200 422", "200 422", "200 422"),),
    "accounts:password_reset_sent": (
        *(nothing, "200 405", "200 405", "200 405", "200 405", "200 405"),
    ),
    "accounts:password_reset_confirm": (
        *(reset_link, "200 200", "200 200", "200 200", "200 200", "200 200"),
    ),
    "invitations:open": (open_link, "200 405", "200 405", "200 405", "200 405", "200 405"),
    "invitations:register": (open_link, "405 302", "405 302", "405 302", "405 302", "405 422"),
    "invitations:join": (open_link, "405 422", "405 422", "405 422", "405 422", "302 302"),
    "invitations:invitation_list": (slug, "404 405", "200 405", "403 405", "403 405", "302 302"),
    "invitations:issue": (other_unit, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "invitations:slips": (other_unit, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "invitations:revoke": (invitation, "405 404", "405 404", "405 404", "405 404", "302 302"),
    "chats:unit": (other_unit, "404 405", "200 405", "403 405", "403 405", "302 302"),
    "chats:chat_list": (slug, "404 405", "200 405", "200 405", "200 405", "302 302"),
    "chats:kind_list": (slug, "404 405", "200 405", "200 405", "200 405", "302 302"),
    "chats:create": (new_chat, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "chats:ask": (new_chat, "405 404", "405 302", "405 403", "405 403", "302 302"),
    "chats:chat": (chat, "404 405", "403 405", "403 405", "403 405", "302 302"),
    "chats:post": (chat, "405 404", "405 403", "405 403", "405 403", "302 302"),
    "chats:people": (chat, "404 405", "403 405", "403 405", "403 405", "302 302"),
    "chats:people_add": (chat, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "chats:person_remove": (chat_person, "405 404", "405 403", "405 403", "405 403", "302 302"),
    "regulations:regulation": (slug, "404 405", "200 405", "200 405", "200 405", "302 302"),
    "regulations:in_force_pdf": (slug, "404 405", "200 405", "200 405", "200 405", "302 302"),
    "regulations:version_text": (draft, "404 405", "403 405", "403 405", "403 405", "302 302"),
    "regulations:version_pdf": (draft, "404 405", "403 405", "403 405", "403 405", "302 302"),
    "regulations:draft_create": (slug, "405 404", "405 403", "405 403", "405 403", "302 302"),
    "regulations:draft_facts": (slug, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "regulations:draft_approvals": (slug, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "regulations:draft_approve": (slug, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "regulations:draft_discard": (slug, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "regulations:verify_by_hand": (nothing, "200 405", "200 405", "200 405", "200 405", "200 405"),
    "regulations:verify": (printed_code, "200 405", "200 405", "200 405", "200 405", "200 405"),
}

#: What anybody may open without signing in; everything else leads to the sign-in page.
PUBLIC = {
    "home",
    "healthz",
    "accounts:sign_in",
    "accounts:sign_out",
    "accounts:password_reset",
    "accounts:password_reset_sent",
    "accounts:password_reset_confirm",
    "invitations:open",
    "invitations:register",
    "regulations:verify_by_hand",
    "regulations:verify",
}

# --- The admin -----------------------------------------------------------------------------------

#: Register → the pages that show or change one of its rows. To the administrator of another
#: organization none of our rows is there.
ROW_PAGES = {
    "accounts_user": "change history profile",
    "chats_chat": "change history",
    "chats_chatrequest": "change history grant decline",
    "invitations_invitation": "change history revoke",
    "memberships_familylink": "change history end",
    "memberships_joinrequest": "change history approve reject child enter_child defer undo",
    "memberships_membership": "change history verify activist not_activist end",
    "memberships_organizationgrant": "change history take_back",
    "memberships_refusalreason": "change history edit up down end restore",
    "memberships_rosterentry": "change history forget",
    "memberships_rosterimport": "change history apply columns undo discard rejected",
    "memberships_teaching": "change history end",
    "memberships_unitgrant": "change history take_back",
    "memberships_unitleadership": "change history end",
    "memberships_unitsubjectgrant": "change history take_back",
    "organizations_chatrule": "strategy",
    "organizations_organization": "change history facts platform",
    "organizations_schoolyear": "change history",
    "organizations_subject": "change history",
    "organizations_unit": "change history rename",
    "organizations_unitsubject": "change history",
    "regulations_documentversion": "change history",
}
#: The same of the one register that is no organization's: all read it, the operator changes it.
SHARED_PAGES = {
    "regulations_legalbasis_change": "200 405",
    "regulations_legalbasis_history": "200 200",
    "regulations_legalbasis_check": "403 403",
}
#: Pages without a row: the administrator of another organization finds the own rows there.
OWN_PAGES = {
    "index": "200 200",
    "login": "302 302",
    "app_list": "302 302",
    "accounts_user_changelist": "200 405",
    "chats_chat_changelist": "200 405",
    "chats_chatrequest_changelist": "200 405",
    "invitations_invitation_changelist": "200 405",
    "invitations_invitation_add": "200 422",
    "memberships_familylink_changelist": "200 405",
    "memberships_familylink_add": "200 422",
    "memberships_joinrequest_changelist": "200 405",
    "memberships_joinrequest_approve_selected": "405 302",
    "memberships_joinrequest_approve_matched": "200 200",
    "memberships_membership_changelist": "200 405",
    "memberships_membership_add": "200 422",
    "memberships_membership_add_learner": "200 422",
    "memberships_organizationgrant_changelist": "200 405",
    "memberships_organizationgrant_add": "200 422",
    "memberships_refusalreason_changelist": "200 405",
    "memberships_refusalreason_add": "200 422",
    "memberships_rosterentry_changelist": "200 405",
    "memberships_rosterimport_changelist": "200 405",
    "memberships_rosterimport_add": "200 422",
    "memberships_teaching_changelist": "200 405",
    "memberships_teaching_add": "200 422",
    "memberships_unitgrant_changelist": "200 405",
    "memberships_unitgrant_add": "200 422",
    "memberships_unitleadership_changelist": "200 405",
    "memberships_unitleadership_add": "200 422",
    "memberships_unitsubjectgrant_changelist": "200 405",
    "memberships_unitsubjectgrant_add": "200 422",
    "organizations_chatrule_changelist": "302 405",
    "organizations_organization_changelist": "200 405",
    "organizations_organization_add": "403 403",
    "organizations_schoolyear_changelist": "200 405",
    "organizations_schoolyear_add": "200 422",
    "organizations_subject_changelist": "200 405",
    "organizations_subject_add": "200 422",
    "organizations_unit_changelist": "200 405",
    "organizations_unit_add": "200 422",
    "organizations_unitsubject_changelist": "200 405",
    "organizations_unitsubject_add": "200 422",
    "regulations_documentversion_changelist": "200 405",
    "regulations_legalbasis_changelist": "200 405",
}
#: Forms of the admin → their fields that name a row; none takes another organization's.
FOREIGN = {
    "invitations_invitation_add": "place",
    "memberships_familylink_add": "child_name",
    "memberships_membership_add": "unit",
    "memberships_membership_add_learner": "unit",
    "memberships_organizationgrant_add": "membership",
    "memberships_teaching_add": "membership unit_subject",
    "memberships_unitgrant_add": "membership place",
    "memberships_unitleadership_add": "membership unit",
    "memberships_unitsubjectgrant_add": "membership place",
    "organizations_unitsubject_add": "unit subject",
}
#: Everybody is led on to the one sign-in page, who is signed in to the first page of the admin.
ADMIN_ENTRANCE = {"login"}
