"""Parents are linked to their children, and a link may be restricted (ADR 14)."""

from django.db import transaction
from django.utils import timezone

from memberships.models import FamilyLink, Membership
from memberships.roles import Role
from memberships.services.rows import end_parent_without_children, finish, insert_family_link
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

LONGEST_BASIS = 300


@transaction.atomic
def link_family(*, organization, parent, child, by, reason="Связь внесена администратором"):
    """Record that this person is a parent of this learner; both must belong to the organization."""
    require(by, "organizations.manage_members", organization)
    if parent.pk == by.pk and not by.is_superuser:
        raise DomainError("Себя родителем записывает другой администратор: подайте заявку.")
    current = Membership.objects.current().filter(organization=organization)
    if not current.filter(user=parent, role=Role.PARENT).exists():
        raise DomainError("Сначала человек должен вступить в роли родителя.")
    if not current.filter(user=child, role=Role.LEARNER).exists():
        raise DomainError("Этот ребёнок в организации не числится.")
    link, _ = insert_family_link(
        organization=organization, parent=parent, child=child, by=by, reason=reason
    )
    return link


@transaction.atomic
def end_family_link(*, link, by, reason):
    """End the link; a parent without any other child here loses the parent's role too."""
    require(by, "organizations.manage_members", link.organization)
    link = finish(link, by=by, reason=reason)
    end_parent_without_children(link=link, by=by, reason=reason)
    return link


@transaction.atomic
def restrict_family_link(*, link, by, basis):
    """From now on nothing of the child reaches this parent; the basis is a court's decision etc.

    The link itself stays, and so do the parent's account, role and other children.
    """
    link = _locked(link, by)
    if link.is_restricted:
        raise DomainError("Связь уже ограничена.")
    basis = _stated(basis, "Укажите основание ограничения: какое решение, чьё, от какого числа.")
    link.restricted_on, link.restriction_basis = timezone.localdate(), basis
    return record(
        link,
        by=by,
        reason=f"Ограничение: {basis}",
        fields=["restricted_on", "restriction_basis"],
    )


@transaction.atomic
def lift_restriction(*, link, by, basis):
    """The parent is again what they were; what was the basis before stays in the history."""
    link = _locked(link, by)
    if not link.is_restricted:
        raise DomainError("Ограничения здесь нет.")
    basis = _stated(basis, "Укажите основание: почему ограничение снимается.")
    link.restricted_on, link.restriction_basis = None, ""
    return record(
        link,
        by=by,
        reason=f"Ограничение снято: {basis}",
        fields=["restricted_on", "restriction_basis"],
    )


def _locked(link, by):
    require(by, "organizations.manage_members", link.organization)
    if by.pk == link.parent_id and not by.is_superuser:
        raise DomainError("О собственной связи с ребёнком решает другой администратор.")
    return FamilyLink.objects.select_for_update().get(pk=link.pk)


def _stated(basis, sentence):
    basis = " ".join(basis.split())
    if not basis:
        raise DomainError(sentence)
    if len(basis) > LONGEST_BASIS:
        raise DomainError(f"Основание — не длиннее {LONGEST_BASIS} знаков.")
    return basis
