"""What a request to join asks of the person, by a link or without one."""

from django import forms
from django.utils.text import capfirst

from accounts.forms import RegistrationForm
from memberships.queries import units_to_apply_for
from memberships.roles import STAFF_ROLES, Role, role_label
from memberships.services.applicants import roles_to_apply_for
from memberships.services.codes import needs_parent
from sferum_portal.lib.forms import NameField, one_line_of_print

#: Django's own sentence repeats what was sent.
FROM_LIST = {"invalid_choice": "Выберите из того, что предложено."}


class LowerEmailField(forms.EmailField):
    """One spelling of one address, as accounts store it."""

    def clean(self, value):
        return super().clean(value).lower()


class ParentEmailField(LowerEmailField):
    def __init__(self, **kwargs):
        super().__init__(
            label="Эл. почта родителя",
            max_length=254,
            help_text="На неё придёт код из шести цифр: его нужно ввести, чтобы подать заявку.",
            **kwargs,
        )


class JoinForm(forms.Form):
    """What a request needs of this role: a parent names the child, staff the post, a pupil of the
    first grades a parent's e-mail. ``knows_child``: a personal link has named the child.
    """

    child_surname = NameField(label="Фамилия ребёнка")
    child_given_name = NameField(label="Имя ребёнка")
    post = forms.CharField(
        label="Должность",
        max_length=150,
        help_text="Так, как она названа в приказе.",
        validators=[one_line_of_print],
    )
    parent_email = ParentEmailField()

    def __init__(self, *args, role, unit, knows_child=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.needs_parent = needs_parent(role, unit)
        if role != Role.PARENT or knows_child:
            del self.fields["child_surname"], self.fields["child_given_name"]
        if role not in STAFF_ROLES:
            del self.fields["post"]
        if not self.needs_parent:
            del self.fields["parent_email"]

    def particulars(self):
        """What the request takes besides the account."""
        names = ("child_surname", "child_given_name", "post", "parent_email")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class RegisterAndJoinForm(RegistrationForm, JoinForm):
    """A new account and the request in one form, for this role only.

    A pupil of the first grades signs in by a login name: the e-mail is the parent's, who has or
    will have an account of their own.
    """

    field_order = [
        "child_surname",
        "child_given_name",
        "surname",
        "given_name",
        "patronymic",
        "post",
        "email",
        "phone",
        "parent_email",
        "login",
        "password",
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.needs_parent:
            del self.fields["email"], self.fields["phone"]
            self.fields["login"].required = True
            self.fields["login"].help_text = "От 3 латинских букв и цифр. Запишите его вместе "
            self.fields["login"].help_text += "с паролем: по ним входят на портал."

    def identity(self):
        names = "surname given_name patronymic email phone login".split()
        return {name: self.cleaned_data.get(name) for name in names}


class PlaceForm(forms.Form):
    """«Я из этой организации»: as whom, and where; staff need no unit."""

    # Staff leave the unit open: the browser must not insist on it.
    use_required_attribute = False

    role = forms.ChoiceField(label="Кто вы", widget=forms.RadioSelect, error_messages=FROM_LIST)
    unit = forms.ChoiceField(error_messages=dict(FROM_LIST))

    def __init__(self, *args, organization, **kwargs):
        super().__init__(*args, **kwargs)
        units = units_to_apply_for(organization)
        self.staff_unit = next(unit for unit in units if unit.kind == unit.STAFF)
        self.units = {str(unit.pk): unit for unit in units if unit != self.staff_unit}
        self.family_roles = roles_to_apply_for(next(iter(self.units.values()))) if units[1:] else []
        roles = [*self.family_roles, *roles_to_apply_for(self.staff_unit)]
        self.fields["role"].choices = [
            (role.value, capfirst(role_label(organization, role))) for role in roles
        ]
        words = organization.words
        self.fields["unit"].label = words["Unit"]
        self.fields["unit"].help_text = words.format("{Staff_member.pl_dat} выбирать не нужно.")
        named = [(pk, unit.dated_name) for pk, unit in self.units.items()]
        self.fields["unit"].choices = [("", "—"), *named]
        self.fields["unit"].required = not self.is_bound or self.data["role"] in self.family_roles
        self.fields["unit"].error_messages["required"] = words.format("Выберите {unit.acc}.")
        if not self.units:
            del self.fields["unit"]

    def clean(self):
        cleaned = super().clean()
        is_family = cleaned.get("role") in self.family_roles
        cleaned["unit"] = self.units.get(cleaned.get("unit")) if is_family else self.staff_unit
        return cleaned


class CodeForm(forms.Form):
    """The private code of a request, typed from paper."""

    code = forms.CharField(
        label="Код заявки",
        max_length=40,
        help_text="Например, K7MP-3XQ9-TT4D; пробелы и строчные буквы не мешают.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class ParentCodeForm(forms.Form):
    parent_code = forms.RegexField(
        r"^\s*(?:[0-9]\s*){6}$",
        label="Код из письма",
        max_length=20,
        help_text="Шесть цифр. Код действует полчаса.",
        error_messages={"invalid": "В коде шесть цифр."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def clean_parent_code(self):
        return "".join(self.cleaned_data["parent_code"].split())


class ParentEmailForm(forms.Form):
    parent_email = ParentEmailField()
