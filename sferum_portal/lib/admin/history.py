"""What has changed, in words instead of codes."""

from simple_history.template_utils import HistoricalRecordContextHelper

from sferum_portal.lib.admin.texts import DASH, day, moment


class RussianChanges(HistoricalRecordContextHelper):
    """Formats the changes that simple_history found between two states of a row.

    The register may say more of a column by ``history_text(obj, field_name, value)``, and silence
    columns by ``silent_columns``.
    """

    def __init__(self, register, record):
        super().__init__(register.model, record)
        self.register = register

    def context_for_delta_changes(self, delta):
        delta.changes = [
            change for change in delta.changes if change.field not in self.register.silent_columns
        ]
        return super().context_for_delta_changes(delta)

    def prepare_delta_change_value(self, change, value):
        field = self.model._meta.get_field(change.field)
        own = self.register.history_text(self.record, change.field, value)
        if own is not None:
            return own
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return "да" if value else "нет"
        if getattr(field, "flatchoices", None):
            return str(dict(field.flatchoices).get(value, DASH))
        if hasattr(value, "hour"):
            return moment(value)
        return day(value) if hasattr(value, "year") else value
