"""By what the queue of join requests is narrowed."""

from django.db.models import Q
from django.utils.text import capfirst

from memberships import states
from memberships.models import JoinRequest
from sferum_portal.lib.admin.filters import ChoiceFilter

Status = JoinRequest.Status
OVERDUE, HELD = "overdue", "held"


class StatusFilter(ChoiceFilter):
    """The states in the words that the applicant reads, and all that waits for a decision."""

    title, parameter_name = "состояние", "status"
    everything = "Все заявки"
    default = Status.PENDING.value

    def lookups(self, request, model_admin):
        self.organizations = model_admin.organizations(request)
        named = [(state.code, capfirst(state.label)) for state in states.ALL]
        return [
            (Status.PENDING.value, "Ждут решения"),
            (OVERDUE, "Просроченные"),
            (HELD, "Удержаны: ссылка на карантине"),
            *named,
        ]

    def queryset(self, request, queryset):
        if self.value() == OVERDUE:
            return queryset.overdue(self.organizations)
        return super().queryset(request, queryset)

    def condition(self, value):
        if value == HELD:
            return Q(status=Status.PENDING, held_at__isnull=False)
        if value != Status.PENDING.value:
            return states.condition(value)
        waiting = states.condition("received") | states.condition("checking")
        return waiting & Q(held_at=None)


class PileFilter(ChoiceFilter):
    title, parameter_name = "сверка со списком", "pile"
    everything = "Все"

    def lookups(self, request, model_admin):
        return list(JoinRequest.Pile.choices)
