"""Parents are linked to their children."""

from django.db import transaction

from memberships.models import Membership
from memberships.roles import Role
from memberships.services.rows import end_parent_without_children, finish, insert_family_link
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError


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
