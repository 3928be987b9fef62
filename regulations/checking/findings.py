"""The findings on a draft before its approval: what stops it, and what needs a reason."""

from dataclasses import dataclass

from django.urls import reverse

from regulations.checking.words import (
    dead_references,
    foreign_words,
    not_said,
    repealed_acts,
)
from regulations.facts import missing_approvals, missing_facts
from regulations.living.amending import successor_of
from regulations.models import LegalBasis
from regulations.printing import draft_sections
from sferum_portal.lib.errors import DomainError

#: A long text would repeat one finding on every page.
MOST_OF_A_KIND = 10


@dataclass(frozen=True)
class Finding:
    """``stops``: there is no way on; else the person may go on with a reason."""

    text: str
    place: str = ""  # «п. 2.4»
    place_url: str = ""
    cure_label: str = ""
    cure_url: str = ""
    cure_posts: bool = False
    stops: bool = False

    @property
    def line(self):
        return f"{self.place}: {self.text}" if self.place else self.text


class UnsettledError(DomainError):
    """Findings are open, and nobody has said why to go on nevertheless."""

    def __init__(self, findings):
        self.findings = findings
        lines = " ".join(finding.line for finding in findings)
        super().__init__(f"Проверка нашла замечания. Исправьте их или назовите причину. {lines}")


def findings_of(version, order_date=None):
    """All findings on a draft, those that stop it first; a fixed number of queries."""
    stops = _stops(version)
    warnings = [] if any(f.stops and "facts" in f.cure_url for f in stops) else _warnings(version)
    return stops + _dates(version, order_date) + warnings


def _stops(version):
    slug = [version.organization.slug]
    pages = {
        "facts": reverse("regulations:draft_facts", args=slug),
        "approvals": reverse("regulations:draft_approvals", args=slug),
    }
    return [
        Finding(
            question.text,
            cure_label="Ответить",
            cure_url=pages.get(question.where, pages["facts"]),
            stops=True,
        )
        for question in missing_facts(version) + missing_approvals(version)
    ]


def _dates(version, order_date):
    """Protocols stand in any order among themselves, but none is later than the order."""
    if order_date is None:
        return []
    page = reverse("regulations:draft_approvals", args=[version.organization.slug])
    return [
        Finding(
            f"Протокол ({row.body_name}) от {row.protocol_date:%d.%m.%Y} позже приказа.",
            cure_label="Исправить дату",
            cure_url=page,
            stops=True,
        )
        for row in version.approvals.all()
        if row.protocol_date > order_date
    ]


def _warnings(version):
    organization, sections = version.organization, draft_sections(version)
    text_page = reverse("regulations:version_text", args=[organization.slug, version.number])

    def at(number, text, **cure):
        return Finding(text, f"п. {number}", f"{text_page}#p{number}", **cure)

    found = [
        Finding(text, cure_label="Открыть текст", cure_url=text_page) for text in not_said(sections)
    ]
    found += _bases(version, sections, at)
    names = (organization.full_name, organization.short_name, organization.head_post)
    foreign = list(foreign_words(sections, organization.kind, names))
    found += [
        at(number, f"слово «{word}» — из организаций другого вида.")
        for number, word in foreign[:MOST_OF_A_KIND]
    ]
    dead = list(dead_references(sections))
    found += [
        at(number, f"ссылка «{reference}» никуда не ведёт.")
        for number, reference in dead[:MOST_OF_A_KIND]
    ]
    return found


def _bases(version, sections, at):
    repealed = [
        act
        for act in LegalBasis.objects.select_related("replaced_by")
        if act.status != LegalBasis.Status.IN_FORCE
    ]
    listed = set(version.bases.values_list("basis_id", flat=True))
    found = []
    for act in repealed:
        if act.pk in listed:
            page = reverse("regulations:basis_replace", args=[version.organization.slug, act.pk])
            heir = successor_of(act)
            found.append(
                Finding(
                    f"Основание больше не действует: {act}.",
                    cure_label=f"Заменить на {heir}" if heir else "Убрать из перечня",
                    cure_url=page,
                    cure_posts=True,
                )
            )
    for number, act in list(repealed_acts(sections, repealed))[:MOST_OF_A_KIND]:
        if act.pk not in listed:
            found.append(at(number, f"назван акт, который больше не действует: {act}."))
    return found
