"""Whose paper it is and who may see it: strangers get 404, members without the right 403."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from regulations.access import organization_for
from regulations.models import DocumentVersion, WordForms
from regulations.papers.kinds import all_kinds, prepared_kinds
from regulations.services import PREPARE
from sferum_portal.lib.access import require


def paper_for(user, slug, pk, perm=None):
    """A paper by the number of its version: a draft for those who prepare it, a frozen one for
    whom its kind is meant; ``perm`` asks for another right instead.
    """
    organization = organization_for(user, slug)
    version = get_object_or_404(
        DocumentVersion.objects.select_related("document", "organization"),
        organization=organization,
        document__kind__in=all_kinds(),
        pk=pk,
    )
    right = PREPARE if version.is_draft else all_kinds()[version.document.kind].right
    require(user, perm or right, organization)
    return version


def word_forms_for(user, slug, pk):
    """Corrected forms of a word, for those who prepare papers."""
    organization = organization_for(user, slug, PREPARE)
    return get_object_or_404(WordForms, organization=organization, pk=pk)


def kind_or_404(code):
    if code not in prepared_kinds():
        raise Http404
    return prepared_kinds()[code]
