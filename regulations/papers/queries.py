"""Reads for the pages of papers, each in a fixed number of queries."""

from django.db.models import Case, Exists, IntegerField, OuterRef, Prefetch, Value, When

from regulations.models import Cancellation, Document, DocumentVersion, WordForms
from regulations.papers.kinds import PACKAGE, all_kinds
from regulations.services import PREPARE

Status = DocumentVersion.Status


def documents_for(user, organization):
    """The documents that the person may read, by kind and the latest first.

    Each has ``newest_first``: its versions, of which `shown_versions` picks.
    """
    prepares = user.has_perm(PREPARE, organization)
    rights = {kind.right for kind in all_kinds().values()}
    held = {right for right in rights if user.has_perm(right, organization)}
    readable = [code for code, kind in all_kinds().items() if kind.right in held]
    versions = DocumentVersion.objects.filter(organization=organization)
    if not prepares:
        versions = versions.exclude(status=Status.DRAFT)
    places = [When(kind=code, then=Value(place)) for place, code in enumerate(PACKAGE)]
    order = Case(*places, default=Value(len(PACKAGE)), output_field=IntegerField())
    return (
        Document.objects.filter(organization=organization, kind__in=["regulation", *readable])
        .filter(Exists(versions.filter(document=OuterRef("pk"))))
        .annotate(place=order)
        .prefetch_related(
            Prefetch("versions", versions.defer("data").order_by("-number"), to_attr="newest_first")
        )
        .order_by("place", "-pk")
    )


def shown_versions(document):
    """What a list shows of a document: the version in force, else the latest; then the draft.

    Of the regulation one alone: its page leads to its draft as well.
    """
    drafts = [version for version in document.newest_first if version.is_draft]
    frozen = [version for version in document.newest_first if not version.is_draft]
    shown = sorted(frozen, key=lambda version: version.status != Status.APPROVED)[:1] + drafts
    return shown[:1] if document.kind == Document.Kind.REGULATION else shown


def cancellation_of(version):
    """By which order it was cancelled, and who noted that; None where it stands."""
    rows = Cancellation.objects.filter(version=version).select_related("cancelled_by")
    return rows.first()


def sendings_of(version):
    """How the letter was sent, the latest try first."""
    return version.sendings.select_related("requested_by")


def word_forms_of(organization):
    return WordForms.objects.filter(organization=organization)
