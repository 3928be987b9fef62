"""What is asked of who issues a link and of who comes through one."""

import uuid

from django import forms
from django.core.validators import MaxValueValidator

from invitations.services import MOST_USES
from invitations.terms import end_after, longest_text, usual_days
from memberships import link_chats
from memberships.applicants import forms as joining
from memberships.roles import STAFF_ROLES, Role, role_label, roles_by_link


class TermField(forms.IntegerField):
    """A number of days; the form tells it whose longest term holds (`narrow_to`)."""

    def __init__(self, **kwargs):
        number = forms.NumberInput(attrs={"inputmode": "numeric"})
        super().__init__(min_value=1, widget=number, **kwargs)

    def narrow_to(self, organization):
        longest = organization.longest_link_days
        # Beside the one of a plain IntegerField, whose maximum is fixed.
        self.validators.append(MaxValueValidator(longest))
        self.widget.attrs["max"] = longest
        self.initial = usual_days(organization)
        self.help_text = f"Не больше {longest_text(organization)}."


class ChatsField(forms.TypedMultipleChoiceField):
    """Chats besides the unit; only there where the issuer leads some (`memberships.link_chats`)."""

    def __init__(self, **kwargs):
        super().__init__(
            label="Сразу добавить и в чаты",
            help_text="Кого примут по этой ссылке, тот окажется и в них. Остальные чаты — по роли.",
            required=False,
            coerce=int,
            widget=forms.CheckboxSelectMultiple,
            **kwargs,
        )


class IssueForm(forms.Form):
    """A link into one unit: role, term in days, uses, chats, a note for oneself."""

    role = forms.ChoiceField(label="Кого приглашаем", widget=forms.RadioSelect)
    days = TermField(label="Сколько дней действует")
    max_uses = forms.IntegerField(
        label="Сколько человек могут войти",
        min_value=1,
        max_value=MOST_USES,
        initial=30,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    chats = ChatsField()
    note = forms.CharField(
        label="Пометка для себя",
        max_length=200,
        required=False,
        help_text="Её увидит и администратор в заявках.",
    )

    form_key = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)

    def __init__(self, *args, unit, by, **kwargs):
        super().__init__(*args, **kwargs)
        offered = link_chats.choices(by=by, organization=unit.organization, unit=unit)
        if offered:
            self.fields["chats"].choices = offered
        else:
            del self.fields["chats"]
        self.organization = unit.organization
        self.fields["days"].narrow_to(unit.organization)
        roles = roles_by_link(unit)
        self.fields["role"].choices = [
            (str(role), role_label(unit.organization, role)) for role in roles
        ]
        self.fields["role"].initial = str(roles[-1] if len(roles) < 3 else Role.TEACHER)

    def terms(self):
        """The cleaned choice as `services.issue_invitation` takes it."""
        return {
            "role": Role(self.cleaned_data["role"]),
            "expires_at": end_after(self.organization, self.cleaned_data["days"]),
            "max_uses": self.cleaned_data["max_uses"],
            "note": self.cleaned_data["note"],
            "chats": self.cleaned_data.get("chats", []),
            "form_key": self.cleaned_data["form_key"],
        }


class SlipsForm(forms.Form):
    days = TermField(label="Сколько дней действуют")

    def __init__(self, *args, organization, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["days"].narrow_to(organization)


class FromLink:
    """The link says which role and unit, and a personal one which child."""

    def __init__(self, *args, invitation, **kwargs):
        super().__init__(
            *args,
            role=invitation.role,
            unit=invitation.unit,
            knows_child=invitation.child_id is not None,
            **kwargs,
        )
        if invitation.role in STAFF_ROLES and invitation.entry_id is not None:
            self.fields["post"].initial = invitation.entry.post


class JoinForm(FromLink, joining.JoinForm):
    """What a request needs beyond the link."""


class RegisterAndJoinForm(FromLink, joining.RegisterAndJoinForm):
    """A new account and the request in one form."""
