"""What has changed between two states of a row, in words instead of codes."""

from django.core.exceptions import ObjectDoesNotExist
from django.utils.text import capfirst

from sferum_portal.lib.admin.texts import DASH, day, moment


def changes(register, newer, older):
    """``[{field, old, new}]`` for two historical rows of the register's model.

    simple_history's own comparison passes over columns that no form edits, and those are the very
    ones that verbs change.
    """
    return [
        {
            "field": capfirst(field.verbose_name),
            "old": _words(register, field, older),
            "new": _words(register, field, newer),
        }
        for field in newer.tracked_fields
        if field.name not in register.silent_columns
        and getattr(newer, field.attname) != getattr(older, field.attname)
    ]


def _words(register, field, record):
    try:
        value = getattr(record, field.name)
    except ObjectDoesNotExist:
        return DASH
    own = register.history_text(record, field.name, value)
    if own is not None:
        return own
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, DASH))
    if hasattr(value, "hour"):
        return moment(value)
    return day(value) if hasattr(value, "year") else str(value)
