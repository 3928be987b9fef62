"""Filters and form fields that several registers of this app use."""

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone

from memberships.models import JoinRequest, Membership
from memberships.roles import Role, role_label
from sferum_portal.lib.admin.filters import ChoiceFilter


class RoleFilter(ChoiceFilter):
    """Roles in the words of the organizations, where all are of one kind."""

    title, parameter_name = "роль", "role"
    everything = "Все роли"

    def lookups(self, request, model_admin):
        return role_choices(*model_admin.organizations(request))


class PersonField(forms.CharField):
    """A person of the organization, found by the whole e-mail, phone or login name.

    Cleans to the user. Whoever neither belongs to the organization nor asks to join it now comes
    by an invitation, of their own will: nobody is found here, whether or not they have an account.
    Only the operator finds everybody, to appoint the first administrator.
    """

    default_error_messages = {
        "unknown": "Среди тех, кто состоит или просится в организацию, такого человека нет. "
        "Пришлите ему приглашение.",
    }
    organization = None

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", "Целиком: почта, телефон или имя для входа.")
        super().__init__(max_length=254, **kwargs)

    def narrow_to(self, organization, by):
        self.organization = None if by.is_superuser else organization

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        people = get_user_model().objects.by_identifier(text)
        if self.organization is not None:
            lasting = Membership.objects.beyond(timezone.localdate())
            pending = JoinRequest.objects.pending()
            people = people.filter(
                Q(memberships__in=lasting.filter(organization=self.organization))
                | Q(join_requests__in=pending.filter(organization=self.organization))
            )
        user = people.first()
        if user is None:
            raise forms.ValidationError(self.error_messages["unknown"])
        return user


class MembershipField(forms.ModelChoiceField):
    """Somebody of the organization, as «Иванова Анна Петровна — учитель, математика»."""

    def __init__(self, **kwargs):
        super().__init__(queryset=Membership.objects.none(), **kwargs)

    def offer(self, organization, roles):
        self.queryset = (
            Membership.objects.current()
            .filter(organization=organization, role__in=roles)
            .select_related("user", "organization", "unit")
        )

    def label_from_instance(self, membership):
        role = membership.role_label.lower()
        repeats = membership.post.lower() in ("", role)
        post = "" if repeats else f", {membership.post}"
        return f"{membership.user.full_name} — {role}{post}"


def role_choices(*organizations):
    """In the words of the organizations' kind; of several kinds, in those that suit every one."""
    if len({organization.kind for organization in organizations}) == 1:
        return [(role.value, role_label(organizations[0], role)) for role in Role]
    return list(Role.choices)
