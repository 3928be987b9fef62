"""What papers of one organization are made of, as it is today."""

from functools import cached_property

from django.utils import timezone

from memberships.distribution import lines_of, year_to_distribute
from regulations import library
from regulations.editions import edition_of
from regulations.facts import known_bodies
from regulations.grounds import Kind, approves, ground_of
from regulations.models import Approval, Document, DocumentVersion, LegalBasis
from regulations.papers.current import (
    administrators_of,
    current_versions,
    draft_aside,
    own_act,
    staff_of,
)
from regulations.papers.duties import ADMINISTRATORS, DUTIES, SUBSTITUTES, place_of, prefix_of
from regulations.papers.kinds import all_kinds
from regulations.papers.words import Speech
from regulations.printing import draft_facts, one_line


class PaperFacts:
    """Facts, people and neighbouring papers, each read once; ``own`` is the paper in question.

    ``versions`` may be given where they are known already (`current.current_versions`).
    """

    def __init__(self, organization, own=None, versions=None):
        self.organization, self.own = organization, own
        if versions is None:
            versions = current_versions(organization, tells_of_draft=_tells_of_draft(own))
        self.versions = dict(versions)
        if own is not None:
            self.versions[own.document.kind] = own
        regulation = self.versions.get("regulation")
        self.features = regulation.features if regulation else {}
        self.profile = library.kind_of(organization.profile, {"features": self.features})
        self.speech = Speech(organization)

    def beside(self, own):
        """The same facts for another paper of the organization."""
        if _tells_of_draft(own) and draft_aside(self.organization, self.versions):
            return PaperFacts(self.organization, own=own)
        facts = PaperFacts.__new__(PaperFacts)
        facts.__dict__.update(self.__dict__)
        facts.__dict__.pop("renewed", None)
        facts.own, facts.versions = own, self.versions | {own.document.kind: own}
        return facts

    def said(self, kind):
        """What was typed into the current paper of this kind."""
        version = self.versions.get(kind)
        return version.data.get("facts", {}) if version else {}

    def act(self, kind):
        """Number and date of the current paper of this kind."""
        return own_act(self.versions.get(kind))

    @property
    def renewed_act(self):
        """Number and date of the order that this one replaces; None for the first of its kind."""
        return self.renewed and self.renewed[:2]

    @cached_property
    def renewed(self):
        """Its number, date and title."""
        own = self.own
        if own is None or own.number == 1 or not all_kinds()[own.document.kind].is_numbered:
            return None
        rows = own.document.versions.frozen().filter(number__lt=own.number)
        rows = rows.exclude(status=DocumentVersion.Status.CANCELLED)
        return rows.order_by("-number").values_list("order_number", "order_date", "title").first()

    @cached_property
    def platform(self):
        platform = self.organization.platform_on(timezone.localdate())
        return platform.name if platform else ""

    @cached_property
    def bodies(self):
        return known_bodies(self.organization)

    @cached_property
    def staff(self):
        return staff_of(self.organization)

    @cached_property
    def appointed(self):
        return administrators_of(self.organization)

    @cached_property
    def school_year(self):
        return year_to_distribute(self.organization)

    @cached_property
    def distribution(self):
        return lines_of(self.school_year) if self.school_year else []

    @cached_property
    def laws(self):
        """The acts in force by key."""
        rows = LegalBasis.objects.filter(status=LegalBasis.Status.IN_FORCE)
        return {row.key: row for row in rows}

    @cached_property
    def regulation_title(self):
        """The title as the regulation bears it today, or would; empty while it lacks facts."""
        version = self.versions.get("regulation")
        if version is not None and not version.is_draft:
            return version.title
        try:
            if version is not None:
                return draft_facts(version)["title"]
            return one_line(library.title(self.profile, {"platform": self.platform}))
        except library.MissingFactsError:
            return ""

    @cached_property
    def decisions(self):
        """The decisions of bodies on the regulation of today, the adoption first."""
        version = self.versions.get("regulation")
        if version is None:
            return []
        rows = version.approvals.all() if version.is_draft else edition_of(version).decisions
        return sorted(rows, key=lambda row: row.decides)

    @property
    def adoption(self):
        """The protocol by which the regulation was adopted, or None."""
        adopts = (row for row in self.decisions if row.decides == Approval.Decides.ADOPTS)
        return next(adopts, None)

    @cached_property
    def act_of_regulation(self):
        """The order that first approved the regulation of today; ("", None) for a draft."""
        version = self.versions.get("regulation")
        known = version is not None and not version.is_draft
        return edition_of(version).order if known else ("", None)

    def decision_for(self, kind):
        """The protocol that an extract of this kind is taken from, or None."""
        if kind.body is None:
            return self.adoption
        return next((row for row in self.decisions if row.body == kind.body), None)

    @cached_property
    def acts_of_regulation(self):
        """Number and date of every order by which a version of the regulation was approved."""
        rows = DocumentVersion.objects.frozen().filter(
            organization=self.organization, document__kind=Document.Kind.REGULATION
        )
        return set(rows.values_list("order_number", "order_date"))

    @property
    def is_regulation_of_usage_order(self):
        """Whether the regulation is put into force by the order on the use of the platform.

        An order that has approved one version already is not the order of the next.
        """
        version, order = self.versions.get("regulation"), self.versions.get("usage_order")
        act = self.act("usage_order")
        if version is not None and not version.is_draft:
            return self.act_of_regulation == act
        if order is None or order.is_draft:
            return True
        return approves(order, Kind.REGULATION) and act not in self.acts_of_regulation

    @property
    def act_of_form(self):
        """The order that approved the form of consent of today; ("", None) for a draft."""
        version = self.versions.get("consent_form")
        known = version is not None and not version.is_draft
        return ground_of(version) if known else ("", None)

    @property
    def is_form_of_usage_order(self):
        """Whether the form of consent is approved by the order on the use of the platform."""
        version, order = self.versions.get("consent_form"), self.versions.get("usage_order")
        if version is not None and not version.is_draft:
            return self.act_of_form == self.act("usage_order")
        return order is None or order.is_draft or approves(order, Kind.CONSENT_FORM)

    @property
    def has_two_annexes(self):
        """Whether the regulation is an annex of that order as well, which comes before the form."""
        order = self.versions.get("usage_order")
        if order is None or order.is_draft:
            return self.is_regulation_of_usage_order
        return approves(order, Kind.REGULATION)

    @property
    def approved_by_usage_order(self):
        """The kinds that the text of that order approves."""
        found = {
            Kind.REGULATION: self.is_regulation_of_usage_order,
            Kind.CONSENT_FORM: self.is_form_of_usage_order,
        }
        return [kind for kind, holds in found.items() if holds]

    def person(self, duty):
        """``(user, post, phone, email)`` of one of `duties.DUTIES`; None if nobody.

        What the order says comes first, then who is appointed on the portal.
        """
        said = self.said("administrator_order")
        user_id = said.get(duty, self._appointed(duty))
        if user_id not in self.staff:
            return None
        user, post = self.staff[user_id]
        prefix = prefix_of(duty)
        phone = said.get(f"{prefix}phone", user.phone or "")
        email = said.get(f"{prefix}email", user.email or "")
        return user, said.get(f"{prefix}post") or post, phone, email

    @property
    def administrators(self):
        """``[(duty, person)]`` of those who are appointed, each once."""
        found = {}
        for duty in ADMINISTRATORS:
            if person := self.person(duty):
                found.setdefault(person[0].pk, (duty, person))
        return list(found.values())

    @property
    def substitutions(self):
        """``[(person, users whom they replace)]``; the first substitute is everybody's who has none
        of their own.
        """
        general, found = self.person("substitute"), {}
        for duty, (user, *_) in self.administrators:
            person = self.person(SUBSTITUTES[place_of(duty)]) or general
            if person and person[0] != user:
                found.setdefault(person[0].pk, (person, []))[1].append(user)
        return list(found.values())

    @property
    def appointment(self):
        """Who is appointed and how they are reached, to stay with the order that says so."""
        facts = {}
        for duty in DUTIES:
            if person := self.person(duty):
                prefix = prefix_of(duty)
                user, post, phone, email = person
                facts |= {duty: user.pk, f"{duty}_name": user.full_name, f"{prefix}post": post}
                facts |= {f"{prefix}phone": phone, f"{prefix}email": email}
        return facts

    def _appointed(self, duty):
        place = place_of(duty)
        if "administrator" in self.said("administrator_order"):
            # Somebody has said whom the order appoints: nobody is added to these.
            return None
        if place >= len(self.appointed):
            return None
        row = self.appointed[place]
        if duty in ADMINISTRATORS:
            return row.user_id
        substitute = getattr(getattr(row, "appointment", None), "substitute", None)
        return substitute and substitute.user_id


def _tells_of_draft(own):
    """Minutes are of the text that was decided on, whichever order approves it later."""
    kind = all_kinds().get(own.document.kind) if own is not None else None
    return kind is not None and own.is_draft and kind.act == "protocol"
