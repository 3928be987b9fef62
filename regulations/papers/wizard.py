"""What the package still has to be told, as one form of several parts."""

from regulations.facts import missing_approvals, missing_facts
from regulations.forms import ApprovalsForm, FactsForm
from regulations.papers.forms import ContactsForm, PaperForm


class Wizard:
    """Only the parts that lack something; nothing is asked that is known."""

    def __init__(self, package, data=None):
        self.facts = self.approvals = None
        regulation = package.regulation
        if regulation and regulation.is_draft:
            if questions := missing_facts(regulation):
                self.facts = FactsForm(regulation, questions, data)
            # Before the bodies are known nobody can say what they decided.
            if missing_approvals(regulation):
                self.approvals = ApprovalsForm(regulation, data)
        contacts = ContactsForm(package.organization, data)
        self.contacts = contacts if contacts.fields and not package.lacking else None
        forms = [
            PaperForm(item.version, package.facts.beside(item.version), data, prefixed=True)
            for item in package.drafts
            if not item.is_regulation
        ]
        self.papers = [form for form in forms if form.asked()]

    @property
    def parts(self):
        single = [form for form in (self.facts, self.contacts, self.approvals) if form]
        return [*single, *self.papers]

    def is_valid(self):
        """All parts are checked, so that all errors are shown at once."""
        valid = [form.is_valid() for form in self.parts]
        return all(valid)

    def answers(self):
        """As `services.answer_package` takes them."""
        return {
            "answers": self.facts.answers() if self.facts else None,
            "decisions": self._decisions(),
            "contacts": self.contacts.cleaned_data if self.contacts else None,
            "papers": {form.kind.code: form.facts() for form in self.papers},
        }

    def _decisions(self):
        """Noted as far as they are known: one left empty here is not taken back."""
        decisions = self.approvals.decisions() if self.approvals else {}
        return {body: decision for body, decision in decisions.items() if decision}
