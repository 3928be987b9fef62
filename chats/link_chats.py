"""The chats that links may lead into, as `memberships.link_chats` asks for them.

Only chats whose members are chosen: into the others people come by their role. A link adds nobody
whom its issuer could not add by hand.
"""

from django.db.models import Q

from chats.audiences import Audience
from chats.candidates import candidate_groups
from chats.models import Chat
from memberships.roles import STAFF_ROLES, Role
from memberships.standing import Standing
from organizations.models import Unit
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError

FAMILIES = {Role.LEARNER: Audience.UNIT_LEARNERS, Role.PARENT: Audience.UNIT_PARENTS}


class ChatsOfLinks:
    def choices(self, *, by, organization, unit=None):
        chats = led_chats(by, organization)
        if unit is not None:
            admitted = Admission(by)
            roles = [Role.STAFF] if unit.kind == Unit.STAFF else list(FAMILIES)
            chats = [chat for chat in chats if any(admitted(chat, unit, role) for role in roles)]
        return [(chat.pk, _title(chat, unit)) for chat in chats]

    def require_admitted(self, *, by, unit, role, chats):
        led = {chat.pk: chat for chat in led_chats(by, unit.organization)} if chats else {}
        admitted = Admission(by)
        for pk in chats:
            chat = led.get(pk)
            if chat is None:
                raise DomainError("Среди чатов есть такой, который ведёте не вы. Выберите заново.")
            require(by, "chats.manage_chatmembers", chat)
            if not admitted(chat, unit, role):
                raise DomainError(
                    f"Чат «{chat}» не для тех, кого приглашает эта ссылка. Снимите с него отметку."
                )

    def titles(self, organization, chats):
        if not chats:
            return {}
        rows = Chat.objects.filter(organization=organization, pk__in=chats)
        return dict(rows.values_list("pk", "title"))


class Admission:
    """Whether people of a role and unit are among those whom the person may choose for a chat."""

    def __init__(self, by):
        self.by = by
        self.known = {}

    def __call__(self, chat, unit, role):
        if chat.unit_id not in (None, unit.pk):
            return False
        code, place = FAMILIES.get(role), unit.pk
        if role in STAFF_ROLES:
            code, place = Audience.STAFF, None
        return (code, place) in self._groups(chat)

    def _groups(self, chat):
        """Read once for all chats of a kind and place."""
        key = (chat.kind, chat.unit_id)
        if key not in self.known:
            groups = candidate_groups(chat.kind, chat.place, self.by)
            self.known[key] = {(code, unit and unit.pk) for code, unit, _ in groups}
        return self.known[key]


def led_chats(by, organization):
    """The chats whose members the person chooses, in years that are not over."""
    standing = Standing(by, organization)
    chats = Chat.objects.filter(
        Q(unit=None) | Q(unit__in=Unit.objects.not_over()),
        organization=organization,
        created_by=by,
        is_standard=False,
        is_channel=False,
    ).select_related("unit", "unit_subject")
    found = []
    for chat in chats:
        chat.organization = organization
        if chat.lets_manage_members(standing):
            found.append(chat)
    return found


def _title(chat, unit):
    """Where chats of several units are offered, each says of which it is."""
    return f"{chat} ({chat.unit})" if chat.unit and unit is None else chat.title
