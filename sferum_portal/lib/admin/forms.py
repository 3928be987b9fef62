"""Forms of the admin: they know whose organization they are for, and look the same."""

from django import forms
from django.core.exceptions import ValidationError

from sferum_portal.lib.forms import LinesField


class AdminForm(forms.Form):
    """A form for one organization; ``row`` is the register's row that it is about, if any.

    Subclasses narrow their querysets and choices to ``self.organization`` in `prepare`. Labels and
    helps may hold words of the organization's kind: «{Unit}».
    """

    #: A sentence above the fields: why some of them are not there.
    notice = ""
    #: What the form is about, below its fields: ``[(text, remark)]`` under a title.
    panel, panel_title = (), ""

    def __init__(self, *args, organization=None, row=None, by=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.organization, self.row, self.by = organization, row, by
        self.prepare()
        for field in self.fields.values():
            _dress(field)
            if organization is not None:
                field.label = organization.words.format(str(field.label))
                field.help_text = organization.words.format(str(field.help_text))

    def prepare(self):
        """Called once the form knows its organization."""


class AnswerButtons(forms.RadioSelect):
    """Each choice is a button that sends the whole form: one press instead of two."""

    sends = True


class DateField(forms.DateField):
    """The browser's own calendar; it needs no script."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    earliest = 1990

    def __init__(self, **kwargs):
        super().__init__(input_formats=["%Y-%m-%d", "%d.%m.%Y"], **kwargs)

    def to_python(self, value):
        date = super().to_python(value)
        if date is not None and not self.earliest <= date.year <= 2100:
            raise ValidationError("Проверьте год.")
        return date


class ReasonField(LinesField):
    """Why something is done; it stays in the history."""

    def __init__(self, *, label="Причина", max_length=300, **kwargs):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(label=label, max_length=max_length, **kwargs)


class ReasonForm(AdminForm):
    reason = ReasonField()


def whole_numbers(values):
    """The ids among what a form sent; anything else is passed over."""
    return [
        int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 19
    ]


def _dress(field):
    widget = field.widget
    if isinstance(widget, (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return
    kind = "select" if isinstance(widget, forms.Select) else "input"
    widget.attrs["class"] = " ".join(filter(None, [widget.attrs.get("class"), f"form-{kind}"]))
