"""The register of people. It stands here because one sees people through their roles."""

from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from unfold.decorators import display

from accounts import services
from accounts.forms import IdentityForm
from accounts.models import User
from memberships.admin.fields import role_choices
from memberships.cards import are_offered
from memberships.models import FamilyLink, JoinRequest, Membership, SignInCard
from memberships.roles import APPOINTED, Role
from sferum_portal.lib.admin.filters import ChoiceFilter, OrganizationFilter
from sferum_portal.lib.admin.forms import AdminForm
from sferum_portal.lib.admin.lists import LONGEST_SEARCH
from sferum_portal.lib.admin.register import RegisterAdmin
from sferum_portal.lib.admin.texts import contacts, period, phone
from sferum_portal.lib.admin.verbs import Verb
from sferum_portal.lib.text import phone_form

MANAGE = "organizations.manage_members"
#: So many digits are searched for in phones.
LEAST_DIGITS = 4
IDENTIFIERS = ("email", "phone", "login")
LOCKED = (
    "Имя этот человек меняет сам, в своём профиле: он руководит, администрирует или состоит не "
    "только в вашей организации."
)


def lasting():
    """Memberships that are not over, those that begin later included."""
    today = timezone.localdate()
    return Membership.objects.filter(Q(ends_on=None) | Q(ends_on__gt=today))


class PersonForm(IdentityForm, AdminForm):
    """The name. Whoever changes an e-mail can ask for a new password: only the operator does."""

    def prepare(self):
        self.initial = {name: getattr(self.row, name) for name in self.fields}
        if not self.by.is_superuser:
            for name in IDENTIFIERS:
                del self.fields[name]
        if name_is_locked(self.row, self.organization, self.by):
            self.notice = LOCKED
            self.fields.clear()
        for field in self.fields.values():
            field.widget.attrs.pop("autocomplete", None)

    def clean(self):
        # The parent asks for one identifier at least; a child without an account has none.
        cleaned = AdminForm.clean(self)
        had = any(getattr(self.row, name) for name in IDENTIFIERS)
        asked = had and not set(IDENTIFIERS) - set(self.fields)
        given = [cleaned.get(name) for name in IDENTIFIERS]
        if asked and not any(given) and not set(IDENTIFIERS) & set(self.errors):
            self.add_error(None, "Оставьте хотя бы одно: почту, телефон или имя для входа.")
        return cleaned


def name_is_locked(user, organization, by):
    """People know one another on the portal by the name alone: nobody renames other's people.

    The head and the administrators keep their own name themselves, and so do people of several
    organizations, who belong to none of them alone.
    """
    return not by.is_superuser and (
        user.is_superuser
        or lasting().filter(user=user, role__in=APPOINTED).exists()
        or lasting().filter(user=user).exclude(organization=organization).exists()
        or JoinRequest.objects.pending()
        .filter(applicant=user)
        .exclude(organization=organization)
        .exists()
    )


class PersonOrganizationFilter(OrganizationFilter):
    def condition(self, value):
        return Exists(lasting().filter(user=OuterRef("pk"), organization=value))


class PersonRoleFilter(ChoiceFilter):
    title, parameter_name = "роль", "role"
    everything = "Все роли"

    def lookups(self, request, model_admin):
        self.organizations = model_admin.organization_ids(request)
        return role_choices(*model_admin.organizations(request))

    def condition(self, value):
        return Exists(
            lasting().filter(user=OuterRef("pk"), role=value, organization__in=self.organizations)
        )


def restricted(link):
    return "есть ограничение" if link.is_restricted else ""


def card_rows(user, organizations):
    """Where the learner's cards are printed and revoked: ``[(link, state)]``."""
    places = [
        row
        for row in user.roles_here
        if row.organization_id in organizations and row.role == Role.LEARNER
    ]
    for row in places:
        row.unit.organization = row.organization
    return [
        (
            format_html(
                '<a href="{}">{}</a>',
                reverse("memberships:card_list", args=[row.organization.slug, row.unit_id]),
                row.unit,
            ),
            "действует" if user.has_card else "нет",
        )
        for row in places
        if are_offered(row.unit)
    ]


@admin.register(User)
class UserAdmin(RegisterAdmin):
    intro = "Все, кто сегодня состоит в организации хотя бы в одной роли."
    search_paths = ("search_name",)
    plain_paths = ("email", "login")
    search_help_text = "Имя, почта или телефон"
    list_display = ("full_name", "roles", "contact", "account")
    list_filter = (PersonOrganizationFilter, PersonRoleFilter)
    facts = ("surname", "given_name", "patronymic", "email", "phone_text", "login", "account")
    verbs = (
        Verb(
            "profile",
            "Изменить имя",
            MANAGE,
            PersonForm,
            applies=lambda user: not user.is_superuser,
            submit="Сохранить",
            explanation="Почту, телефон и имя для входа каждый меняет сам, в своём профиле.",
        ),
    )

    # --- Whose people ----------------------------------------------------------------------------

    def of_organizations(self, request, rows):
        here = lasting().filter(organization__in=self.organization_ids(request))
        return rows.filter(pk__in=here.values("user"))

    def get_queryset(self, request):
        roles = lasting().select_related("organization", "unit__school_year")
        if not request.user.is_superuser:
            roles = roles.filter(organization__in=self.organization_ids(request))
        return (
            super()
            .get_queryset(request)
            .annotate(has_card=Exists(SignInCard.objects.in_force().filter(user=OuterRef("pk"))))
            .prefetch_related(Prefetch("memberships", queryset=roles, to_attr="roles_here"))
        )

    def get_search_results(self, request, queryset, search_term):
        """A phone is found however it is written."""
        if phone := phone_form(search_term[:LONGEST_SEARCH]):
            return queryset.filter(phone=phone), False
        digits = "".join(sign for sign in search_term if sign.isdigit())[:15]
        if len(digits) >= LEAST_DIGITS and not any(sign.isalpha() for sign in search_term):
            return queryset.filter(phone__contains=digits), False
        return super().get_search_results(request, queryset, search_term)

    def organization_of(self, request, obj):
        """The one of one's own organizations that knows the person; rights are asked there."""
        deciding = self.organization_ids(request, MANAGE)
        here = [row.organization for row in obj.roles_here]
        return next((row for row in here if row.pk in deciding), here[0] if here else None)

    def may(self, request, right, obj):
        known = {row.organization_id for row in obj.roles_here}
        return bool(known & self.organization_ids(request, right))

    def has_view_permission(self, request, obj=None):
        if obj is None or request.user.is_superuser:
            return super().has_view_permission(request)
        own = self.organization_ids(request)
        return lasting().filter(user=obj, organization__in=own).exists()

    def known_actors(self, request):
        """Another school may have changed the same person; its people are not named here."""
        if request.user.is_superuser:
            return None
        here = lasting().filter(organization__in=self.organization_ids(request))
        return set(here.values_list("user_id", flat=True))

    # --- Verbs and facts -------------------------------------------------------------------------

    def do_profile(self, request, user, **fields):
        changed = {name: value for name, value in fields.items() if getattr(user, name) != value}
        if not changed:
            return "Ничего не изменилось."
        user = services.change_profile(user=user, by=request.user, **changed)
        return f"Сохранено: {user.full_name}."

    def panels(self, request, obj):
        own = self.organization_ids(request)
        roles = [
            (self.link_to(request, row, row.role_label), self._where(row)) for row in obj.roles_here
        ]
        links = FamilyLink.objects.current().filter(organization__in=own)
        children = links.filter(parent=obj).select_related("child")
        parents = links.filter(child=obj).select_related("parent")
        found = [
            ("Роли", roles),
            (
                "Дети",
                [
                    (self.link_to(request, row, row.child.full_name), restricted(row))
                    for row in children
                ],
            ),
            (
                "Родители",
                [
                    (self.link_to(request, row, row.parent.full_name), restricted(row))
                    for row in parents
                ],
            ),
            ("Карточка для входа", card_rows(obj, own)),
        ]
        return [(title, rows) for title, rows in found if rows]

    def _where(self, membership):
        parts = [membership.post, membership.unit and str(membership.unit), period(membership)]
        return ", ".join(filter(None, parts)) + f" · {membership.organization}"

    @display(description="человек", ordering="search_name")
    def full_name(self, obj):
        return obj.full_name

    @display(description="роли")
    def roles(self, obj):
        return "; ".join(
            f"{row.role_label}{f', {row.unit}' if row.role == 'learner' else ''}"
            for row in obj.roles_here
        )

    @display(description="контакты")
    def contact(self, obj):
        return ", ".join(contacts(obj))

    @display(description="телефон")
    def phone_text(self, obj):
        return phone(obj.phone)

    @display(description="учётная запись")
    def account(self, obj):
        if obj.has_account:
            return "есть"
        return "по карточке" if obj.has_card else "нет"
