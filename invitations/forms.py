"""What is asked of who issues a link and of who comes through one."""

import uuid
from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone

from invitations.services import LONGEST_TERM, MOST_USES, roles_for
from memberships import link_chats
from memberships.applicants import forms as joining
from memberships.roles import Role, role_label

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


class JoinForm(FromLink, joining.JoinForm):
    """What a request needs beyond the link."""


class RegisterAndJoinForm(FromLink, joining.RegisterAndJoinForm):
    """A new account and the request in one form."""
