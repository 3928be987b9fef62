"""Writing to organizations, their structure and their strategy."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from organizations.chat_kinds import Creator, Ruling
from organizations.models import (
    AutomaticChat,
    ChatRule,
    Organization,
    Platform,
    SchoolYear,
    Subject,
    Unit,
    UnitSubject,
)
from organizations.models.organization import (
    LONGEST_ACKNOWLEDGEMENT_DAYS,
    LONGEST_DECISION_DAYS,
    LONGEST_LINK_DAYS,
)
from organizations.signals import organization_created, unit_about_to_go, unit_created
from organizations.strategy import Strategy
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.forms import one_line_of_print
from sferum_portal.lib.history import record

#: The facts that an organization's own people may change; slug and kind are the operator's.
FACTS = (
    "full_name short_name head_post head_surname head_given_name head_patronymic settlement "
    "address site email phone ejournal bodies consultation_schedule"
).split()


@transaction.atomic
def create_organization(*, by, slug, kind, full_name, short_name, today, **facts):
    """Found an organization with its unit «Сотрудники», its school year and its bodies.

    Only the operator of the portal (a superuser) does this. The system channels come into being
    by the signal ``organization_created``, in the same transaction.
    """
    if not by.is_superuser:
        raise PermissionDenied
    _check_print(full_name, short_name, *facts.values())
    organization = Organization(
        slug=slug, kind=kind, full_name=full_name, short_name=short_name, **facts
    )
    if "bodies" not in facts:
        organization.bodies = list(organization.profile.default_bodies)
    if not organization.head_post:
        organization.head_post = str(organization.words["Head"])
    record(organization, by=by, reason="Организация заведена")
    staff = Unit(organization=organization, kind=Unit.STAFF, name="Сотрудники")
    record(staff, by=by, reason="Организация заведена")
    start_year = today.year if today.month >= 8 else today.year - 1
    record(
        SchoolYear(
            organization=organization,
            starts_on=date(start_year, 9, 1),
            ends_on=date(start_year + 1, 9, 1),
        ),
        by=by,
        reason="Организация заведена",
    )
    organization_created.send(Organization, organization=organization, by=by)
    return organization


@transaction.atomic
def change_facts(*, organization, by, reason="Изменены сведения", **facts):
    """Norm REG-5. DomainError for a fact that is not among :data:`FACTS`, nor ``absent_bodies``."""
    require(by, "organizations.change_organization", organization)
    if unknown := set(facts) - {*FACTS, "absent_bodies"}:
        raise DomainError(f"Эти сведения изменить нельзя: {', '.join(sorted(unknown))}.")
    _check_print(*facts.values())
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    for name, value in facts.items():
        setattr(organization, name, value)
    # What was said of a body that there is now does not come back when it is given up.
    said = organization.absent_bodies.items()
    organization.absent_bodies = {c: answer for c, answer in said if c not in organization.bodies}
    return record(organization, by=by, reason=reason, fields=[*facts, "absent_bodies"])


@transaction.atomic
def set_joining_rules(
    *, organization, by, leaders_decide, decision_days, longest_link_days, takes_applications
):
    """Who decides join requests besides the administrator, in how many days, how long a link may
    live, and whether people apply without one. Raises DomainError out of the bounds of 30 and
    60 days. Returns whether anything changed.
    """
    require(by, "organizations.change_strategy", organization)
    if not 1 <= decision_days <= LONGEST_DECISION_DAYS:
        raise DomainError(f"На решение даётся от 1 до {LONGEST_DECISION_DAYS} дней.")
    if not 1 <= longest_link_days <= LONGEST_LINK_DAYS:
        raise DomainError(f"Ссылка действует от 1 до {LONGEST_LINK_DAYS} дней.")
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    rules = {
        "leaders_decide": leaders_decide,
        "decision_days": decision_days,
        "longest_link_days": longest_link_days,
        "takes_applications": takes_applications,
    }
    return _change_rules(organization, rules, by=by, reason="Изменены правила вступления")


@transaction.atomic
def set_acknowledgement_rules(*, organization, by, each_acknowledges, acknowledgement_days):
    """Whether each parent gets acquainted with documents or one for the family, and in how many
    days. Raises DomainError out of the bounds. Returns whether anything changed.
    """
    require(by, "organizations.change_strategy", organization)
    if not 1 <= acknowledgement_days <= LONGEST_ACKNOWLEDGEMENT_DAYS:
        raise DomainError(f"На ознакомление даётся от 1 до {LONGEST_ACKNOWLEDGEMENT_DAYS} дней.")
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    rules = {"each_acknowledges": each_acknowledges, "acknowledgement_days": acknowledgement_days}
    return _change_rules(organization, rules, by=by, reason="Изменены правила ознакомления")


@transaction.atomic
def set_platform(*, organization, by, name, starts_on):
    """The platform from ``starts_on``; the one before ends there (one at a time)."""
    require(by, "organizations.change_organization", organization)
    _check_print(name)
    Organization.objects.select_for_update().get(pk=organization.pk)
    if Platform.objects.filter(organization=organization, starts_on__gte=starts_on).exists():
        raise DomainError("С этой или более поздней даты платформа уже указана.")
    for earlier in Platform.objects.filter(organization=organization).on(starts_on):
        earlier.ends_on = starts_on
        record(earlier, by=by, reason=f"Сменяется: {name}", fields=["ends_on"])
    platform = Platform(organization=organization, name=name, starts_on=starts_on)
    return record(platform, by=by, reason="Указана платформа")


@transaction.atomic
def create_unit(*, organization, by, kind, name, school_year, grade=None):
    """A unit of a kind that the organization has (norm STR-2).

    The chats that the strategy makes automatically come into being by the signal ``unit_created``,
    in the same transaction.
    """
    require(by, "organizations.manage_units", organization)
    if kind == Unit.STAFF or kind not in organization.profile.units:
        raise DomainError("Такого вида подразделений в организации нет.")
    if school_year.organization_id != organization.pk:
        raise DomainError("Учебный год относится к другой организации.")
    # Its chats follow the strategy of this moment: whoever changes that waits, or is waited for.
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    unit = _unique(
        Unit(organization=organization, kind=kind, name=name, school_year=school_year, grade=grade),
        by=by,
        reason="Подразделение заведено",
        taken=f"«{name}» в этом учебном году уже есть.",
    )
    unit_created.send(Unit, unit=unit, by=by)
    return unit


@transaction.atomic
def rename_unit(*, unit, by, name, grade):
    require(by, "organizations.manage_units", unit.organization)
    if unit.kind == Unit.STAFF:
        raise DomainError("Подразделение «Сотрудники» не переименовывается.")
    unit.name, unit.grade = name, grade
    return _unique(
        unit, by=by, reason="Переименовано", taken=f"«{name}» в этом учебном году уже есть."
    )


@transaction.atomic
def remove_unit(*, unit, by, reason):
    """Remove a unit on which nothing rests, with the empty chats that came with it.

    Its history stays. Raises DomainError that says what has been built on it.
    """
    require(by, "organizations.manage_units", unit.organization)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    try:
        with transaction.atomic():
            unit_about_to_go.send(Unit, unit=unit, by=by, reason=reason)
            unit._history_user, unit._change_reason = by, reason
            unit.delete()
    except ProtectedError as error:
        names = "; ".join(sorted({str(row) for row in error.protected_objects})[:3])
        raise DomainError(f"«{unit}» убрать уже нельзя: на этом построено ({names}).") from error


@transaction.atomic
def create_school_year(*, organization, by, starts_on, ends_on):
    require(by, "organizations.manage_units", organization)
    if ends_on <= starts_on:
        raise DomainError("Учебный год должен закончиться позже, чем начался.")
    overlapping = organization.school_years.filter(starts_on__lt=ends_on, ends_on__gt=starts_on)
    if overlapping.exists():
        raise DomainError("Эти даты пересекаются с другим учебным годом.")
    year = SchoolYear(organization=organization, starts_on=starts_on, ends_on=ends_on)
    return _unique(year, by=by, reason="Учебный год заведён", taken="Такой учебный год уже есть.")


@transaction.atomic
def create_subject(*, organization, by, name):
    require(by, "organizations.manage_units", organization)
    subject = Subject(organization=organization, name=name)
    taken = organization.words.format("{Subject} «{name}» уже есть.", name=name)
    return _unique(subject, by=by, reason="Внесено в перечень", taken=taken)


@transaction.atomic
def add_subject_to_unit(*, unit, subject, by):
    require(by, "organizations.manage_units", unit.organization)
    if subject.organization_id != unit.organization_id:
        words = unit.organization.words
        raise DomainError(words.format("{Subject} относится к другой организации."))
    row = UnitSubject(organization_id=unit.organization_id, unit=unit, subject=subject)
    return _unique(row, by=by, reason="Добавлено", taken=f"«{subject}» в «{unit}» уже есть.")


@transaction.atomic
def set_ruling(*, organization, by, chat_kind, creator, ruling):
    """Decide who may create a kind of chat; the default again when it is the same as that.

    Returns whether anything changed. Learners and parents are no creators at all, and a kind that
    the organization lacks cannot be allowed.
    """
    require(by, "organizations.change_strategy", organization)
    Organization.objects.select_for_update().get(pk=organization.pk)
    strategy = Strategy(organization)
    if chat_kind not in strategy.kinds or strategy.kinds[chat_kind].automatic:
        raise DomainError("Такого вида чатов в организации нет.")
    if creator not in Creator.values or not strategy.can_be_ruled(chat_kind, creator):
        raise DomainError("Так стратегию задать нельзя.")
    ruling = Ruling(ruling)
    if strategy.ruling(chat_kind, creator) == ruling:
        return False
    row = ChatRule.objects.filter(
        organization=organization, chat_kind=chat_kind, creator=creator
    ).first() or ChatRule(organization=organization, chat_kind=chat_kind, creator=creator)
    if strategy.default(chat_kind, creator) == ruling:
        row._history_user, row._change_reason = by, "Снова как обычно"
        row.delete()
    else:
        row.ruling, row.changed_by = ruling, by
        record(row, by=by, reason="Изменена стратегия чатов")
    return True


@transaction.atomic
def set_automatic(*, organization, by, chat_kind, automatic):
    """Let a kind of chat come into being with each new unit, or no longer (norm JOIN-7).

    Returns whether anything changed. Raises DomainError for a kind that does not belong to a unit
    as a whole, or that the organization lacks. What exists is left as it is, either way.
    """
    require(by, "organizations.change_strategy", organization)
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    if chat_kind not in {kind.code for kind in Strategy(organization).can_be_automatic}:
        raise DomainError("Чаты этого вида сами не создаются.")
    row = AutomaticChat.objects.filter(organization=organization, chat_kind=chat_kind).first()
    if (row is not None) == automatic:
        return False
    if automatic:
        row = AutomaticChat(organization=organization, chat_kind=chat_kind)
        record(row, by=by, reason="Создаётся само вместе с подразделением")
    else:
        row._history_user, row._change_reason = by, "Больше не создаётся само"
        row.delete()
    return True


def _change_rules(organization, rules, *, by, reason):
    changed = [name for name, value in rules.items() if getattr(organization, name) != value]
    for name in changed:
        setattr(organization, name, rules[name])
    if changed:
        record(organization, by=by, reason=reason, fields=changed)
    return bool(changed)


def _check_print(*facts):
    """Facts are printed in documents and stand in subjects of mails: one line, printable signs."""
    for fact in facts:
        try:
            one_line_of_print(fact if isinstance(fact, str) else "")
        except ValidationError as error:
            raise DomainError(error.messages[0]) from error


def _unique(row, *, by, reason, taken):
    """Save; a broken unique constraint becomes the sentence ``taken``."""
    try:
        with transaction.atomic():
            return record(row, by=by, reason=reason)
    except IntegrityError as error:
        raise DomainError(taken) from error
