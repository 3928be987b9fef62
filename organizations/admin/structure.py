"""Registers of units, school years and subjects."""

from django import forms
from django.contrib import admin
from django.db.models import Count, Q
from django.utils import timezone
from unfold.decorators import display

from organizations import services
from organizations.admin.fields import UnitField
from organizations.admin.filters import UnitFilter, YearFilter
from organizations.models import SchoolYear, Subject, Unit, UnitSubject
from organizations.strategy import Strategy
from sferum_portal.lib.admin.filters import OrganizationFilter
from sferum_portal.lib.admin.forms import AdminForm, DateField
from sferum_portal.lib.admin.register import RegisterAdmin
from sferum_portal.lib.admin.texts import day
from sferum_portal.lib.admin.verbs import Verb

MANAGE = "organizations.manage_units"


class UnitForm(AdminForm):
    """A new unit; without ``kind`` and year, another name for one that exists."""

    kind = forms.ChoiceField(label="Вид")
    name = forms.CharField(label="Название", max_length=100)
    school_year = forms.ModelChoiceField(
        label="Учебный год", queryset=SchoolYear.objects.none(), empty_label=None
    )
    grade = forms.IntegerField(
        label="Параллель, курс или возраст",
        required=False,
        min_value=0,
        max_value=20,
        help_text="По этому числу подразделения стоят в списках.",
    )

    def prepare(self):
        self.fields["school_year"].queryset = SchoolYear.objects.filter(
            organization=self.organization
        )
        self.fields["kind"].choices = [
            (kind.code, kind.label)
            for kind in self.organization.profile.units.values()
            if kind.code != Unit.STAFF
        ]


class RenameForm(UnitForm):
    def prepare(self):
        del self.fields["kind"], self.fields["school_year"]
        self.initial = {"name": self.row.name, "grade": self.row.grade}


@admin.register(Unit)
class UnitAdmin(RegisterAdmin):
    plain_paths = ("name",)
    intro = "{Unit.pl_nom} заводятся на каждый учебный год; «Сотрудники» существуют всегда."
    list_display = ("name", "kind_label", "school_year", "leaders", "learners", "organization")
    list_filter = (OrganizationFilter, YearFilter)
    list_select_related = ("organization", "school_year")
    facts = ("name", "kind_label", "school_year", "grade", "leaders", "learners", "organization")
    add_form, add_right = UnitForm, MANAGE
    add_title = "Новое подразделение"
    verbs = (
        Verb(
            "rename",
            "Переименовать",
            MANAGE,
            RenameForm,
            applies=lambda unit: unit.kind != Unit.STAFF,
            submit="Сохранить",
        ),
    )

    def get_queryset(self, request):
        today = timezone.localdate()
        current = Q(memberships__ends_on=None) | Q(memberships__ends_on__gt=today)
        learners = Count("memberships", filter=current & Q(memberships__role="learner"))
        return (
            super()
            .get_queryset(request)
            .prefetch_related("leaderships__membership__user")
            .annotate(learners_now=learners)
        )

    def do_add(self, request, organization, **data):
        unit = services.create_unit(organization=organization, by=request.user, **data)
        titles = [kind.title_for(unit_name=unit.name) for kind in Strategy(organization).automatic]
        chats = f" Вместе с ним созданы чаты: {', '.join(titles)}." if titles else ""
        return f"Подразделение добавлено: {unit}.{chats}"

    def do_rename(self, request, unit, name, grade):
        services.rename_unit(unit=unit, by=request.user, name=name, grade=grade)
        return f"Сохранено: {name}."

    def panels(self, request, obj):
        subjects = [(str(row.subject), "") for row in obj.unit_subjects.select_related("subject")]
        return [(str(obj.organization.words.Subject.pl_nom), subjects)] if subjects else []

    @display(description="вид", ordering="kind")
    def kind_label(self, obj):
        return obj.organization.profile.units[obj.kind].label

    @display(description="кто руководит")
    def leaders(self, obj):
        today = timezone.localdate()
        return ", ".join(
            row.membership.user.short_name
            for row in obj.leaderships.all()
            if row.starts_on <= today and (row.ends_on is None or row.ends_on > today)
        )

    @display(description="в списке", ordering="learners_now")
    def learners(self, obj):
        return obj.learners_now or ""


class SchoolYearForm(AdminForm):
    starts_on = DateField(label="Первый день")
    ends_on = DateField(label="Первый день после окончания", help_text="Обычно 1 сентября.")


@admin.register(SchoolYear)
class SchoolYearAdmin(RegisterAdmin):
    list_display = ("name", "starts_on_text", "ends_on_text", "organization")
    list_filter = (OrganizationFilter,)
    list_select_related = ("organization",)
    facts = ("name", "starts_on", "ends_on", "organization")
    add_form, add_right = SchoolYearForm, MANAGE
    add_title = "Новый учебный год"

    def do_add(self, request, organization, **data):
        year = services.create_school_year(organization=organization, by=request.user, **data)
        return f"Учебный год добавлен: {year}."

    @display(description="учебный год", ordering="starts_on")
    def name(self, obj):
        return obj.name

    @display(description="начало", ordering="starts_on")
    def starts_on_text(self, obj):
        return day(obj.starts_on)

    @display(description="первый день после окончания", ordering="ends_on")
    def ends_on_text(self, obj):
        return day(obj.ends_on)


class SubjectForm(AdminForm):
    name = forms.CharField(label="Название", max_length=150)


@admin.register(Subject)
class SubjectAdmin(RegisterAdmin):
    heading = "{Subject.pl_nom}"
    plain_paths = ("name",)
    list_display = ("name", "organization")
    list_filter = (OrganizationFilter,)
    list_select_related = ("organization",)
    facts = ("name", "organization")
    add_form, add_right = SubjectForm, MANAGE
    add_title = "Добавить {subject.acc}"

    def do_add(self, request, organization, name):
        subject = services.create_subject(organization=organization, by=request.user, name=name)
        return f"Добавлено: {subject}."

    def panels(self, request, obj):
        rows = obj.unit_subjects.filter(unit__in=Unit.objects.current()).select_related("unit")
        units = [(str(row.unit), "") for row in rows.order_by("unit__grade", "unit__name")]
        return [("Где изучают в этом году", units)] if units else []


class UnitSubjectForm(AdminForm):
    unit = UnitField(label="{Unit}")
    subject = forms.ModelChoiceField(label="{Subject}", queryset=Subject.objects.none())

    def prepare(self):
        self.fields["unit"].offer(self.organization)
        self.fields["subject"].queryset = Subject.objects.filter(organization=self.organization)


@admin.register(UnitSubject)
class UnitSubjectAdmin(RegisterAdmin):
    heading = "{Subject.pl_nom} и {unit.pl_nom}"
    intro = "Отсюда берутся чаты по {subject.pl_dat} и поручения «кто что преподаёт»."
    plain_paths = ("subject__name", "unit__name")
    list_display = ("subject_text", "unit_text", "organization")
    list_filter = (OrganizationFilter, UnitFilter)
    list_select_related = ("organization", "unit", "subject")
    ordering = ("unit__grade", "unit__name", "subject__name")
    facts = ("subject_text", "unit_text", "organization")
    add_form, add_right = UnitSubjectForm, MANAGE
    add_title = "Добавить {subject.acc} в {unit.acc}"

    def do_add(self, request, organization, unit, subject):
        row = services.add_subject_to_unit(unit=unit, subject=subject, by=request.user)
        return f"Добавлено: {row}."

    @display(description="{subject}", ordering="subject__name")
    def subject_text(self, obj):
        return obj.subject

    @display(description="{unit}", ordering="unit__grade")
    def unit_text(self, obj):
        return obj.unit
