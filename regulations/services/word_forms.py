"""Forms of names and posts as an organization wants them."""

from django.db import transaction

from regulations.models import WordForms
from regulations.papers.words import in_sentence
from regulations.services.common import PREPARE
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record
from sferum_portal.lib.russian import CASES


@transaction.atomic
def keep_forms(*, organization, by, kind, forms):
    """Remember the six cases of a name or a post; ``forms[«nom»]`` says of which.

    Papers that are still drafts follow at once. Raises DomainError for an empty form.
    """
    require(by, PREPARE, organization)
    forms = {case: " ".join(str(forms.get(case, "")).split()) for case in CASES}
    if not all(forms.values()):
        raise DomainError("Заполните все шесть форм.")
    if kind == WordForms.Kind.POST:
        forms["nom"] = in_sentence(forms["nom"])
    row = WordForms.objects.select_for_update().filter(
        organization=organization, kind=kind, nom=forms["nom"]
    )
    row = row.first() or WordForms(organization=organization, kind=kind)
    if row.pk and row.forms == forms:
        return row
    for case, form in forms.items():
        setattr(row, case, form)
    return record(row, by=by, reason="Формы слова исправлены")


@transaction.atomic
def forget_forms(*, word_forms, by):
    """Go back to what the portal's grammar says."""
    require(by, PREPARE, word_forms.organization)
    word_forms._history_user = by
    word_forms._change_reason = "Возвращены формы по правилам"
    word_forms.delete()
