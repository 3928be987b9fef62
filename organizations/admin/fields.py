"""Form fields that several registers of this app and of those above use."""

from django import forms

from organizations.models import Unit


class UnitField(forms.ModelChoiceField):
    """A class or group of the present or a coming school year."""

    def __init__(self, **kwargs):
        super().__init__(queryset=Unit.objects.none(), **kwargs)

    def offer(self, organization):
        units = Unit.objects.not_over().filter(organization=organization)
        # Those of a coming year after all of the present one.
        self.queryset = units.exclude(kind=Unit.STAFF).order_by(
            "school_year__starts_on", "grade", "name"
        )

    def label_from_instance(self, unit):
        return unit.dated_name
