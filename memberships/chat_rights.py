"""Who may create which chat: the strategy of the organization, asked of live facts."""

from memberships.roles import STAFF_ROLES, Role
from organizations.chat_kinds import CODENAMES, KIND_OF_CODENAME, WITH_FAMILIES, Creator, Ruling
from organizations.strategy import Strategy
from sferum_portal.lib.access import ALLOWED, Decision

CHAT_PERMISSIONS = frozenset(f"organizations.{codename}" for codename in CODENAMES.values())


def chat_permission(chat_kind):
    """The right to create this kind of chat, as ``has_perm`` takes it."""
    return f"organizations.{CODENAMES[chat_kind]}"


def scope_of(obj):
    """«organization», «unit» or «unit_subject»: what the right is asked on."""
    return {"organization": "organization", "unit": "unit", "unitsubject": "unit_subject"}[
        obj._meta.model_name
    ]


def unit_of(obj):
    """The unit that the object is or belongs to; None for the organization itself."""
    return {"unit": obj, "unit_subject": getattr(obj, "unit", None)}.get(scope_of(obj))


def is_over(obj):
    """Whether the object belongs to a school year that has ended."""
    unit = unit_of(obj)
    return unit is not None and unit.is_over


def refusal_when_over(obj):
    return Decision(
        False,
        reason=unit_of(obj).over_text,
        rule="Чаты и ссылки принадлежат учебному году: в следующем они создаются заново.",
        who_can="никто: прошлый год только для чтения",
    )


def is_creator(standing, creator, obj, verified):
    """Whether the person is what the strategy calls this creator, in regard to the object."""
    if creator == Creator.LEADER:
        scope = scope_of(obj)
        unit_id = {"unit": obj.pk, "unit_subject": getattr(obj, "unit_id", None)}.get(scope)
        return unit_id is not None and standing.leads(unit_id, verified)
    if creator == Creator.SUBJECT_TEACHER:
        return scope_of(obj) == "unit_subject" and standing.teaches(obj.pk, verified)
    return Role(creator) in (standing.verified_roles if verified else standing.roles)


def decide_chat_creation(standing, perm, obj, strategy=None):
    organization = standing.organization
    chat_kind = KIND_OF_CODENAME[perm.partition(".")[2]]
    strategy = strategy or Strategy(organization)
    kind = strategy.kinds.get(chat_kind)
    if kind is None or scope_of(obj) not in kind.scopes:
        return Decision(
            False,
            reason="Такие чаты в организации не предусмотрены.",
            rule="Состав чатов определяет вид организации.",
        )
    allowed = strategy.creators(chat_kind)
    # The administration's own rights always rest on a confirmed role (norm JOIN-4).
    families = chat_kind in WITH_FAMILIES

    def held(creators, verified):
        return any(
            is_creator(standing, who, obj, verified or who in (Creator.ADMINISTRATOR, Creator.HEAD))
            for who in creators
        )

    if held(allowed, verified=families):
        return ALLOWED
    who_can = creators_text(organization, allowed)
    rule = f"Стратегия чатов организации, «{kind.label}»."
    if not standing.roles & STAFF_ROLES:
        return Decision(
            False,
            reason=organization.words.format("{Families} участвуют в чатах, но не создают их."),
            rule=rule,
            who_can=who_can,
        )
    if any(is_creator(standing, who, obj, verified=False) for who in allowed):
        return Decision(
            False,
            reason="Ваша роль ещё не подтверждена. Её подтверждает администратор.",
            rule="Чаты с семьями создаёт тот, чья роль подтверждена.",
            who_can=who_can,
        )
    if held(strategy.creators(chat_kind, Ruling.ON_REQUEST), verified=families):
        return Decision(
            False,
            reason="Такой чат создаётся по запросу: его разрешает администратор.",
            rule=rule,
            who_can=who_can or "администратор по запросу",
            on_request=True,
        )
    reason = "Вам такой чат создать нельзя."
    if Creator.SUBJECT_TEACHER in allowed and scope_of(obj) == "unit_subject":
        reason = organization.words.format("Вы не ведёте здесь {subject.acc}.")
    elif Creator.LEADER in allowed and scope_of(obj) != "organization":
        reason = f"Здесь вы не {organization.words.leader.nom}."
    return Decision(False, reason=reason, rule=rule, who_can=who_can)


def creators_text(organization, creators):
    """«директор, администратор»: who may, in the words of the organization."""
    return ", ".join(organization.profile.creators[who] for who in creators)
