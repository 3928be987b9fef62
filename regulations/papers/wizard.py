"""What the package still has to be told, as one form of several parts."""

from regulations.facts import missing_approvals, missing_facts
from regulations.forms import ApprovalsForm, FactsForm
from regulations.papers.dates import contradictions
from regulations.papers.forms import ContactsForm, PaperForm


class Wizard:
    """Asked is what is missing; numbers, dates and contacts that are known can be corrected until
    they are approved. Whatever is not known yet may stay empty.
    """

    def __init__(self, package, data=None):
        self.package = package
        self.facts = self.approvals = None
        regulation = package.regulation
        if regulation and regulation.is_draft:
            if questions := missing_facts(regulation):
                self.facts = FactsForm(regulation, questions, data, lenient=True)
            self.approvals = ApprovalsForm(regulation, data)
            self.lacks_approvals = bool(missing_approvals(regulation))
        self.contacts = ContactsForm(package.organization, data) if package.drafts else None
        forms = [
            PaperForm(item.version, package.facts.beside(item.version), data, prefixed=True)
            for item in package.drafts
            if not item.is_regulation
        ]
        self.papers = [form for form in forms if form.asked() or form.known()]

    @property
    def parts(self):
        single = [form for form in (self.facts, self.contacts, self.approvals) if form]
        return [*single, *self.papers]

    @property
    def asks(self):
        """Whether anything is missing."""
        return bool(
            self.facts
            or (self.contacts and self.contacts.asked())
            or (self.approvals and self.lacks_approvals)
            or any(form.waits for form in self.papers)
        )

    @property
    def welcomes(self):
        """Whether something may be said that nothing waits for."""
        return any(form.asked() and not form.waits for form in self.papers)

    @property
    def wrong_minutes(self):
        """Whether an error stands where something is only welcome."""
        return any(
            field.errors
            for form in self.papers
            if not form.waits
            for group in form.asked()
            for field in group
        )

    @property
    def knows(self):
        """Whether there is anything to correct."""
        return bool(
            (self.contacts and self.contacts.known())
            or (self.approvals and self.approvals.groups() and not self.lacks_approvals)
            or any(form.known() for form in self.papers)
        )

    @property
    def wrong(self):
        """Whether an error stands in a part that is folded up."""
        known = [field for form in self.papers for group in form.known() for field in group]
        known += self.contacts.known() if self.contacts else []
        return any(field.errors for field in known) or bool(
            self.approvals and not self.lacks_approvals and self.approvals.errors
        )

    def is_valid(self):
        """All parts are checked, so that all errors are shown at once."""
        valid = [form.is_valid() for form in self.parts]
        return all(valid) and not self._disagree()

    def _disagree(self):
        """Note the dates of all parts that disagree, each beside the field that is there."""
        days = {form.kind.code: form.cleaned_data.get("date") for form in self.papers}
        days = {code: day for code, day in days.items() if day}
        numbers = {
            form.kind.code: form.cleaned_data["number"]
            for form in self.papers
            if "number" in form.cleaned_data
        }
        found = contradictions(self.package.facts, days, self._protocols(), numbers)
        forms = {form.kind.code: form for form in self.papers}
        for each in found:
            if each.paper in forms:
                forms[each.paper].add_error(each.field, each.text)
            else:
                field = f"{each.act}-date"
                self.approvals.add_error(
                    field if field in self.approvals.fields else None, each.text
                )
        return found

    def _protocols(self):
        return {body: day for body, (_, day) in self._decisions().items()}

    def answers(self):
        """As `services.answer_package` takes them."""
        return {
            "answers": self.facts.answers() if self.facts else None,
            "decisions": self._decisions(),
            "contacts": self.contacts.contacts() if self.contacts else None,
            "papers": {form.kind.code: form.facts() for form in self.papers},
        }

    def _decisions(self):
        """Noted as far as they are known: one left empty here is not taken back."""
        decisions = self.approvals.decisions() if self.approvals else {}
        return {body: decision for body, decision in decisions.items() if decision}
