"""The findings on a text: each with its place, and where it is put right."""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from django.urls import reverse
from django.utils import timezone

from regulations.checking.elsewhere import (
    other_journals,
    other_organizations,
    other_platforms,
)
from regulations.checking.finding import Finding
from regulations.checking.words import (
    dead_references,
    foreign_words,
    not_said,
    repealed_acts,
)
from regulations.living.amending import successor_of
from regulations.models import DocumentVersion, LegalBasis

#: A long text would repeat one finding on every page.
MOST_OF_A_KIND = 10
CORRECT_CHANGES = "Исправить изменения"


def written_for_others(organization, sections):
    """(number, sentence) for what a text says that was written for a neighbour."""
    names = (organization.full_name, organization.short_name, organization.head_post)
    platforms = organization.platforms.exclude(ends_on__lte=timezone.localdate())
    own = list(platforms.values_list("name", flat=True))
    told = [
        (other_organizations(sections, names), "названа другая организация: {}."),
        (other_journals(sections, organization.ejournal), "назван чужой журнал: {}."),
        (other_platforms(sections, own), "названо приложение, которого у вас нет: {}."),
    ]
    return [
        (number, text.format(name))
        for found, text in told
        for number, name in islice(found, MOST_OF_A_KIND)
    ]


@dataclass
class TextCheck:
    """A text to be looked through: of a draft, or of a version with changes.

    ``listed`` are the ids of its legal bases, ``page`` is where it can be read. Of a draft ``rows``
    are what the editor opens: ``{(whether it is a section, key): id}``; without them the cure is
    to correct the changes on their page.
    """

    version: DocumentVersion
    sections: list
    listed: set[int]
    page: str
    rows: dict = field(default_factory=dict)

    def findings(self):
        organization, sections = self.version.organization, self.sections
        found = [Finding(text, **self._cure_of_silence()) for text in not_said(sections)]
        found += self._bases()
        names = (organization.full_name, organization.short_name, organization.head_post)
        foreign = list(foreign_words(sections, organization.kind, names))
        found += [
            self.at(number, f"слово «{word}» — из организаций другого вида.")
            for number, word in foreign[:MOST_OF_A_KIND]
        ]
        of_others = written_for_others(organization, sections)
        found += [self.at(number, text) for number, text in of_others]
        dead = list(dead_references(sections))
        found += [
            self.at(number, f"ссылка «{reference}» никуда не ведёт.")
            for number, reference in dead[:MOST_OF_A_KIND]
        ]
        return found

    def at(self, number, text):
        if not self.rows:
            return Finding(text, f"п. {number}", self.page, CORRECT_CHANGES, self.page)
        pk = self._row_of(number)
        editor = self._address("draft_edit")
        return Finding(
            text,
            f"п. {number}",
            f"{self.page}#p{number}",
            f"Открыть п. {number} в редакторе",
            f"{editor}?clause={pk}#c{pk}",
        )

    def _row_of(self, number):
        """What is edited there: a line of a list that the portal makes belongs to its clause."""
        while number:
            if (pk := self.rows.get(self.places.get(number))) is not None:
                return pk
            number = number.rpartition(".")[0]
        return None

    @cached_property
    def places(self):
        """Number → ``(whether it is a section, key)``, in the order of the text."""
        keys = {section.number: (True, section.key) for section in self.sections}
        for section in self.sections:
            for clause in section.clauses:
                keys |= {part.number: (False, part.key) for part in (clause, *clause.subclauses)}
        return keys

    def _cure_of_silence(self):
        if not self.rows:
            return {"cure_label": CORRECT_CHANGES, "cure_url": self.page}
        url = self._address("draft_library")
        return {"cure_label": "Добавить пункт из библиотеки", "cure_url": url}

    def _address(self, name):
        return reverse(f"regulations:{name}", args=[self.version.organization.slug])

    def _bases(self):
        repealed = [
            act
            for act in LegalBasis.objects.select_related("replaced_by")
            if act.status != LegalBasis.Status.IN_FORCE
        ]
        found = [self._listed(act) for act in repealed if act.pk in self.listed]
        for number, act in list(repealed_acts(self.sections, repealed))[:MOST_OF_A_KIND]:
            if act.pk not in self.listed:
                found.append(self.at(number, f"назван акт, который больше не действует: {act}."))
        return found

    def _listed(self, act):
        text = f"Основание больше не действует: {act}."
        if not self.rows:
            return Finding(text, cure_label=CORRECT_CHANGES, cure_url=self.page)
        heir = successor_of(act)
        return Finding(
            text,
            cure_label=f"Заменить на {heir}" if heir else "Убрать из перечня",
            cure_url=reverse(
                "regulations:basis_replace", args=[self.version.organization.slug, act.pk]
            ),
            cure_posts=True,
        )
