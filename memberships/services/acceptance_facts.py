"""What the acceptance of a batch of requests has to know, read with a fixed number of queries."""

from collections import defaultdict

from django.db.models import Q
from django.utils import timezone

from memberships.matching import MOST_PARENTS
from memberships.meant_child import children_meant
from memberships.models import FamilyLink, JoinRequest, Membership, RosterDuty, RosterEntry
from memberships.restrictions import parts, restricted_links_of
from memberships.roles import Role
from memberships.services.rows import RESTRICTED
from sferum_portal.lib.errors import DomainError

THIRD_PARENT = "Это третий родитель этого ребёнка: примите заявку отдельно."


class Facts:
    """About the locked ``rows``; their entries are locked too, in the order of their numbers."""

    def __init__(self, rows):
        self._today = timezone.localdate()
        self._changed, self._known = set(), set()
        self._organizations = {row.organization_id for row in rows}
        self._entries = self._read_entries(rows)
        self._roles, self._links = defaultdict(list), defaultdict(list)
        self._links_to, self._duties = defaultdict(list), defaultdict(list)
        self._past_restrictions = defaultdict(list)
        wishes = [row for row in rows if row.role == Role.PARENT]
        self._meant = children_meant(wishes)
        self._lock_children()
        self._restricted = restricted_links_of(wishes)
        if rows:
            self._read_people(rows)
            self._read_duties()

    # --- Who concerns whom ---

    def are_stale_for(self, row):
        """Whether an earlier row of the batch changes what this one has to know."""
        reads, writes = self._concerns(row)
        return bool((reads | writes) & self._changed or writes & self._known)

    def will_change_with(self, plan):
        reads, writes = self._concerns(plan.row)
        self._known |= reads | writes
        self._changed |= writes
        for _, made in plan.made:
            if isinstance(made, FamilyLink) and made.ends_on is None:
                self._links_to[made.organization_id, made.child_id].append(made)

    def _concerns(self, row):
        """The people and entries that the row reads, and those that it changes."""
        entry = self.entry_of(row)
        reads, writes = {("user", row.child_id)}, {("user", row.applicant_id)}
        if entry is not None:
            writes |= {("entry", entry.pk), ("user", entry.user_id)}
            if entry.child is not None:
                reads |= {("entry", entry.child_id), ("user", entry.child.user_id)}
        return _stated(reads), _stated(writes)

    # --- What is known ---

    def entry_of(self, row):
        """The entry that the applicant takes; None where the roster does not know them."""
        entry = self._entries.get(row.entry_id)
        if entry is None or row.pile != JoinRequest.Pile.MATCHED:
            return None
        return None if row.role == Role.PARENT and entry.role != Role.PARENT else entry

    def child_of(self, row):
        """The child's id of a parent's request; raises DomainError while nobody is named."""
        if row.role != Role.PARENT:
            return None
        child_id = self._meant.get(row.pk)
        if child_id is None:
            raise DomainError(
                f"Ребёнок «{row.child_typed}» не найден. Откройте заявку и выберите его."
            )
        if not self._learns(row, child_id):
            raise DomainError(
                "Этот ребёнок здесь больше не числится. Откройте заявку и выберите его."
            )
        if child_id == row.applicant_id:
            raise DomainError("Никто не может быть родителем самому себе.")
        return child_id

    def parent_role_of(self, row):
        """The role that a parent of a second child has already."""
        roles = self._current_roles(row, row.applicant_id, Role.PARENT)
        return roles[0] if roles and row.role == Role.PARENT else None

    def require_no_open_role(self, row, unit):
        unit_id = unit.pk if unit else None
        for role in self._roles[row.organization_id, row.applicant_id]:
            if (role.role, role.unit_id, role.ends_on) == (row.role, unit_id, None):
                raise DomainError("Эта роль у человека уже есть.")

    def link_of(self, row, child_id):
        """The open link between the two; one that begins later stands in the way of a new one."""
        for link in self._links[row.organization_id, row.applicant_id, child_id]:
            if link.starts_on <= self._today:
                return link
            if link.ends_on is None:
                raise DomainError("Эта семейная связь уже записана.")
        return None

    def require_no_restriction(self, row, child_id):
        if any(parts(link, row, child_id) for link in self._restricted):
            raise DomainError(RESTRICTED)

    def require_no_third_parent(self, row, child_id):
        """What the roster knew when the request came may have been two parents ago."""
        if child_id is None:
            return
        links = self._links_to[row.organization_id, child_id]
        joined = {link.parent_id for link in links if link.starts_on <= self._today}
        if len(joined - {row.applicant_id}) >= MOST_PARENTS:
            raise DomainError(THIRD_PARENT)

    def learner_roles_of(self, entry):
        return self._current_roles(entry, entry.user_id, Role.LEARNER)

    def links_to(self, entry):
        found = self._links_to[entry.organization_id, entry.user_id]
        return [link for link in found if link.starts_on <= self._today]

    def past_restrictions_of(self, entry):
        """The restricted links to the child that are over: a restriction outlives its link."""
        return self._past_restrictions[entry.organization_id, entry.user_id]

    def duties_of(self, entry):
        return [
            duty
            for duty in self._duties[entry.pk]
            if not (duty.unit or duty.unit_subject.unit).is_over
        ]

    def _learns(self, row, user_id):
        return bool(user_id and self._current_roles(row, user_id, Role.LEARNER))

    def _current_roles(self, row, user_id, role):
        return [
            each
            for each in self._roles[row.organization_id, user_id]
            if each.role == role and each.starts_on <= self._today
        ]

    # --- Reading ---

    def _read_entries(self, rows):
        numbers = {row.entry_id for row in rows if row.pile == JoinRequest.Pile.MATCHED}
        numbers.discard(None)
        if not numbers:
            return {}
        # Also their children's: two who decide at once count the parents of a child in turn.
        children = RosterEntry.objects.filter(pk__in=numbers).exclude(child=None).values("child")
        numbers_and_children = Q(pk__in=numbers) | Q(pk__in=children)
        # Who stands for an entry may change while we wait for its lock: read afterwards, no join.
        found = RosterEntry.objects.select_for_update().prefetch_related("child", "user")
        return {row.pk: row for row in found.filter(numbers_and_children).order_by("pk")}

    def _lock_children(self):
        """Two who decide at once count the parents of one child in turn, on no roster too."""
        children = set(self._meant.values()) - {None}
        if not children:
            return
        places = Membership.objects.filter(self._here(), user__in=children, role=Role.LEARNER)
        list(places.order_by("pk").select_for_update(no_key=True).values_list("pk"))

    def _here(self):
        return Q(organization_id__in=self._organizations)

    def _over(self):
        return Q(ends_on__lte=self._today)

    def _read_people(self, rows):
        applicants = {row.applicant_id for row in rows}
        stand_ins = {row.user_id for row in self._entries.values() if row.role == Role.LEARNER}
        children = set(self._meant.values())
        people = (applicants | children | stand_ins) - {None}
        for role in Membership.objects.filter(self._here(), ~self._over(), user_id__in=people):
            self._roles[role.organization_id, role.user_id].append(role)
        of_families = Q(parent_id__in=applicants) | Q(child_id__in=(stand_ins | children) - {None})
        past_restrictions = Q(restricted_on__isnull=False, child_id__in=stand_ins - {None})
        links = (~self._over() & of_families) | past_restrictions
        for link in FamilyLink.objects.filter(self._here(), links).order_by("pk"):
            if link.ends_on is not None and link.ends_on <= self._today:
                self._past_restrictions[link.organization_id, link.child_id].append(link)
                continue
            self._links[link.organization_id, link.parent_id, link.child_id].append(link)
            self._links_to[link.organization_id, link.child_id].append(link)

    def _read_duties(self):
        staff = [row.pk for row in self._entries.values() if row.role == Role.STAFF]
        if not staff:
            return
        places = ("unit__school_year", "unit_subject__unit__school_year")
        for duty in RosterDuty.objects.filter(entry_id__in=staff).select_related(*places):
            self._duties[duty.entry_id].append(duty)


def _stated(pairs):
    return {pair for pair in pairs if pair[1] is not None}
