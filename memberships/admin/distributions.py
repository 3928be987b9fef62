"""The distribution of unit leaders: looked through by everybody, approved by the head."""

from django import forms
from django.contrib import admin
from django.utils import timezone
from unfold.decorators import display

from memberships import distribution, services
from memberships.models import Distribution
from sferum_portal.lib.admin.filters import OrganizationFilter
from sferum_portal.lib.admin.forms import AdminForm, DateField
from sferum_portal.lib.admin.register import RegisterAdmin
from sferum_portal.lib.admin.texts import day, moment
from sferum_portal.lib.text import counted

APPROVE = "organizations.approve_distribution"
NOBODY = "никто"


def named(names):
    return ", ".join(names) or NOBODY


class DistributionForm(AdminForm):
    """The order; what it approves is shown below the fields."""

    order_number = forms.CharField(label="Номер приказа", max_length=50)
    order_date = DateField(label="Дата приказа", initial=timezone.localdate)
    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def prepare(self):
        self.school_year = distribution.year_to_distribute(self.organization)
        lines = distribution.lines_of(self.school_year) if self.school_year else []
        self.panel = [(unit, named(names)) for unit, names in lines]
        self.panel_title = f"Учебный год {self.school_year}" if self.school_year else ""
        self.initial["shown"] = self.fields["shown"].initial = distribution.fingerprint(lines)
        without = [unit for unit, names in lines if not names]
        if without:
            self.notice = f"Пока без руководителя: {', '.join(without)}."

    def clean(self):
        cleaned = super().clean()
        if self.school_year is None:
            raise forms.ValidationError("Подразделений в этом учебном году ещё нет.")
        return cleaned | {"school_year": self.school_year}


@admin.register(Distribution)
class DistributionAdmin(RegisterAdmin):
    heading = "Распределение"
    intro = "Кто за кого отвечает — как это утвердил руководитель приказом."
    nothing = "Распределение ещё не утверждено."
    list_display = ("order", "school_year", "approved_on", "size", "organization")
    list_filter = (OrganizationFilter,)
    list_select_related = ("organization", "school_year", "approved_by")
    facts = ("order", "school_year", "approved_by_name", "approved_on", "organization")
    add_form, add_right = DistributionForm, APPROVE
    add_title, add_submit = "Утвердить распределение", "Утвердить"
    add_explanation = "{Leader.pl_nom} и кто ещё отвечает за подразделения сегодня."

    def do_add(self, request, organization, **data):
        row = services.approve_distribution(organization=organization, by=request.user, **data)
        return f"Распределение утверждено: {row}."

    def panels(self, request, obj):
        found = [(obj.school_year.name, [(unit, named(names)) for unit, names in obj.lines])]
        if self._is_in_force(obj) and (changes := distribution.drift(obj)):
            rows = [(unit, f"{named(was)} → {named(now)}") for unit, was, now in changes]
            found.insert(0, ("Изменилось после утверждения", rows))
        return found

    def _is_in_force(self, obj):
        return obj == distribution.approved(obj.school_year)

    @display(description="приказ", ordering="order_date")
    def order(self, obj):
        return f"от {day(obj.order_date)} № {obj.order_number}"

    @display(description="утверждено", ordering="approved_at")
    def approved_on(self, obj):
        return moment(obj.approved_at)

    @display(description="кто утвердил")
    def approved_by_name(self, obj):
        return obj.approved_by.full_name

    @display(description="сколько")
    def size(self, obj):
        return counted(len(obj.lines), "подразделение", "подразделения", "подразделений")
