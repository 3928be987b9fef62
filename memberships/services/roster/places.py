"""Units and subjects that a file names, found on the portal or offered to be entered."""

import re
from collections import Counter

from memberships.roster import unit_key, unit_name
from organizations import services as organizations
from organizations.models import Subject, Unit
from sferum_portal.lib.text import search_form


class Places:
    """The units and subjects of one organization by what files call them.

    Of two units of one name, of this year and the next, the present one is meant.
    """

    def __init__(self, organization):
        self.organization = organization
        self.units = {}
        units = Unit.objects.not_over().filter(organization=organization).exclude(kind=Unit.STAFF)
        for unit in units.order_by("-school_year__starts_on"):
            self.units[unit_key(unit.name)] = unit
        self.subjects = {
            search_form(subject.name): subject
            for subject in Subject.objects.filter(organization=organization)
        }
        self.lacking_units, self.lacking_subjects = Counter(), Counter()

    def unit(self, text):
        unit = self.units.get(unit_key(text))
        if unit is None:
            self.lacking_units[unit_name(text)] += 1
        return unit

    def subject(self, text):
        subject = self.subjects.get(search_form(text))
        if subject is None:
            self.lacking_subjects[" ".join(text.split())] += 1
        return subject

    def enter(self, *, units, subjects, by):
        """Enter the units and subjects that the person has ticked; known ones are passed over.

        Returns what this made, as `RosterChange.made` keeps it.
        """
        made = []
        years = self.organization.school_years
        used = years.filter(pk__in=[unit.school_year_id for unit in self.units.values()])
        year = used.order_by("starts_on").first() or years.order_by("-starts_on").first()
        kind = next(code for code in self.organization.profile.units if code != Unit.STAFF)
        for name in units:
            if unit_key(name) not in self.units:
                grade = re.match(r"\d{1,2}", name)
                unit = organizations.create_unit(
                    organization=self.organization,
                    by=by,
                    kind=kind,
                    name=name,
                    school_year=year,
                    grade=int(grade[0]) if grade else None,
                )
                made.append(["unit", unit.pk])
        for name in subjects:
            if search_form(name) not in self.subjects:
                subject = organizations.create_subject(
                    organization=self.organization, by=by, name=name
                )
                made.append(["subject", subject.pk])
        return made
