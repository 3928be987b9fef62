"""What every address answers to whom: «GET POST», as literal numbers.

`tests/test_access.py` fails for an address that is missing here and for one that is gone.
"""

from invitations.models import Invitation
from memberships.models import JoinRequest
from tests import access_table_documents, access_table_papers, access_table_publication
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


def scanned_card(world):
    return [make.make_card(world.cast.unit).token]


def card_person(world):
    return [*other_unit(world), make.make_card(world.cast.other_unit).card.user.pk]


def request_of_another(world):
    return [world.rows[JoinRequest].pk]


def join_request(world):
    return [world.cast.ours.slug, world.rows[JoinRequest].pk]


def slug_of(world):
    """Of another organization than the address table's: whoever has no link begins here."""
    return [world.cast.theirs.slug]


def place_of(world):
    return [world.cast.theirs.slug, "parent", world.cast.theirs.units.exclude(kind="staff")[0].pk]


def code(world):
    return [make.make_code_for(make.JoinRequestFactory(organization=world.cast.ours))]


def decided_code(world):
    """Of a request that was withdrawn: it can be made again."""
    return [make.make_code_for(make.make_withdrawn(world.cast.ours))]


def reset_link(world):
    return ["MQ", "no-such-secret"]


# --- The portal ----------------------------------------------------------------------------------

#: Strangers administer another organization, lead a unit there, were members once, or belong
#: nowhere. Teacher, parent and learner are members without the right.
COLUMNS = ("strangers", "teacher", "parent", "learner", "anonymous")

PORTAL = {
    **access_table_documents.DOCUMENTS,
    **access_table_papers.PORTAL,
    **access_table_publication.PORTAL,
    "home": (nothing, "302 405", "302 405", "302 405", "302 405", "200 405"),
    "healthz": (nothing, "200 405", "200 405", "200 405", "200 405", "200 405"),
    "organization_home": (slug, "404 405", "200 405", "200 405", "200 405", "302 302"),
    "unsent": (nothing, "302 405", "302 405", "302 405", "302 405", "302 302"),
    "own_requests": (nothing, "200 405", "200 405", "200 405", "200 405", "302 302"),
    "memberships:apply": (nothing, "200 405", "200 405", "200 405", "200 405", "200 405"),
    "memberships:apply_place": (slug_of, "200 405", "200 405", "200 405", "200 405", "200 405"),
    "memberships:apply_form": (*(place_of, "200 422", "200 422", "200 422", "200 422", "200 422"),),
    "memberships:by_hand": (nothing, "200 422", "200 422", "200 422", "200 422", "200 422"),
    "memberships:code_status": (code, "200 405", "200 405", "200 405", "200 405", "200 405"),
    "memberships:code_withdraw": (
        *(decided_code, "405 302", "405 302", "405 302", "405 302", "405 302"),
    ),
    "memberships:code_again": (
        *(decided_code, "200 422", "200 422", "200 422", "200 422", "200 422"),
    ),
    "memberships:code_confirm": (code, "405 422", "405 422", "405 422", "405 422", "405 422"),
    "memberships:code_letter": (code, "405 422", "405 422", "405 422", "405 422", "405 422"),
    "memberships:own_status": (
        *(request_of_another, "404 405", "404 405", "404 405", "404 405", "302 302"),
    ),
    "memberships:own_again": (
        *(request_of_another, "404 404", "404 404", "404 404", "404 404", "302 302"),
    ),
    "memberships:own_confirm": (
        *(request_of_another, "405 404", "405 404", "405 404", "405 404", "302 302"),
    ),
    "memberships:own_letter": (
        *(request_of_another, "405 404", "405 404", "405 404", "405 404", "302 302"),
    ),
    "memberships:own_code": (
        *(request_of_another, "405 404", "405 404", "405 404", "405 404", "302 302"),
    ),
    "memberships:own_withdraw": (
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
    # A parents' link: from a learner's account nothing is sent, whatever the form holds.
    "invitations:join": (open_link, "405 422", "405 422", "405 422", "405 409", "302 302"),
    "invitations:passport": (invitation, "404 405", "404 405", "404 405", "404 405", "302 302"),
    "invitations:reissue": (invitation, "405 404", "405 404", "405 404", "405 404", "302 302"),
    "invitations:quarantine": (invitation, "405 404", "405 404", "405 404", "405 404", "302 302"),
    "invitations:lift_quarantine": (
        *(invitation, "405 404", "405 404", "405 404", "405 404", "302 302"),
    ),
    "invitations:invitation_list": (slug, "404 405", "200 405", "403 405", "403 405", "302 302"),
    "invitations:issue": (other_unit, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "invitations:slips": (other_unit, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "invitations:revoke": (invitation, "405 404", "405 404", "405 404", "405 404", "302 302"),
    "memberships:request_list": (slug, "404 405", "403 405", "403 405", "403 405", "302 302"),
    "memberships:matched": (slug, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "memberships:request": (join_request, "404 405", "403 405", "403 405", "403 405", "302 302"),
    "memberships:look": (join_request, "405 404", "405 403", "405 403", "405 403", "302 302"),
    "memberships:approve": (join_request, "405 404", "405 403", "405 403", "405 403", "302 302"),
    "memberships:child": (join_request, "405 404", "405 403", "405 403", "405 403", "302 302"),
    "memberships:reject": (join_request, "405 404", "405 403", "405 403", "405 403", "302 302"),
    "memberships:defer": (join_request, "405 404", "405 403", "405 403", "405 403", "302 302"),
    "memberships:undo_bulk": (join_request, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "memberships:undo": (join_request, "405 404", "405 403", "405 403", "405 403", "302 302"),
    # Who has scanned a card may try its PIN, whoever is signed in here.
    "memberships:card_open": (
        *(scanned_card, "302 405", "302 405", "302 405", "302 405", "302 405"),
    ),
    "memberships:card_pin": (nothing, "200 422", "200 422", "200 422", "200 422", "200 422"),
    "memberships:card_list": (other_unit, "404 405", "403 405", "403 405", "403 405", "302 302"),
    "memberships:cards_print": (other_unit, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "memberships:card_revoke": (
        *(card_person, "405 404", "405 403", "405 403", "405 403", "302 302"),
    ),
    "memberships:family_list": (other_unit, "404 405", "403 405", "403 405", "403 405", "302 302"),
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
}

#: What anybody may open without signing in; everything else leads to the sign-in page.
PUBLIC = {
    "home",
    "memberships:apply",
    "memberships:apply_place",
    "memberships:apply_form",
    "memberships:by_hand",
    "memberships:code_status",
    "memberships:code_withdraw",
    "memberships:code_again",
    "memberships:code_confirm",
    "memberships:code_letter",
    "healthz",
    "accounts:sign_in",
    "accounts:sign_out",
    "accounts:password_reset",
    "accounts:password_reset_sent",
    "accounts:password_reset_confirm",
    "memberships:card_open",
    "memberships:card_pin",
    "invitations:open",
    "invitations:register",
    "regulations:verify_by_hand",
    "regulations:verify",
    *access_table_publication.PUBLIC,
}
