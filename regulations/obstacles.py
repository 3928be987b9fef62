"""What stands in the way of putting changes into force, and what can be done about it.

The page of the changes says it from the first; approval refuses with the same words.
"""

from dataclasses import dataclass

from regulations.models import Document, DocumentVersion

COMING, OUTDATED, DRAFT = "coming", "outdated", "draft"


@dataclass(frozen=True)
class Obstacle:
    """``kind`` tells what helps; ``version`` is the one in the way, if there is one."""

    kind: str
    text: str
    version: DocumentVersion | None = None


def obstacle_to(version):
    """The `Obstacle` to an act of changes, None where it can be approved; two queries."""
    base = version.data["act"].get("base")
    if base is None:
        return None
    return _obstacle(version.organization, base, version.data.get("from_draft"))


def held_up_by_draft(organization):
    """The drafts of changes to the regulation that could not be approved beside a new draft."""
    versions = DocumentVersion.objects.filter(
        organization=organization, document__kind=Document.Kind.AMENDMENT
    ).select_related("document")
    return [each for each in versions.drafts() if each.data["act"].get("base")]


def obstacle_to_new(organization):
    """The same before changes to the regulation are begun."""
    return _obstacle(organization)


def _obstacle(organization, base=None, from_draft=None):
    versions = DocumentVersion.objects.filter(
        organization=organization, document__kind=Document.Kind.REGULATION
    )
    latest = versions.without_successor().first()
    if latest and latest.pk != base and latest.is_coming:
        return Obstacle(
            COMING,
            f"Уже утверждена редакция {latest.number}, она начнёт действовать "
            f"{latest.effective_from:%d.%m.%Y}. Составьте изменения к ней после этого дня.",
            latest,
        )
    if base and (latest is None or latest.pk != base):
        return Obstacle(
            OUTDATED,
            "С тех пор вступила в силу другая редакция положения. Составьте изменения заново.",
            latest,
        )
    if draft := versions.drafts().exclude(pk=from_draft).first():
        return Obstacle(
            DRAFT,
            f"Готовится проект редакции {draft.number}: изменения дали бы ещё одну. "
            "Утвердите проект, составьте изменения из него или удалите его.",
            draft,
        )
    return None
