"""What the document is called, and the features that the organization has."""

from django import forms

from regulations import library
from regulations.models import DocumentVersion


class FormOfDocument(forms.Form):
    act = forms.ChoiceField(
        label="Как называется документ", choices=DocumentVersion.Act, widget=forms.RadioSelect
    )

    def __init__(self, version, data=None):
        super().__init__(data, initial={"act": version.act})
        own = version.organization.profile.features
        labels = library.document()["features"]
        self.asked = [name for name in labels if name in own]
        for name in self.asked:
            label = version.organization.words.format(labels[name])
            self.fields[name] = forms.BooleanField(label=label, required=False)
            self.initial[name] = version.features.get(name, True)

    def answers(self):
        """The arguments of `services.choose_form`."""
        features = {name: self.cleaned_data[name] for name in self.asked}
        return {"act": self.cleaned_data["act"], "features": features}
