"""Links, and the people who came through them: a queue that waits, and decisions of the past."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.urls import reverse

from invitations.services import (
    issue_invitation,
    quarantine_invitation,
    redeem,
    revoke_invitation,
)
from memberships.roles import STAFF_ROLES, Role
from memberships.services import (
    approve_join_request,
    reject_join_request,
    withdraw_join_request,
)
from organizations.models import Unit
from sferum_portal.demo_data.dates import at
from sferum_portal.demo_data.misspelling import misspelt
from sferum_portal.demo_data.people import Person

#: The requests that wait came in between these ages; the younger, the denser.
YOUNGEST, OLDEST = timedelta(minutes=12), timedelta(days=6, hours=3)
DECISION = {
    "approve": approve_join_request,
    "reject": reject_join_request,
    "withdraw": withdraw_join_request,
}


@dataclass(eq=False)
class Link:
    """A link as it was issued; it is open until ``term`` days after ``issued`` days ago."""

    role: Role
    unit: Unit
    note: str = ""
    issued: int = 35
    term: int = 56
    max_uses: int = 60
    revoked: int | None = None
    quarantined: int | None = None
    invitation: object = None
    token: str = ""


@dataclass(eq=False)
class Wish:
    """Somebody opens a link and asks to join; without a ``verdict`` the request waits."""

    link: Link
    applicant: Person
    post: str = ""
    child: tuple[str, str] = ("", "")
    verdict: str = ""
    reason: str = ""
    moment: object = None
    join_request: object = None


class Joining:
    """Ask first, as applicants are people of the plan; once that is written, `happen`."""

    def __init__(self, plan, families):
        self.plan, self.families, self.rng = plan, families, plan.rng
        self.links, self.wishes = [], []
        self._ordinary = {}
        self._asked_for = set()

    # --- Before the plan is written ---------------------------------------------------------------

    def link(self, role, unit=None, **fields):
        """A link into the unit, for staff into «Сотрудники»."""
        link = Link(role, self.plan.staff_unit if unit is None else unit, **fields)
        self.links.append(link)
        return link

    def ordinary_link(self, role, unit=None, note=""):
        """The link that a unit uses for a role all the time."""
        key = (role, unit and unit.name)
        if key not in self._ordinary:
            self._ordinary[key] = self.link(role, unit, note=note)
        return self._ordinary[key]

    def ask_staff(self, role, post, *, link=None, **fields):
        name = self.plan.names.adult(female=self.rng.random() < 0.8)
        applicant = self.plan.people.adult(name)
        link = link or self.ordinary_link(role, note="Новые сотрудники")
        self.wishes.append(Wish(link, applicant, post=post, **fields))

    def ask_learner(self, unit, *, link=None, **fields):
        name = self.plan.names.child(female=self.rng.random() < 0.5)
        applicant = self.plan.people.adult(name)
        link = link or self.ordinary_link(Role.LEARNER, unit)
        self.wishes.append(Wish(link, applicant, **fields))

    def ask_parent(self, unit, *, correct=True, link=None, **fields):
        """A parent who has not joined yet names the child, ``correct`` or not as the lists do."""
        child = self._child_of(unit)
        family = self.families.of[child]
        has_mother = any(parent.female for parent in family.parents)
        who = "father" if has_mother else "mother"
        applicant = self.plan.people.adult(self.families.name_of(family, who))
        typed = (child.user.surname, child.user.given_name)
        if not correct:
            typed = misspelt(*typed, number=len(self.wishes))
        link = link or self.ordinary_link(Role.PARENT, unit, note="Родительское собрание")
        self.wishes.append(Wish(link, applicant, child=typed, **fields))

    def _child_of(self, unit):
        """A child without parents on the portal if there is one, else with one parent."""
        children = [
            child
            for child in self.plan.learners[unit.name]
            if len(self.plan.parents[child]) < 2 and self.families.of[child] not in self._asked_for
        ]
        child = min(children, key=lambda one: len(self.plan.parents[one]))
        self._asked_for.add(self.families.of[child])
        return child

    def schedule(self):
        """When everybody asks; who comes through a link registers a moment before."""
        waiting = [wish for wish in self.wishes if not wish.verdict]
        self.rng.shuffle(waiting)
        ratio = OLDEST / YOUNGEST
        for number, wish in enumerate(waiting):
            age = YOUNGEST * ratio ** (number / max(len(waiting) - 1, 1))
            wish.moment = self.plan.calendar.now - age
        for number, wish in enumerate(wish for wish in self.wishes if wish.verdict):
            days = wish.link.issued - 1 - number % 8
            hour, minute = self.rng.randint(7, 21), self.rng.randint(0, 59)
            wish.moment = self.plan.calendar.ago(days, hour, minute)
        for wish in self.wishes:
            self.plan.people.registered(wish.applicant, wish.moment - timedelta(minutes=4))

    # --- After it ---------------------------------------------------------------------------------

    def happen(self):
        """Through the services, each step at its own moment; nobody gets an e-mail about it."""
        mail = len(connection.run_on_commit)
        steps = sorted([*self._steps_of_links(), *self._steps_of_wishes()], key=lambda one: one[0])
        for moment, step, *arguments in steps:
            with at(moment):
                step(*arguments)
        del connection.run_on_commit[mail:]

    def addresses(self):
        """(link, address) of the ordinary links; their secrets cannot be read later."""
        return [
            (link, settings.SITE_URL + reverse("invitations:open", args=[link.token]))
            for link in self._ordinary.values()
        ]

    def _steps_of_links(self):
        calendar = self.plan.calendar
        for link in self.links:
            yield calendar.ago(link.issued, self.rng.randint(8, 17)), self._issue, link
            if link.revoked is not None:
                yield calendar.ago(link.revoked, 9, 20), self._revoke, link
            if link.quarantined is not None:
                yield calendar.ago(link.quarantined, 9, 40), self._stop, link

    def _steps_of_wishes(self):
        calendar = self.plan.calendar
        for wish in self.wishes:
            yield wish.moment, self._redeem, wish
            if wish.verdict:
                next_day = wish.moment.date() + timedelta(days=1)
                yield calendar.at(next_day, 9, wish.moment.minute), self._decide, wish

    def _issuer(self, link):
        if link.role in STAFF_ROLES:
            return self.plan.cast["admin"].user
        return self.plan.leaders[link.unit.name][0].user

    def _issue(self, link):
        moment = self.plan.calendar.ago(link.issued - link.term - 1, 0, 0)
        link.invitation, link.token = issue_invitation(
            unit=link.unit,
            role=link.role,
            by=self._issuer(link),
            expires_at=moment,
            max_uses=link.max_uses,
            note=link.note,
        )

    def _revoke(self, link):
        revoke_invitation(
            invitation=link.invitation,
            by=self.plan.cast["admin"].user,
            reason="Ссылка попала в открытый чат",
        )

    def _stop(self, link):
        invitation = link.invitation
        quarantine_invitation(invitation=invitation, by=self.plan.cast["admin"].user)

    def _redeem(self, wish):
        surname, given_name = wish.child
        wish.join_request = redeem(
            invitation=wish.link.invitation,
            user=wish.applicant.user,
            post=wish.post,
            child_surname=surname,
            child_given_name=given_name,
        )

    def _decide(self, wish):
        reason = {"reason": wish.reason} if wish.verdict == "reject" else {}
        by = wish.applicant.user if wish.verdict == "withdraw" else self.plan.cast["admin"].user
        DECISION[wish.verdict](join_request=wish.join_request, by=by, **reason)
