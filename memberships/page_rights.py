"""Rights for a whole page: facts, strategy and exceptions are each read once."""

from django.utils import timezone

from memberships.chat_rights import chat_permission, is_over, refusal_when_over, scope_of
from memberships.grants import GRANT_MODELS, GRANTABLE
from memberships.permissions import decide
from memberships.roles import STAFF_ROLES
from memberships.standing import Standing, standings
from organizations.chat_kinds import KIND_OF_CODENAME, WITH_FAMILIES
from organizations.strategy import Strategy
from sferum_portal.lib.access import ALLOWED, cited
from sferum_portal.lib.errors import Denied


class PageRights:
    """Decides many creations of chats for one person on one page, in a fixed number of queries.

    Gives the same answers as ``user.has_perm``, exceptions included.
    """

    def __init__(self, user, organization):
        self.user, self.organization = user, organization
        self.standing = Standing(user, organization)
        self.strategy = Strategy(organization)
        self.exceptions = self._exceptions() if self.standing.is_staff else set()

    def _exceptions(self):
        """``{(scope, object id, codename)}`` of the exceptions in force."""
        return {
            (scope, object_id, codename)
            for scope, model in GRANT_MODELS.items()
            for object_id, codename in model.objects.filter(
                user=self.user,
                organization=self.organization,
                expires_on__gt=timezone.localdate(),
            ).values_list("content_object_id", "permission__codename")
        }

    @property
    def excepted_units(self):
        """Ids of the units in which an exception lets the person do something."""
        return {object_id for scope, object_id, _ in self.exceptions if scope == "unit"}

    def decide_creation(self, chat_kind, place):
        """The decision on creating this kind of chat there."""
        if is_over(place):
            return refusal_when_over(place)
        perm = chat_permission(chat_kind)
        key = (scope_of(place), place.pk, perm.partition(".")[2])
        if self.user.is_active and (
            self.user.is_superuser or (key in self.exceptions and self._may_use(key[2]))
        ):
            return ALLOWED
        return decide(self.standing, perm, place, self.strategy)

    def _may_use(self, codename):
        """An exception for a chat with families still needs a confirmed role."""
        if KIND_OF_CODENAME[codename] in WITH_FAMILIES:
            return bool(STAFF_ROLES & self.standing.verified_roles)
        return True


class RightsOfSeveral:
    """Asks the same rights of several organizations, in one query for all of them.

    Gives the same answers as ``user.has_perm``; not for rights that are given as exceptions.
    """

    def __init__(self, user, organizations):
        self.user, self.standings = user, standings(user, organizations)

    def organizations(self, perm):
        """Those in which the person has the right."""
        if perm in GRANTABLE:
            raise ValueError(f"{perm} may rest on an exception")
        return [
            standing.organization
            for standing in self.standings
            if self.user.is_superuser or decide(standing, perm, standing.organization)
        ]


class RightOverMany:
    """Asks one right on many objects; the facts of each organization are read once.

    Gives the same answers as ``user.has_perm``; not for rights that are given as exceptions. Made
    anew for every transaction: a right that has ended meanwhile is gone.
    """

    def __init__(self, user, perm):
        if perm in GRANTABLE:
            raise ValueError(f"{perm} may rest on an exception")
        self.user, self.perm, self._standings = user, perm, {}

    def decide(self, obj):
        if self.user.is_superuser and self.user.is_active:
            return ALLOWED
        key = obj.organization_id
        if key not in self._standings:
            self._standings[key] = Standing(self.user, obj.organization)
        return decide(self._standings[key], self.perm, obj)

    def require(self, obj):
        """Raises Denied with the explanation."""
        if not (decision := self.decide(obj)):
            raise Denied(cited(decision, self.perm, obj))
