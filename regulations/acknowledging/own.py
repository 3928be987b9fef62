"""What a person is asked to read today, for their own page and the start page."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from memberships.models import FamilyLink, Membership
from memberships.roles import Role
from regulations.acknowledging.people import READ_BY_ALL, approvers_of, asked_since
from regulations.models import Acknowledgement, DocumentVersion


@dataclass(frozen=True)
class Asking:
    """``own`` is the person's tick; ``for_family`` that another one has ticked for the family.

    ``is_asked`` says whether a tick is still wanted, ``due_on`` by when; ``by_parents`` that only
    the parents of this learner are asked, and nothing is offered.
    """

    version: DocumentVersion
    own: Acknowledgement | None
    for_family: bool
    is_asked: bool
    due_on: date
    by_parents: bool = False

    @property
    def is_late(self):
        return self.is_asked and self.due_on < timezone.localdate()


def asking_of(standing, version):
    """The person's `Asking` about a version in force; None for who is no member."""
    if version is None or version.document.kind not in READ_BY_ALL or not standing.roles:
        return None
    rows = Acknowledgement.objects.of_version(version).own()
    own = rows.filter(user_id=standing.user.pk).first()
    asked, for_family = (False, False) if own else _wanted(standing, version)
    since = min(row.starts_on for row in standing.memberships)
    days = timedelta(days=version.organization.acknowledgement_days)
    due_on = max(since, asked_since(version)) + days
    by_parents = not (own or asked or for_family or standing.is_staff or standing.children)
    by_parents = by_parents and Role.LEARNER in standing.roles
    return Asking(version, own, for_family, asked, due_on, by_parents)


def _wanted(standing, version):
    """(whether a tick is wanted of the person, whether the family has answered already)"""
    if standing.is_staff:
        return standing.user.pk not in approvers_of(version), False
    if standing.children:
        if version.organization.each_acknowledges:
            return True, False
        covered = _families_covered(standing, version)
        return not covered, covered
    if Role.LEARNER not in standing.roles or parents_of(standing.organization, [standing.user.pk]):
        return False, False
    # A learner for whom the portal knows no parent: what the family has signed while there was
    # one stands on the sheet, and answers here, too.
    rows = Acknowledgement.objects.of_version(version).filter(user_id=standing.user.pk)
    signed = rows.filter(for_family=True).exists()
    return not signed, signed


def _families_covered(standing, version):
    """Whether for each of the person's children somebody has answered."""
    parents = parents_of(standing.organization, standing.children)
    people = {parent for _, parent in parents} | standing.children
    rows = Acknowledgement.objects.of_version(version).filter(user__in=people)
    marks = set(rows.values_list("user_id", "for_family"))
    answered = {child for child, parent in parents if (parent, False) in marks}
    answered |= {pk for pk in standing.children if (pk, True) in marks}
    return standing.children <= answered


def parents_of(organization, children):
    """``{(child, parent)}`` through links that nothing restricts, of present parents."""
    present = Membership.objects.current().filter(organization=organization, role=Role.PARENT)
    links = FamilyLink.objects.current().free().filter(organization=organization)
    rows = links.filter(child__in=children, parent__in=present.values("user"))
    return set(rows.values_list("child_id", "parent_id"))
