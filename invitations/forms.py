"""What is asked of who issues a link and of who comes through one."""

import uuid
from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone

from accounts.forms import RegistrationForm
from invitations.services import LONGEST_TERM, MOST_USES, roles_for
from memberships import link_chats
from memberships.roles import STAFF_ROLES, Role, role_label
from sferum_portal.lib.forms import NameField

DEFAULT_TERM_DAYS = 14


def end_of_day(days):
    """The midnight that ends the day so many days from now, or the longest term if that is less."""
    last = timezone.localdate() + timedelta(days=days + 1)
    midnight = timezone.make_aware(datetime.combine(last, time.min))
    return min(midnight, timezone.now() + LONGEST_TERM)


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
    days = forms.IntegerField(
        label="Сколько дней действует",
        min_value=1,
        max_value=LONGEST_TERM.days,
        initial=DEFAULT_TERM_DAYS,
        help_text=f"Не больше {LONGEST_TERM.days} дней.",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
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
        roles = roles_for(unit)
        self.fields["role"].choices = [
            (str(role), role_label(unit.organization, role)) for role in roles
        ]
        self.fields["role"].initial = str(roles[-1] if len(roles) < 3 else Role.TEACHER)

    def terms(self):
        """The cleaned choice as `services.issue_invitation` takes it."""
        return {
            "role": Role(self.cleaned_data["role"]),
            "expires_at": end_of_day(days=self.cleaned_data["days"]),
            "max_uses": self.cleaned_data["max_uses"],
            "note": self.cleaned_data["note"],
            "chats": self.cleaned_data.get("chats", []),
            "form_key": self.cleaned_data["form_key"],
        }


class SlipsForm(forms.Form):
    days = forms.IntegerField(
        label="Сколько дней действуют",
        min_value=1,
        max_value=LONGEST_TERM.days - 1,
        initial=DEFAULT_TERM_DAYS,
        help_text=f"Не больше {LONGEST_TERM.days - 1} дней.",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


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
