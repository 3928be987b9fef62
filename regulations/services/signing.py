"""Electronic signatures under a frozen version: put, brought, checked again; none is taken away."""

import secrets
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from memberships.roles import Role
from memberships.standing import Standing
from regulations import files
from regulations.models import DocumentVersion, Signature
from regulations.printing import capitalized
from regulations.signatures import queries, stored
from regulations.signatures.checking import check
from regulations.signatures.copies import render_copy
from regulations.signatures.verdicts import TimeSource
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

SIGN, ADD_FILES = "organizations.sign_documents", "organizations.add_signature_files"
KEY_BYTES = 16


class WrongSignatureFile(DomainError):
    """The file is no right signature of this document; ``report`` says what was found."""

    def __init__(self, report):
        super().__init__(report.sentence)
        self.report = report


def sign_simply(*, version, by):
    """The head's simple signature (ПЭП) under the version in force; the caller asked the password.

    Makes the unique key and the copy with the mark. Raises DomainError for anybody but a confirmed
    head, for a version that is not in force and for a second signature of the same person.
    """
    with _files_of_a_failure_discarded() as written, transaction.atomic():
        require(by, SIGN, version.organization)
        version = _locked(version)
        post = _post_of_head(version, by)
        # One that begins later is signed beforehand.
        if version.is_superseded:
            raise DomainError("Эта редакция заменена: подписывают действующую.")
        files.stored_pdf(version)
        if queries.has_signed(version, by):
            raise DomainError("Вы уже подписали эту редакцию.")
        now = timezone.now()
        signature = Signature(
            kind=Signature.Kind.SIMPLE,
            owner=by.full_name,
            post=post,
            organization_name=version.organization_short_name,
            signed_at=now,
            time_source=TimeSource.PORTAL,
            signed_by=by,
            key=secrets.token_hex(KEY_BYTES).upper(),
        )
        return _add(signature, version, by, now, written)


def add_signature_file(*, version, by, data):
    """A qualified signature (УКЭП) of the frozen file, made in the head's own tool.

    Raises WrongSignatureFile with its report unless the signature is right for exactly the bytes
    of the version, DomainError where it is known already; nothing is kept then.
    """
    require(by, ADD_FILES, version.organization)
    _require_frozen(version)
    report = check(files.stored_pdf(version), data, made_at=version.approved_at)
    if not report.is_right:
        raise WrongSignatureFile(report)
    with _files_of_a_failure_discarded() as written, transaction.atomic():
        version = _locked(version)
        digest = files.checksum(report.data)
        if any(row.file_sha256 == digest for row in queries.of(version)):
            raise DomainError("Эта подпись уже загружена.")
        signature = _qualified(report)
        name, signature.file_sha256 = stored.store(
            version, report.data, stored.ENDINGS[report.form]
        )
        written.append(name)
        signature.file = name
        return _add(signature, version, by, signature.checked_at, written)


@transaction.atomic
def check_again(*, signature, by):
    """Check a qualified signature anew, for the moment when it came; returns the row.

    What is found stands in its history. Raises DamagedFileError where a stored file was changed.
    """
    require(by, ADD_FILES, signature.organization)
    signature = (
        Signature.objects.select_for_update(of=("self",))
        .select_related("version", "organization")
        .get(pk=signature.pk)
    )
    if signature.is_simple:
        raise DomainError("Простая подпись поставлена на портале: проверять в ней нечего.")
    content = files.stored_pdf(signature.version)
    report = check(
        content,
        stored.signature_file(signature),
        seen_at=signature.added_at,
        made_at=signature.version.approved_at,
    )
    signature.verdict, signature.checked_at = report.verdict, timezone.now()
    reason = f"Проверена ещё раз: {report.verdict.label.lower()}"
    return record(signature, by=by, reason=reason, fields=list(Signature.RECHECKED))


def _qualified(report):
    certificate = report.certificate
    return Signature(
        kind=Signature.Kind.QUALIFIED,
        owner=certificate.owner,
        post=certificate.post,
        organization_name=certificate.organization,
        signed_at=report.signed_at,
        time_source=report.time_source,
        serial=certificate.serial,
        valid_from=certificate.valid_from,
        valid_to=certificate.valid_to,
        issuer=certificate.issuer,
        algorithm=certificate.algorithm,
        form=report.form,
        verdict=report.verdict,
        checked_at=timezone.now(),
    )


def _add(signature, version, by, now, written):
    signature.organization, signature.version = version.organization, version
    signature.document_sha256 = version.sha256
    signature.added_by, signature.added_at = by, now
    pdf = render_copy(version, [*queries.right_of(version), signature])
    name, signature.copy_sha256 = stored.store(version, pdf, "copy.pdf")
    written.append(name)
    signature.copy = name
    return record(signature, by=by, reason=f"{signature.get_kind_display()} документа")


def _locked(version):
    _require_frozen(version)
    locked = DocumentVersion.objects.select_for_update(of=("self",))
    return locked.select_related("document", "organization").get(pk=version.pk)


def _require_frozen(version):
    if version.is_draft:
        raise DomainError("Проект не подписывают: сначала утвердите его.")


def _post_of_head(version, user):
    """The post of a confirmed head of today, as the organization names it; others have none."""
    for row in Standing(user, version.organization).memberships:
        if row.role == Role.HEAD and row.is_verified:
            return capitalized(row.post or version.head_post)
    raise DomainError("Простой электронной подписью подписывает только руководитель организации.")


@contextmanager
def _files_of_a_failure_discarded():
    written = []
    try:
        yield written
    except BaseException:
        for name in written:
            files.discard(name)
        raise
