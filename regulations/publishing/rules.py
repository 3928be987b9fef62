"""What is published, when at the latest, and what stands in the way."""

from urllib.parse import urlsplit

from django.utils import timezone

from regulations.models import Document, Publication
from regulations.signings import signings_of
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.working_days import after_working_days

#: Papers that tell of rules. The others name people with their phones, or are sent to somebody.
PUBLISHABLE = frozenset(
    {
        Document.Kind.REGULATION,
        Document.Kind.AMENDMENT,
        Document.Kind.USAGE_ORDER,
        Document.Kind.CONSENT_FORM,
    }
)
#: 273-ФЗ, article 29: documents are put on the site within so many working days of their making.
WORKING_DAYS = 10
LAST_SIGNING = (
    "Документ опубликован, а другой подписи у него нет: сначала снимите документ с публикации."
)


def is_publishable(version):
    return version.document.kind in PUBLISHABLE


def publication_of(version):
    """The publication that stands, with who noted it; None where there is none."""
    rows = Publication.objects.standing().filter(version=version)
    return rows.select_related("created_by").first()


def gives_out_certificates(version):
    """Whether who published it let anybody have the files of its signatures, ИНН and СНИЛС in them.

    Nobody has while it is not published.
    """
    publication = publication_of(version)
    return publication is not None and publication.with_signature_files


def rests_on_one_signing(version):
    """Whether it is published and signed once: without that it would stand there unsigned."""
    return publication_of(version) is not None and len(signings_of(version)) == 1


def require_another_signing(version):
    """Raises DomainError where the only signing of a published version is to be withdrawn."""
    if rests_on_one_signing(version):
        raise DomainError(LAST_SIGNING)


def deadline_of(version):
    """The last day to publish it: ten working days after the order."""
    return after_working_days(version.order_date, WORKING_DAYS)


def is_overdue(version):
    return timezone.localdate() > deadline_of(version)


def is_elsewhere(organization, address):
    """Whether the address lies on another site than the organization's own; of none known: no."""
    own, host = _host(organization.site), _host(address)
    return bool(own) and host != own and not host.endswith(f".{own}")


def _host(address):
    """As all spell it: «WWW.Родничок.рф» is «xn--80ahmhdj6a.xn--p1ai»."""
    try:
        host = (urlsplit(address).hostname or "").removeprefix("www.")
        return host.encode("idna").decode()
    except ValueError:  # no such name can exist; UnicodeError is one, too
        return ""


def require_publishable(version, on=None):
    """Raises DomainError with the sentence that says what to do first.

    ``on``: the day of publication, may be past; it must not precede what it rests on.
    """
    if version.is_draft:
        raise DomainError("Проект не публикуют: сначала утвердите и подпишите его.")
    if not is_publishable(version):
        raise DomainError(
            "Такой документ на сайт не выкладывают: в нём могут быть сведения о людях."
        )
    signings = signings_of(version)
    if not signings:
        raise DomainError(
            "Сначала документ подписывают: подпишите эту редакцию и вернитесь к публикации."
        )
    if version.replaced_on == version.effective_from:
        raise DomainError("Эта редакция не вступила в силу: опубликуйте ту, что её заменила.")
    if on is None:
        return
    if on > timezone.localdate():
        raise DomainError("Дата публикации ещё не наступила.")
    if on < signings[0].on:
        raise DomainError(
            f"Публикация не может быть раньше подписания ({signings[0].on:%d.%m.%Y})."
        )
    if version.replaced_on and on >= version.replaced_on:
        raise DomainError(
            f"С {version.replaced_on:%d.%m.%Y} эта редакция заменена: опубликуйте действующую."
        )
