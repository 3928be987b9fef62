"""What is asked of who issues a link and of who comes through one."""

import uuid

from django import forms
from django.core.validators import MaxValueValidator

from accounts.forms import RegistrationForm
from invitations.services import MOST_USES, roles_for
from invitations.terms import end_after, longest_text, usual_days
from memberships.roles import STAFF_ROLES, Role, role_label
from sferum_portal.lib.forms import NameField


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


class IssueForm(forms.Form):
    """A link into one unit: role, term in days, uses, a note for oneself."""

    role = forms.ChoiceField(label="Кого приглашаем", widget=forms.RadioSelect)
    days = TermField(label="Сколько дней действует")
    max_uses = forms.IntegerField(
        label="Сколько человек могут войти",
        min_value=1,
        max_value=MOST_USES,
        initial=30,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    note = forms.CharField(
        label="Пометка для себя",
        max_length=200,
        required=False,
        help_text="Её увидит и администратор в заявках.",
    )

    form_key = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)

    def __init__(self, *args, unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.organization = unit.organization
        self.fields["days"].narrow_to(unit.organization)
        roles = roles_for(unit)
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
            "form_key": self.cleaned_data["form_key"],
        }


class SlipsForm(forms.Form):
    days = TermField(label="Сколько дней действуют")

    def __init__(self, *args, organization, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["days"].narrow_to(organization)


class JoinForm(forms.Form):
    """What a request needs beyond the link: a parent names the child, staff the post."""

    child_surname = NameField(label="Фамилия ребёнка")
    child_given_name = NameField(label="Имя ребёнка")
    post = forms.CharField(
        label="Должность", max_length=150, help_text="Так, как она названа в приказе."
    )

    def __init__(self, *args, invitation, **kwargs):
        super().__init__(*args, **kwargs)
        if invitation.role != Role.PARENT or invitation.child_id is not None:
            del self.fields["child_surname"], self.fields["child_given_name"]
        if invitation.role not in STAFF_ROLES:
            del self.fields["post"]
        elif invitation.entry_id is not None:
            self.fields["post"].initial = invitation.entry.post


class RegisterAndJoinForm(RegistrationForm, JoinForm):
    """A new account and the request in one form, for this role only."""

    field_order = [
        "child_surname",
        "child_given_name",
        "surname",
        "given_name",
        "patronymic",
        "post",
        "email",
        "phone",
        "login",
        "password",
    ]

    def particulars(self):
        """What the request takes besides the account."""
        names = ("child_surname", "child_given_name", "post")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
