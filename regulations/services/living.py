"""Bringing the regulation and the portal into step: from the one side or from the other."""

from django.db import transaction

from organizations.chat_kinds import Ruling
from organizations.models import Organization
from organizations.services import change_facts, set_joining_rules, set_ruling
from regulations import contents
from regulations.amending.drafting import changes_between
from regulations.amendments import in_force
from regulations.living.amending import (
    changes_for_bases,
    changes_for_drifts,
    successor_of,
)
from regulations.living.bindings import CHATS, DAYS, LEADERS_DECIDE
from regulations.living.drift import standing_of
from regulations.printing import capitalized, draft_facts, draft_sections
from regulations.services.amendments import create_amendment
from regulations.services.common import PREPARE, locked_draft
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

RULES = ("leaders_decide", "decision_days", "longest_link_days", "takes_applications")
GONE = "Этого расхождения уже нет: откройте список заново."


@transaction.atomic
def follow_regulation(*, organization, by, binding, item=""):
    """Set the portal as the regulation in force says (norm REG-5); returns the sentence of it.

    Besides the right to prepare the regulation that of the setting is asked: strategy, rules of
    joining or facts of the organization.
    """
    require(by, PREPARE, organization)
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    drift = _drifts(organization, binding, item)[0]
    if not drift.can_follow:
        raise DomainError(f"{_named(drift)}: это меняется не одним нажатием. {_page_of(drift)}")
    who = {"organization": organization, "by": by}
    if binding == CHATS:
        chat_kind, _, creator = item.partition(":")
        rulings = {creator: drift.stated}
        if drift.is_silence:
            rulings = dict.fromkeys(drift.current, Ruling.DENIED)
        for each, ruling in rulings.items():
            set_ruling(**who, chat_kind=chat_kind, creator=each, ruling=ruling)
    elif binding in (LEADERS_DECIDE, *DAYS):
        rules = {name: getattr(organization, name) for name in RULES}
        set_joining_rules(**who, **(rules | {binding: drift.stated}))
    else:
        value = f"https://{drift.stated}" if binding == "site" else drift.stated
        change_facts(**who, reason="Как в действующем положении", **{binding: value})
    return f"На портале теперь так, как говорит п. {drift.number}."


@transaction.atomic
def amend_for_drift(*, organization, by, binding="", item=""):
    """A draft of changes that lets the regulation say what the portal does: one drift, or all."""
    require(by, PREPARE, organization)
    version = in_force(organization)
    drifts = _drifts(organization, binding, item)
    changes = changes_for_drifts(version, [drift for drift in drifts if drift.can_amend])
    if not changes:
        raise DomainError(_why_not(drifts[0]))
    return create_amendment(organization=organization, by=by, changes=changes)


@transaction.atomic
def amend_from_draft(*, version, by):
    """The difference of a draft and the regulation in force as an act of changes."""
    require(by, PREPARE, version.organization)
    version = locked_draft(version)
    former = in_force(version.organization)
    changes = changes_between(
        former.title,
        contents.sections(former),
        draft_facts(version)["title"],
        draft_sections(version),
    )
    if not changes:
        raise DomainError("Проект не отличается от действующей редакции: вносить нечего.")
    bases = [row.basis_id for row in version.bases.order_by("position")]
    return create_amendment(
        organization=version.organization, by=by, changes=changes, from_draft=version, bases=bases
    )


@transaction.atomic
def amend_bases(*, organization, by):
    """Changes that put in place of repealed legal bases those that replaced them."""
    require(by, PREPARE, organization)
    version = in_force(organization)
    rows = version.bases.select_related("basis")
    if all(row.basis.status == row.basis.Status.IN_FORCE for row in rows):
        raise DomainError("Все основания действующей редакции действуют.")
    changes, bases = changes_for_bases(version)
    return create_amendment(organization=organization, by=by, changes=changes, bases=bases)


@transaction.atomic
def replace_basis(*, version, basis, by):
    """Put the act in force in place of a repealed one; without such an act it is left out."""
    require(by, PREPARE, version.organization)
    version = locked_draft(version)
    row = version.bases.select_related("basis").filter(basis=basis).first()
    if row is None or row.basis.status == row.basis.Status.IN_FORCE:
        raise DomainError("Этого основания в проекте уже нет, или оно действует.")
    act = successor_of(row.basis)
    if act is None or version.bases.filter(basis=act).exists():
        if version.bases.count() == 1:
            raise DomainError("Это единственное основание: сначала добавьте другое.")
        row._history_user, row._change_reason = by, "Основание больше не действует"
        row.delete()
        return None
    row.basis = act
    record(row, by=by, reason="Основание заменено действующим", fields=["basis"])
    return act


def _drifts(organization, binding="", item=""):
    """Those of one setting in all clauses that state it, or all; DomainError where none is."""
    found = standing_of(in_force(organization)).drifts
    if binding:
        found = [drift for drift in found if (drift.binding, drift.item) == (binding, item)]
    if not found:
        raise DomainError(GONE)
    return found


def _why_not(drift):
    """Why no change of the text can be drafted for it, and what helps."""
    if drift.can_amend:
        return (
            f"П. {drift.number} изложен своими словами, портал сам его не перепишет: "
            "составьте изменение вручную."
        )
    return f"{_named(drift)}: на портале ничего не указано, вписать в положение нечего. " + (
        _page_of(drift)
    )


def _page_of(drift):
    if drift.is_fact:
        return "Исправьте это в сведениях организации."
    return "Укажите приложение на странице смены приложения."


def _named(drift):
    return capitalized(drift.label)
