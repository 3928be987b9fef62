"""Filters that stand in a row above a list, as plain selects in one form: no script needed."""

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone


class ChoiceFilter(admin.SimpleListFilter):
    """A select; values that it does not offer are ignored.

    ``default`` is what holds while the address says nothing; `everything` the label of «no filter».
    """

    template = "admin/filters/select.html"
    everything = "Все"
    default = ""
    #: What must equal the chosen value; the parameter's name where it is not given.
    path = None

    def lookups(self, request, model_admin):
        return ()

    def value(self):
        typed = super().value()
        offered = {str(value) for value, _ in self.lookup_choices} | {"all"}
        return typed if typed in offered else self.default

    def queryset(self, request, queryset):
        value = self.value()
        return queryset.filter(self.condition(value)) if value not in ("", "all") else queryset

    def condition(self, value):
        return Q(**{self.path or self.parameter_name: value})

    def choices(self, changelist):
        chosen = self.value()
        # With a default, «all» needs a value of its own to be told from «not said».
        yield {
            "value": "all" if self.default else "",
            "display": self.everything,
            "selected": chosen in ("", "all"),
        }
        for value, label in self.lookup_choices:
            yield {"value": value, "display": label, "selected": chosen == str(value)}


class OrganizationFilter(ChoiceFilter):
    """Only for those who work in several organizations."""

    title, parameter_name = "организация", "organization"
    everything = "Все организации"
    path = "organization"

    def lookups(self, request, model_admin):
        organizations = model_admin.organizations(request)
        return [(row.pk, str(row)) for row in organizations] if len(organizations) > 1 else []


class TermFilter(ChoiceFilter):
    """Rows with a term: those in force today, those that are over, or all."""

    title, parameter_name = "срок", "term"
    everything = "Все"
    default = "current"

    def lookups(self, request, model_admin):
        return [("current", "Действуют"), ("over", "Закончились")]

    def condition(self, value):
        over = Q(ends_on__lte=timezone.localdate())
        return over if value == "over" else ~over
