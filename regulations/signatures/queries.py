"""What other parts ask about signatures: of one version, or of many in one query.

A signature counts while it is right and not withdrawn: made here by password (simple), or a file
whose latest check has found it right, with a trusted chain or an unknown one. Nothing here checks a
file anew.
"""

from django.db.models import Prefetch

from regulations.models import Signature
from sferum_portal.lib.text import search_form

PREFETCHED = "prefetched_signatures"


def of(version):
    """All signatures of a version in the order in which they came, wrong ones included."""
    if hasattr(version, PREFETCHED):
        return getattr(version, PREFETCHED)
    return list(version.signatures.select_related("added_by", "withdrawn_by"))


def right_of(version):
    """Those that count."""
    return [signature for signature in of(version) if signature.is_right]


def is_signed(version):
    """Whether a frozen version bears at least one right electronic signature."""
    return bool(right_of(version))


def has_certificates(version):
    """Whether a right signature came as a file, which holds a person's whole certificate."""
    return any(signature.file for signature in right_of(version))


def signed_at(version):
    """When it was signed first, by the signatures' own times; None while nobody has, or unknown."""
    moments = [signature.signed_at for signature in right_of(version) if signature.signed_at]
    return min(moments, default=None)


def with_signatures(versions):
    """A queryset of versions whose signatures the functions above find without a query for each."""
    rows = Signature.objects.select_related("added_by", "withdrawn_by")
    return versions.prefetch_related(Prefetch("signatures", rows, to_attr=PREFETCHED))


def latest_copy(version):
    """The signature whose copy bears all marks that count; None for an unsigned version."""
    return next(reversed(right_of(version)), None)


def has_signed(version, user):
    """Whether this person has put a simple signature under the version."""
    return any(signature.signed_by_id == user.pk for signature in of(version))


def is_by_whom_it_should(signature):
    """Whether the head has signed whom the document names, or another whom a person confirmed."""
    confirmed = signature.is_simple or bool(signature.other_signer_reason)
    return confirmed or names_the_head(signature)


def names_the_head(signature):
    """Whether the owner is who the document names: «А. П. Иванова» and «Иванова Анна Петровна»."""
    return is_the_head(signature.version, signature.owner)


def is_the_head(version, name):
    printed = search_form(version.head_name).replace(".", " ").split()
    owner = search_form(name).replace(".", " ").split()
    if not printed or not owner:
        return False
    *initials, surname = printed
    given = [word for word in owner if word != surname]
    return surname in owner and all(
        word.startswith(initial) for initial, word in zip(initials, given, strict=False)
    )
