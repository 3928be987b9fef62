"""Filters by unit and school year, for the registers of this app and of those above."""

from django.db.models import Q
from django.utils import timezone

from organizations.models import Unit
from sferum_portal.lib.admin.filters import ChoiceFilter


class UnitFilter(ChoiceFilter):
    """The units of today, where all rows are of one organization."""

    title, parameter_name = "подразделение", "unit"
    everything = "Все подразделения"
    path = "unit"

    def lookups(self, request, model_admin):
        organizations = model_admin.organizations(request)
        if len(organizations) != 1:
            return []
        units = Unit.objects.not_over().filter(organization=organizations[0])
        return [(unit.pk, unit.dated_name) for unit in units]


class YearFilter(ChoiceFilter):
    """Units of the present and a coming school year, with the standing ones; or of earlier ones."""

    title, parameter_name = "учебный год", "year"
    everything = "Все годы"
    default = "current"

    def lookups(self, request, model_admin):
        return [("current", "Текущий и будущий год"), ("past", "Прошлые годы")]

    def condition(self, value):
        past = Q(school_year__ends_on__lte=timezone.localdate())
        return past if value == "past" else Q(school_year=None) | ~past
