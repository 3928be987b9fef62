"""What only those are asked who keep the lists."""

from sferum_portal.lib.admin.forms import AdminForm
from sferum_portal.lib.forms import NameField


class EnterChildForm(AdminForm):
    """A child who is missing in the unit's list; the names come from the parent's request."""

    surname = NameField(label="Фамилия")
    given_name = NameField(label="Имя")
    patronymic = NameField(label="Отчество", required=False)

    def prepare(self):
        self.initial = {
            "surname": self.row.child_surname,
            "given_name": self.row.child_given_name,
        }
