"""The findings on a draft before its approval: what stops it, and what needs a reason."""

from collections import Counter
from dataclasses import dataclass

from django.urls import reverse

from regulations import contents
from regulations.amending.applying import apply_changes
from regulations.amendments import base_of, changes_of
from regulations.checking.words import (
    dead_references,
    foreign_words,
    not_said,
    repealed_acts,
)
from regulations.facts import missing_approvals, missing_facts
from regulations.living.amending import successor_of
from regulations.models import DocumentVersion, LegalBasis
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


def settle(version, findings, reason):
    """What the check found is either mended, or kept with the reason to go on.

    Raises UnsettledError; the version is not saved.
    """
    reason = " ".join(reason.split())
    if not findings:
        version.data.pop("accepted", None)
    elif not reason:
        raise UnsettledError(findings)
    else:
        lines = [finding.line for finding in findings]
        version.data = version.data | {"accepted": {"reason": reason, "findings": lines}}


def told_with_reason(version):
    """The addition to the history's reason; empty where nothing was found."""
    accepted = version.data.get("accepted")
    return f". С замечаниями: {accepted['reason']}" if accepted else ""


def findings_of(version, order_date=None):
    """All findings on a draft, those that stop it first; a fixed number of queries."""
    stops = _stops(version)
    warnings = [] if any(f.stops and "facts" in f.cure_url for f in stops) else _warnings(version)
    return stops + _dates(version, order_date) + warnings


def findings_of_changes(version):
    """What the changed regulation would have against it that the one in force has not.

    The act of changes is ``version``; none where its act is held elsewhere. Raises DomainError
    (`amending.applying.CannotApplyError`) for changes that cannot be carried in.
    """
    former = base_of(version)
    if former is None:
        return []
    before = contents.sections(former)
    _, after = apply_changes(former.title, before, changes_of(version))
    page = reverse("regulations:amendment", args=[version.organization.slug, version.pk])
    listed = set(former.bases.values_list("basis_id", flat=True))
    chosen = version.data.get("bases")
    known = Counter(each.text for each in _Text(former, before, listed, page).findings())
    found = _Text(former, after, listed if chosen is None else set(chosen), page).findings()
    # One that was there before has been told of with that version, and stands in the drift list.
    return [each for each in found if not _was_known(each, known)]


def _was_known(finding, known):
    known[finding.text] -= 1
    return known[finding.text] >= 0


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
    sections = draft_sections(version)
    page = reverse("regulations:version_text", args=[version.organization.slug, version.number])
    listed = set(version.bases.values_list("basis_id", flat=True))
    return _Text(version, sections, listed, page, anchors=True).findings()


@dataclass(frozen=True)
class _Text:
    """A text to be looked through: of a draft, or of a version with changes.

    ``listed`` are the ids of its legal bases, ``page`` is where it can be read; with ``anchors``
    the clauses can be jumped to there, and its bases be replaced.
    """

    version: DocumentVersion
    sections: list
    listed: set[int]
    page: str
    anchors: bool = False

    def findings(self):
        organization, sections = self.version.organization, self.sections
        found = [
            Finding(text, cure_label="Открыть текст", cure_url=self.page)
            for text in not_said(sections)
        ]
        found += self._bases()
        names = (organization.full_name, organization.short_name, organization.head_post)
        foreign = list(foreign_words(sections, organization.kind, names))
        found += [
            self._at(number, f"слово «{word}» — из организаций другого вида.")
            for number, word in foreign[:MOST_OF_A_KIND]
        ]
        dead = list(dead_references(sections))
        found += [
            self._at(number, f"ссылка «{reference}» никуда не ведёт.")
            for number, reference in dead[:MOST_OF_A_KIND]
        ]
        return found

    def _at(self, number, text):
        url = f"{self.page}#p{number}" if self.anchors else self.page
        return Finding(text, f"п. {number}", url)

    def _bases(self):
        repealed = [
            act
            for act in LegalBasis.objects.select_related("replaced_by")
            if act.status != LegalBasis.Status.IN_FORCE
        ]
        found = [self._listed(act) for act in repealed if act.pk in self.listed]
        for number, act in list(repealed_acts(self.sections, repealed))[:MOST_OF_A_KIND]:
            if act.pk not in self.listed:
                found.append(self._at(number, f"назван акт, который больше не действует: {act}."))
        return found

    def _listed(self, act):
        text = f"Основание больше не действует: {act}."
        if not self.anchors:
            return Finding(text)
        heir = successor_of(act)
        return Finding(
            text,
            cure_label=f"Заменить на {heir}" if heir else "Убрать из перечня",
            cure_url=reverse(
                "regulations:basis_replace", args=[self.version.organization.slug, act.pk]
            ),
            cure_posts=True,
        )
