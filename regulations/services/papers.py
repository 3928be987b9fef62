"""Papers other than the regulation: prepared from facts, corrected, put into force, thrown away."""

from django.db import transaction
from django.utils import timezone

from memberships.distribution import fingerprint, lines_of, year_to_distribute
from memberships.services import approve_distribution
from organizations.models import Organization
from regulations import files
from regulations.facts import MissingFactsError
from regulations.models import Document, DocumentVersion
from regulations.papers import registered
from regulations.papers.composing import compose
from regulations.papers.duties import DUTIES, of_others
from regulations.papers.facts import PaperFacts
from regulations.papers.kinds import all_kinds, prepared_kinds
from regulations.papers.letters import LETTER, attached_of
from regulations.papers.printing import full_title, render_paper
from regulations.papers.readiness import open_in_regulation
from regulations.papers.words import day_of
from regulations.printing import capitalized, one_line
from regulations.services.common import (
    APPROVE,
    PREPARE,
    locked_draft,
    numbered_act,
    replace_former,
)
from sferum_portal.lib.access import require
from sferum_portal.lib.codes import make_code
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record


@transaction.atomic
def prepare_paper(*, organization, kind, by, facts=None, renews=False):
    """A draft of a paper, a new document or the next version of its form; DomainError while one is.

    ``facts`` as `change_paper` takes them. One that ``renews`` is the next version of its kind also
    where a new document were usual: an order that takes the place of the former one and repeals it.
    """
    require(by, PREPARE, organization)
    if kind not in prepared_kinds():
        raise DomainError("Такого документа портал не готовит.")
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    latest = Document.objects.filter(organization=organization, kind=kind).order_by("-pk").first()
    if latest and latest.versions.drafts().exists():
        raise DomainError("Проект этого документа уже подготовлен: продолжите работу с ним.")
    document = latest
    if latest is None or (_begins_anew(latest) and not renews):
        title = all_kinds()[kind].label_for(organization)
        document = record(Document(organization=organization, kind=kind, title=title), by=by)
    last = document.versions.order_by("-number").first()
    version = DocumentVersion(
        organization=organization,
        document=document,
        number=last.number + 1 if last else 1,
        created_by=by,
        data={"facts": _checked(facts or {})},
    )
    return record(version, by=by, reason="Подготовлен проект")


@transaction.atomic
def change_paper(*, version, by, facts):
    """Keep what was said of a draft: number, date and what its kind asks for; None takes it back.

    Dates are ISO strings, people ids of users. With another person for a duty the post and the
    contacts of the former one go, unless they are said anew. Raises DomainError for a number or a
    date that cannot be.
    """
    require(by, PREPARE, version.organization)
    version = locked_draft(version)
    said, facts = version.data.get("facts", {}), _checked(facts)
    if not facts.keys().isdisjoint(DUTIES):
        known = PaperFacts(version.organization, own=version).appointment | said
        facts |= dict.fromkeys(of_others(known, facts))
    changed = {key: value for key, value in (said | facts).items() if value is not None}
    if changed == said:
        return version
    version.data = version.data | {"facts": changed}
    return record(version, by=by, reason="Исправлены сведения", fields=["data"])


def approve_paper(*, version, by):
    """Put a draft into force: freeze its words, store its PDF, replace its former version.

    Raises MissingFactsError with what is still open, DomainError where a paper that it names is
    still a draft, dates contradict one another or its order has approved another text already.
    Nothing is written then.
    """
    with files.all_or_nothing() as written:
        return freeze_paper(version=version, by=by, written=written)


def freeze_paper(*, version, by, written):
    """A part of verbs: `approve_paper` in the caller's transaction."""
    require(by, APPROVE, version.organization)
    version = locked_draft(version)
    kind = all_kinds().get(version.document.kind)
    if kind is None:
        raise DomainError("Положение утверждают на его собственной странице.")
    facts = PaperFacts(version.organization, own=version)
    composed = compose(kind.code, facts)
    if lacking := [*composed.questions, *open_in_regulation(kind.code, facts)]:
        raise MissingFactsError(lacking)
    if composed.wrong:
        raise DomainError(" ".join(question.text for question in composed.wrong))
    _require_frozen(kind, facts)
    paper = composed.paper
    number, date = numbered_act("документа", paper["number"], day_of(paper["date"]))
    if kind.code in registered.KINDS:
        version.data = {"facts": version.data["facts"] | facts.appointment}
    if kind.code == LETTER:
        version.data = version.data | {"attached": attached_of(facts)}
    if kind.code == Document.Kind.USAGE_ORDER:
        version.data = version.data | {"approves": facts.approved_by_usage_order}
    if kind.code == "distribution_order":
        _approve_distribution(version.organization, by, number, date)
    return _freeze(version, paper, number, date, by, written)


def _freeze(version, paper, number, date, by, written):
    organization = version.organization
    version.title = full_title(paper)[:500]
    version.organization_full_name = one_line(organization.full_name)
    version.organization_short_name = one_line(organization.short_name)
    version.settlement = one_line(organization.settlement)
    version.head_post = capitalized(one_line(organization.head_post))
    version.head_name = one_line(organization.head_initials_first)
    version.order_number, version.order_date = number, date
    # A sheet or an extract tells of an act: made anew, it does not undo the former from its start.
    kind = all_kinds()[version.document.kind]
    version.effective_from = timezone.localdate() if kind.is_made_anew else date
    version.verify_code = make_code()
    version.data = version.data | {"paper": paper}
    written.append(files.store(version, render_paper(paper, code=version.verify_code)))
    if former := version.document.versions.without_successor().first():
        replace_former(former, version, by=by)
    version.status = DocumentVersion.Status.APPROVED
    version.approved_by, version.approved_at = by, timezone.now()
    return record(version, by=by, reason=f"Зарегистрирован: от {date:%d.%m.%Y} № {number}")


def _begins_anew(document):
    """Whether the next paper is a document of its own: a new order is no version of an old one."""
    return not all_kinds()[document.kind].is_renewed_as_version and document.versions.exists()


def _checked(facts):
    """Numbers in their normal form; nothing is refused that is merely not known yet."""
    facts = dict(facts)
    number, date = facts.get("number"), facts.get("date")
    if number is not None or date is not None:
        day = day_of(date) if date else timezone.localdate()
        checked, _ = numbered_act("документа", number or "1", day)
        if "number" in facts:
            facts["number"] = checked if number else None
    return facts


def _require_frozen(kind, facts):
    for code in kind.after:
        other = facts.versions.get(code)
        if other is None or other.is_draft:
            label = all_kinds()[code].label_for(facts.organization)
            raise DomainError(f"Сначала зарегистрируйте: {label}. На него здесь ссылаются.")


def _approve_distribution(organization, by, number, date):
    """The register and the paper say the same (norm STR-3)."""
    year = year_to_distribute(organization)
    known = organization.distributions.filter(order_number=number, order_date=date).first()
    lines = lines_of(year)
    if known is None:
        approve_distribution(
            organization=organization,
            school_year=year,
            by=by,
            order_number=number,
            order_date=date,
            shown=fingerprint(lines),
        )
    elif known.lines != lines:
        raise DomainError(
            "По этому приказу уже утверждено другое закрепление: возьмите другой номер."
        )
