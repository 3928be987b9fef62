"""The findings on a draft before its approval: what stops it, and what needs a reason."""

from collections import Counter

from django.urls import reverse

from regulations import contents
from regulations.amending.applying import apply_changes
from regulations.amendments import base_of, changes_of
from regulations.checking.finding import Finding
from regulations.checking.straying import strayed_references
from regulations.checking.texts import MOST_OF_A_KIND, TextCheck
from regulations.facts import missing_approvals, missing_facts, unasked_councils
from regulations.importing.doubts import open_doubts
from regulations.printing import capitalized, draft_sections
from sferum_portal.lib.errors import DomainError

#: The editor marks them all.
MOST_DOUBTS = 20


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
    return stops + _dates(version, order_date) + unasked(version.organization) + warnings


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
    known = Counter(each.text for each in TextCheck(former, before, listed, page).findings())
    check = TextCheck(former, after, listed if chosen is None else set(chosen), page)
    found = check.findings()
    # One that was there before has been told of with that version, and stands in the drift list.
    new = [each for each in found if not _was_known(each, known)]
    strayed = [
        check.at(each.number, each.text)
        for each in strayed_references(before, after)[:MOST_OF_A_KIND]
    ]
    return unasked(version.organization) + new + strayed


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


def unasked(organization):
    """The law wants the opinion of councils where they exist: whether they do must be said."""
    return [
        Finding(
            f"Не сказано, учтено ли мнение {body.name.gen}: закон требует его там, где такой орган "
            "есть (273-ФЗ, статья 30, часть 3).",
            cure_url=reverse("regulations:council_answer", args=[organization.slug, body.code]),
            cure_posts=True,
            choices=("exists", _there_is_or_not(body.name)),
        )
        for body in unasked_councils(organization)
    ]


def _there_is_or_not(name):
    return (("yes", f"{name.capitalized} есть"), ("no", f"{capitalized(name.gen)} нет"))


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
    rows = {(row.parent_id is None, row.key): row for row in version.clauses.all()}
    known = {place: row.pk for place, row in rows.items()}
    check = TextCheck(version, sections, listed, page, known)
    doubted = [
        check.at(number, f"при чтении файла: {why}")
        for number, place in check.places.items()
        if place in rows
        for why in open_doubts(version, rows[place])
    ]
    return check.findings() + doubted[:MOST_DOUBTS]
