"""What else waits, besides join requests, for whoever answers for the organization."""

from django.urls import reverse

from memberships import distribution
from memberships.models import Membership
from memberships.roles import STAFF_ROLES
from regulations.papers.registered import READ, mismatches_of
from sferum_portal.lib.text import counted, plural


def matters(user, organization):
    """``[{title, detail, url}]``: roles to be confirmed, a distribution to be approved, an
    administrator whom papers name otherwise.
    """
    if not user.has_perm("organizations.enter_register", organization):
        return []
    found = [_unconfirmed_roles(user, organization)]
    if user.has_perm("organizations.approve_distribution", organization):
        found.append(_distribution(organization))
    if user.has_perm(READ, organization):
        found.append(_registration(organization))
    return [row for row in found if row]


def _unconfirmed_roles(user, organization):
    rows = Membership.objects.current().filter(
        organization=organization, role__in=STAFF_ROLES, verified_at=None
    )
    if not (number := rows.count()):
        return None
    mine = user.has_perm("organizations.manage_members", organization)
    verb = plural(number, "ждёт", "ждут", "ждут")
    return {
        "title": f"{counted(number, 'роль', 'роли', 'ролей')} {verb} подтверждения",
        "detail": "Подтверждаете вы: с основанием"
        if mine
        else "Подтверждает администратор: с основанием",
        "url": reverse("admin:memberships_membership_changelist")
        + f"?organization={organization.pk}&verified=no",
    }


def _registration(organization):
    """The administrator registers with the number of the application (norm REG-4)."""
    if not mismatches_of(organization):
        return None
    return {
        "title": "Данные администратора платформы расходятся",
        "detail": "В приказе или заявке одно, на портале другое",
        "url": reverse("regulations:document_list", args=[organization.slug]),
    }


def _distribution(organization):
    """Who leads which unit: not approved for the year, or changed since (norm STR-3)."""
    year = distribution.year_to_distribute(organization)
    if year is None:
        return None
    lines = distribution.lines_of(year)
    if not any(names for _, names in lines):
        return None
    approved = distribution.approved(year)
    if approved is None:
        title = f"Распределение на {year} не утверждено"
    elif changes := distribution.drift(approved, lines):
        title = f"Распределение на {year} изменилось: {len(changes)}"
    else:
        return None
    return {
        "title": title,
        "detail": organization.words.format("{Leader.pl_nom}. Утверждаете вы, приказом"),
        "url": reverse("admin:memberships_distribution_add") + f"?organization={organization.pk}",
    }
