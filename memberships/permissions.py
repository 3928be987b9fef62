"""Who may do what: one table of rights, computed from live facts.

The question is ``user.has_perm(perm, obj)``; `RoleBackend` answers it from the person's standing
in the object's organization and, for the creation of chats, from the organization's strategy.
Nothing is stored, so nothing goes stale.
"""

from django.contrib.auth.backends import BaseBackend

from memberships.chat_rights import (
    CHAT_PERMISSIONS,
    decide_chat_creation,
    is_over,
    refusal_when_over,
)
from memberships.roles import ALL_ROLES, FAMILY_ROLES, STAFF_ROLES, Role, role_label
from memberships.standing import Standing
from sferum_portal.lib.access import ALLOWED, Decision

ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
HEAD = frozenset({Role.HEAD})


class Holders:
    """A rule: holders of one of these roles. ``verified``: only with the role confirmed."""

    def __init__(self, roles, *, verified=True):
        self.roles, self.verified = roles, verified

    def allows(self, standing, obj):
        return bool(self.roles & (standing.verified_roles if self.verified else standing.roles))

    def lacks_only_verification(self, standing, obj):
        return self.verified and bool(self.roles & standing.roles)

    def who(self, organization):
        if self.roles == ALL_ROLES:
            return "участники организации"
        return ", ".join(
            role_label(organization, role).lower() for role in Role if role in self.roles
        )


class Leaders(Holders):
    """Also whoever leads the unit that the object is or belongs to."""

    def allows(self, standing, obj):
        return super().allows(standing, obj) or standing.leads(_unit_id(obj), self.verified)

    def lacks_only_verification(self, standing, obj):
        return super().lacks_only_verification(standing, obj) or standing.leads(_unit_id(obj))

    def who(self, organization):
        return f"{organization.words.leader.nom}, {super().who(organization)}"


class Issuer(Leaders):
    """Also whoever issued the object, as long as they are staff."""

    def allows(self, standing, obj):
        own = obj.created_by_id == standing.user.pk
        return (own and standing.is_staff) or super().allows(standing, obj)

    def who(self, organization):
        return f"тот, кто выдал, {super().who(organization)}"


class Participants(Holders):
    """Whoever the object itself counts among its own: ``obj.includes(standing)``."""

    def __init__(self, method="includes"):
        super().__init__(ALL_ROLES, verified=False)
        self.method = method

    def allows(self, standing, obj):
        return bool(standing.roles) and getattr(obj, self.method)(standing)

    def who(self, organization):
        return "участники этого чата"


class Related(Holders):
    """Holders of the roles, and learners and parents of the unit itself."""

    def allows(self, standing, obj):
        return super().allows(standing, obj) or obj.pk in standing.units


class OrSubstitute(Holders):
    """Also whoever stands in for an absent administrator today."""

    def allows(self, standing, obj):
        return super().allows(standing, obj) or standing.is_substitute


class Deciders(OrSubstitute):
    """Never on a request of their own. Also whoever leads the unit that a family asks to join, if
    the organization has decided so (`Organization.leaders_decide`).
    """

    def allows(self, standing, obj):
        if obj.applicant_id == standing.user.pk:
            return False
        return super().allows(standing, obj) or self._leads(standing, obj, verified=True)

    def lacks_only_verification(self, standing, obj):
        return super().lacks_only_verification(standing, obj) or self._leads(standing, obj)

    def _leads(self, standing, obj, verified=False):
        return (
            standing.organization.leaders_decide
            and obj.role in FAMILY_ROLES
            and standing.leads(obj.unit_id, verified)
        )

    def who(self, organization):
        leader = [str(organization.words.leader)] if organization.leaders_decide else []
        return ", ".join([super().who(organization), *leader])


MEMBERS = Holders(ALL_ROLES, verified=False)

#: Right → rule. The rights to create chats follow the strategy instead (`memberships.chat_rights`).
RULES = {
    "organizations.view_organization": MEMBERS,
    "organizations.read_regulation": MEMBERS,
    "organizations.enter_register": Holders(ADMINISTRATOR | HEAD),
    "organizations.change_organization": Holders(ADMINISTRATOR | HEAD),
    "organizations.manage_members": Holders(ADMINISTRATOR),
    "organizations.name_substitutes": Holders(ADMINISTRATOR | HEAD),
    "organizations.manage_units": Holders(ADMINISTRATOR),
    "organizations.list_joinrequests": OrSubstitute(ADMINISTRATOR | HEAD),
    "organizations.decide_joinrequests": OrSubstitute(ADMINISTRATOR),
    "organizations.issue_invitations": Holders(ADMINISTRATOR),
    "organizations.change_strategy": Holders(ADMINISTRATOR | HEAD),
    "organizations.grant_exceptions": Holders(ADMINISTRATOR),
    "organizations.list_chats": Holders(ADMINISTRATOR | HEAD),
    "organizations.publish_in_system_channels": Holders(ADMINISTRATOR | HEAD),
    "organizations.prepare_regulation": Holders(ADMINISTRATOR | HEAD),
    "organizations.approve_distribution": Holders(HEAD),
    "organizations.approve_regulation": Holders(HEAD),
    "organizations.publish_documents": Holders(ADMINISTRATOR | HEAD),
    "organizations.export_documents": Holders(ADMINISTRATOR | HEAD),
    "organizations.list_acknowledgements": Holders(ADMINISTRATOR | HEAD),
    "organizations.keep_acknowledgements": Leaders(ADMINISTRATOR | HEAD),
    # A simple signature is the person's own; a file with a qualified one proves itself.
    "organizations.sign_documents": Holders(HEAD),
    "organizations.add_signature_files": Holders(ADMINISTRATOR | HEAD),
    # Orders about people of the staff; those with a private phone are for the office alone.
    "organizations.read_staff_papers": Holders(STAFF_ROLES, verified=False),
    "organizations.read_private_papers": Holders(ADMINISTRATOR | HEAD),
    "organizations.view_unit": Related(STAFF_ROLES, verified=False),
    "organizations.list_invitations": Holders(STAFF_ROLES, verified=False),
    "organizations.issue_unit_invitations": Leaders(ADMINISTRATOR),
    "organizations.issue_signin_cards": Leaders(ADMINISTRATOR),
    "organizations.list_families": Leaders(ADMINISTRATOR | HEAD),
    "invitations.revoke_invitation": Issuer(ADMINISTRATOR),
    "invitations.quarantine_invitation": Leaders(ADMINISTRATOR),
    "memberships.decide_joinrequest": Deciders(ADMINISTRATOR),
    "memberships.hold_joinrequest": Leaders(ADMINISTRATOR),
    "chats.view_chat": Participants("includes"),
    "chats.post_message": Participants("lets_post"),
    "chats.manage_chatmembers": Participants("lets_manage_members"),
}

#: Rights to begin something new, which end with the school year of the unit.
BEGINNINGS = CHAT_PERMISSIONS | {"organizations.issue_unit_invitations"}


def _unit_id(obj):
    return obj.unit_id if hasattr(obj, "unit_id") else obj.pk


def decide(standing, perm, obj, strategy=None):
    """The decision with its explanation; give ``strategy`` where many are asked for one page."""
    organization = standing.organization
    if not standing.user.is_active:
        return Decision(False, reason="Учётная запись закрыта.")
    if not standing.roles:
        return Decision(
            False,
            reason=f"Вы не состоите в организации «{organization}».",
            rule="Права дают только роли в самой организации.",
        )
    if perm in BEGINNINGS and is_over(obj):
        return refusal_when_over(obj)
    if perm in CHAT_PERMISSIONS:
        return decide_chat_creation(standing, perm, obj, strategy)
    rule = RULES.get(perm)
    if rule is None:
        return Decision(False, reason="Такого права на портале нет.")
    if rule.allows(standing, obj):
        return ALLOWED
    who_can = rule.who(organization)
    if rule.lacks_only_verification(standing, obj):
        return Decision(
            False,
            reason="Ваша роль ещё не подтверждена. Её подтверждает администратор.",
            rule="Это право даёт только подтверждённая роль.",
            who_can=who_can,
        )
    return Decision(
        False,
        reason="Ваша роль не даёт права на это действие.",
        rule="Права на портале следуют из роли и поручений.",
        who_can=who_can,
    )


class RoleBackend(BaseBackend):
    """Rights by role and relation, in the object's own organization."""

    def has_perm(self, user_obj, perm, obj=None):
        if obj is None or user_obj.is_anonymous or not user_obj.is_active:
            return False
        if perm not in RULES and perm not in CHAT_PERMISSIONS:
            return False
        return decide(Standing(user_obj, obj.organization), perm, obj).allowed

    def explain(self, user_obj, perm, obj):
        if user_obj.is_anonymous:
            return Decision(False, reason="Войдите на портал.")
        return decide(Standing(user_obj, obj.organization), perm, obj)
