"""The facts of an organization and the platform that it uses."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.forms.models import fields_for_model
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from unfold.decorators import display

from organizations import kinds, services
from organizations.models import Organization
from organizations.models.organization import LONGEST_DECISION_DAYS, LONGEST_LINK_DAYS
from sferum_portal.lib.admin.forms import AdminForm, DateField
from sferum_portal.lib.admin.register import RegisterAdmin
from sferum_portal.lib.admin.texts import DASH, day, period
from sferum_portal.lib.admin.verbs import Verb
from sferum_portal.lib.text import counted


def has_ejournal(organization):
    """Not every kind keeps one; a name that somebody wrote down is shown in any."""
    return "ejournal_expected" in organization.profile.features or bool(organization.ejournal)


class FactsForm(AdminForm):
    """All facts that documents and pages take from the organization."""

    def prepare(self):
        self.fields |= fields_for_model(
            Organization, [name for name in services.FACTS if name not in ("site", "bodies")]
        )
        # The model's own field of the form would still read «school.example» as http.
        self.fields["site"] = forms.URLField(
            label="Официальный сайт", required=False, max_length=200, assume_scheme="https"
        )
        self.fields["bodies"] = forms.MultipleChoiceField(
            label="Коллегиальные органы",
            required=False,
            choices=[
                (code, body.name.capitalized)
                for code, body in self.organization.profile.bodies.items()
            ],
            widget=forms.CheckboxSelectMultiple,
            help_text="Их решения нужны, чтобы принять и согласовать положение.",
        )
        if not has_ejournal(self.organization):
            del self.fields["ejournal"]
        self.order_fields(services.FACTS)
        for name, field in self.fields.items():
            field.initial = getattr(self.organization, name)


class PlatformForm(AdminForm):
    name = forms.CharField(
        label="Название приложения",
        max_length=100,
        help_text="Как его называют документы, например «VK Мессенджер» или «MAX».",
    )
    starts_on = DateField(label="С какого дня", initial=timezone.localdate)


class JoiningForm(AdminForm):
    """The organization's own rules of joining."""

    leaders_decide = forms.BooleanField(
        required=False,
        help_text="Только заявки семей и только к себе ({unit.acc}), на самом портале. "
        "Администратор по-прежнему решает все.",
    )
    decision_days = forms.IntegerField(
        label="Сколько дней даётся на решение заявки",
        min_value=1,
        max_value=LONGEST_DECISION_DAYS,
        help_text="Потом заявка считается просроченной: её видит руководитель.",
    )
    longest_link_days = forms.IntegerField(
        label="Самый долгий срок ссылки-приглашения, дней",
        min_value=1,
        max_value=LONGEST_LINK_DAYS,
        help_text=f"Не больше {LONGEST_LINK_DAYS}.",
    )
    takes_applications = forms.BooleanField(
        label="Принимать заявки без ссылки",
        required=False,
        help_text="Организация видна на первой странице портала, и туда подают заявки сами. "
        "В очереди такие заявки отмечены: «без ссылки».",
    )

    def prepare(self):
        leader = self.organization.words["Leader"]
        self.fields["leaders_decide"].label = f"{leader} тоже решает заявки"
        for name, field in self.fields.items():
            field.initial = getattr(self.organization, name)


class NewOrganizationForm(AdminForm):
    full_name = forms.CharField(label="Полное наименование по уставу", max_length=400)
    short_name = forms.CharField(label="Краткое наименование", max_length=150)
    kind = forms.ChoiceField(label="Вид организации", choices=kinds.choices)
    slug = forms.SlugField(
        label="Адрес на портале",
        max_length=50,
        help_text="Латинские буквы, цифры и дефис: часть адреса страниц организации.",
    )
    settlement = forms.CharField(label="Населённый пункт", max_length=150, required=False)

    def clean_slug(self):
        slug = self.cleaned_data["slug"].lower()
        if Organization.objects.filter(slug=slug).exists():
            raise forms.ValidationError("Такой адрес уже занят.")
        return slug


@admin.register(Organization)
class OrganizationAdmin(RegisterAdmin):
    """One's own organizations; founding one is the operator's business."""

    organization_path = "pk"
    plain_paths = ("short_name", "full_name", "settlement")
    list_display = ("short_name", "kind", "settlement", "head")
    facts = (
        "full_name",
        "short_name",
        "kind",
        "portal_address",
        "head_post",
        "head",
        "settlement",
        "address",
        "site",
        "email",
        "phone",
        "ejournal",
        "bodies_text",
        "consultation_schedule",
        "platform_text",
        "joining_text",
        "strategy_link",
    )
    add_form = NewOrganizationForm
    add_title = "Новая организация"
    verbs = (
        Verb(
            "facts",
            "Изменить сведения",
            "organizations.change_organization",
            FactsForm,
            submit="Сохранить",
            explanation="Эти сведения стоят в положении, приглашениях и на страницах портала.",
        ),
        Verb(
            "platform",
            "Сменить платформу",
            "organizations.change_organization",
            PlatformForm,
            submit="Сохранить",
            explanation="Прежняя платформа перестанет действовать с этого дня.",
        ),
        Verb(
            "joining",
            "Правила вступления",
            "organizations.change_strategy",
            JoiningForm,
            submit="Сохранить",
            explanation="Кто решает заявки, за сколько дней и как долго живут ссылки.",
        ),
    )

    def has_add_permission(self, request):
        return request.user.is_superuser

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = NewOrganizationForm(request.POST if request.method == "POST" else None)
        return self.run_form(
            request,
            form,
            perform=lambda data: self.do_add(request, **data),
            done=lambda: self.url("changelist"),
            context={
                "title": self.add_title,
                "submit": "Завести организацию",
                "explanation": "Вместе с ней появятся подразделение «Сотрудники», учебный год "
                "и системные каналы.",
                "cancel_url": self.url("changelist"),
            },
        )

    def do_add(self, request, **data):
        organization = services.create_organization(
            by=request.user, today=timezone.localdate(), **data
        )
        return f"Организация заведена: {organization}. Теперь назначьте ей администратора."

    def do_facts(self, request, organization, **facts):
        changed = {
            name: value for name, value in facts.items() if getattr(organization, name) != value
        }
        if not changed:
            return "Ничего не изменилось."
        services.change_facts(organization=organization, by=request.user, **changed)
        return "Сведения сохранены."

    def do_platform(self, request, organization, name, starts_on):
        services.set_platform(
            organization=organization, by=request.user, name=name, starts_on=starts_on
        )
        return f"Платформа с {day(starts_on)}: {name}."

    def do_joining(self, request, organization, **rules):
        if services.set_joining_rules(organization=organization, by=request.user, **rules):
            return "Правила вступления сохранены."
        return "Ничего не изменилось."

    def history_text(self, record, field_name, value):
        if field_name != "bodies":
            return None
        known = record.instance.profile.bodies
        return ", ".join(str(known[code].name) for code in value if code in known)

    def fact_rows(self, request, obj):
        journal = capfirst(self.opts.get_field("ejournal").verbose_name)
        for label, value in super().fact_rows(request, obj):
            if label != journal or has_ejournal(obj):
                yield label, value

    def panels(self, request, obj):
        rows = [(row.name, period(row)) for row in obj.platforms.all()[:20]]
        return [("Платформы", rows)] if rows else []

    @display(description="руководитель")
    def head(self, obj):
        return " ".join(filter(None, [obj.head_surname, obj.head_given_name, obj.head_patronymic]))

    @display(description="адрес на портале")
    def portal_address(self, obj):
        return obj.slug

    @display(description="коллегиальные органы")
    def bodies_text(self, obj):
        known = obj.profile.bodies
        return ", ".join(str(known[code].name) for code in obj.bodies if code in known) or DASH

    @display(description="платформа сегодня")
    def platform_text(self, obj):
        return obj.platform_on(timezone.localdate())

    @display(description="правила вступления")
    def joining_text(self, obj):
        words = obj.words
        who = ["администратор"] + ([words["leader"]] if obj.leaders_decide else [])
        days = counted(obj.decision_days, "день", "дня", "дней")
        links = counted(obj.longest_link_days, "дня", "дней", "дней")
        alone = "принимаются" if obj.takes_applications else "не принимаются"
        return (
            f"заявки решает {' и '.join(map(str, who))} за {days}; ссылки действуют до {links}; "
            f"заявки без ссылки {alone}"
        )

    @display(description="стратегия чатов")
    def strategy_link(self, obj):
        address = reverse("admin:organizations_chatrule_strategy", args=[obj.pk])
        return format_html('<a href="{}">Кто какие чаты создаёт</a>', address)
