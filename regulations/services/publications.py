"""Publication on the organization's own site, noted with its real date, and taken back."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone

from regulations.models import Document, DocumentVersion, Publication
from regulations.publishing.rules import publication_of, require_publishable
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

PUBLISH = "organizations.publish_documents"
LONGEST_ADDRESS = Publication._meta.get_field("address").max_length
LONGEST_REASON = Publication._meta.get_field("withdrawal_reason").max_length


@transaction.atomic
def publish_version(*, version, by, published_on, address, with_signature_files=False):
    """Note when and where a signed version was put on the site; it then stands on the portal's
    public page, too, while it is in force. ``with_signature_files`` lets anybody have the files of
    its signatures, which hold the certificates of who signed.

    Raises DomainError for what is not approved, not signed or replaced, for a date before the
    signature, an address that is none, and a version that is published already.
    """
    require(by, PUBLISH, version.organization)
    version = _locked(version)
    address = _address(address)
    require_publishable(version, on=published_on)
    if standing := publication_of(version):
        raise DomainError(
            f"Публикация уже отмечена: {standing.published_on:%d.%m.%Y}, {standing.address}."
        )
    publication = Publication(
        organization_id=version.organization_id,
        version=version,
        published_on=published_on,
        address=address,
        with_signature_files=with_signature_files,
        created_by=by,
    )
    return record(publication, by=by, reason=f"Опубликовано {published_on:%d.%m.%Y}: {address}")


@transaction.atomic
def unpublish_version(*, version, by, reason):
    """Take a version off the public page; what was published and why it went is kept."""
    require(by, PUBLISH, version.organization)
    version = _locked(version)
    reason = " ".join(reason.split())
    if not reason:
        raise DomainError("Напишите, почему документ снимают с публикации.")
    if len(reason) > LONGEST_REASON:
        raise DomainError(f"Причина длиннее {LONGEST_REASON} знаков.")
    publication = publication_of(version)
    if publication is None:
        raise DomainError("Эта редакция не опубликована или уже снята.")
    publication.withdrawn_by, publication.withdrawn_at = by, timezone.now()
    publication.withdrawal_reason = reason
    fields = ["withdrawn_by", "withdrawn_at", "withdrawal_reason"]
    return record(publication, by=by, reason=f"Снято с публикации: {reason}", fields=fields)


def _locked(version):
    """The version as it is now, under the lock of its document: of two who publish one does."""
    Document.objects.select_for_update().get(pk=version.document_id)
    return DocumentVersion.objects.select_related("document", "organization").get(pk=version.pk)


def _address(text):
    address = text.strip()
    if len(address) > LONGEST_ADDRESS:
        raise DomainError(f"Адрес длиннее {LONGEST_ADDRESS} знаков.")
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError as error:
        raise DomainError(
            "Это не адрес страницы. Пример: https://school.example/documents/"
        ) from error
    if urlsplit(address).username is not None:
        raise DomainError("В адресе не должно быть имени и пароля.")
    return address
