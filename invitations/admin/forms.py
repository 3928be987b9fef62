"""What is asked when a link is issued or annulled in the admin."""

import uuid
from datetime import timedelta

from django import forms
from django.db.models import F
from django.utils import timezone

from invitations import services
from invitations.forms import ChatsField
from invitations.terms import end_of_day, longest_term, longest_text, usual_days
from memberships import link_chats
from memberships.roles import Role, role_label, roles_by_link
from organizations.models import Unit
from sferum_portal.lib.admin.forms import AdminForm, DateField


class TermForm(AdminForm):
    """The last day of a link, within the organization's own longest term."""

    last_day = DateField(label="Действует по (включительно)")

    def prepare(self):
        usual = timedelta(days=usual_days(self.organization))
        self.fields["last_day"].initial = timezone.localdate() + usual
        self.fields["last_day"].help_text = f"Не дольше {longest_text(self.organization)}."

    def clean(self):
        """``expires_at``: the midnight that ends the day, in the portal's time."""
        cleaned = super().clean()
        if last_day := cleaned.pop("last_day", None):
            cleaned["expires_at"] = end_of_day(self.organization, last_day)
            if last_day > timezone.localdate() + longest_term(self.organization):
                longest = longest_text(self.organization)
                self.add_error("last_day", f"Слишком далеко: ссылка живёт не дольше {longest}.")
        return cleaned


class InvitationForm(TermForm):
    """Into which unit in which role, as one choice: not every role suits every unit."""

    place = forms.ChoiceField(label="Куда и кем")
    max_uses = forms.IntegerField(
        label="Сколько раз можно использовать",
        min_value=1,
        max_value=services.MOST_USES,
        initial=30,
        help_text="Каждый человек использует ссылку один раз.",
    )
    chats = ChatsField()
    note = forms.CharField(
        label="Пометка для себя",
        max_length=200,
        required=False,
        help_text="Её видно в заявках: например, «родительское собрание 12 сентября».",
    )

    form_key = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)

    field_order = ["place", "last_day"]

    def prepare(self):
        super().prepare()
        offered = link_chats.choices(by=self.by, organization=self.organization)
        if offered:
            self.fields["chats"].choices = offered
        else:
            del self.fields["chats"]
        units = Unit.objects.not_over().filter(organization=self.organization)
        units = units.select_related("organization", "school_year")
        # «Сотрудники» first, a coming year last; where an empty year sorts is the database's taste.
        order = F("school_year__starts_on").asc(nulls_first=True)
        self.units = {unit.pk: unit for unit in units.order_by(order, "grade", "name")}
        self.fields["place"].choices = [("", "—")] + [
            (
                unit.dated_name,
                [
                    (
                        f"{unit.pk}:{role}",
                        f"{unit.dated_name} — {role_label(self.organization, role).lower()}",
                    )
                    for role in roles_by_link(unit)
                ],
            )
            for unit in self.units.values()
        ]

    def clean(self):
        cleaned = super().clean()
        if place := cleaned.pop("place", None):
            unit_id, role = place.split(":")
            cleaned |= {"unit": self.units[int(unit_id)], "role": Role(role)}
        return cleaned


class RevokeForm(AdminForm):
    reason = forms.CharField(
        label="Причина", max_length=300, initial="Ссылка больше не нужна", required=False
    )


class PersonalLinkForm(TermForm):
    """For one person of the roster; as what staff are invited the roster does not say."""

    role = forms.ChoiceField(label="В роли")
    note = forms.CharField(label="Пометка для себя", max_length=200, required=False)

    field_order = ["role", "last_day", "note"]

    def prepare(self):
        super().prepare()
        roles = services.roles_of(self.row)
        self.fields["role"].choices = [
            (role.value, role_label(self.organization, role)) for role in roles
        ]
        if len(roles) == 1:
            self.fields["role"].widget = forms.HiddenInput()
            self.fields["role"].initial = roles[0]

    def clean(self):
        cleaned = super().clean()
        if role := cleaned.get("role"):
            cleaned["role"] = Role(role)
        return cleaned
