"""Electronic signatures under a frozen version: put, brought, checked again, withdrawn."""

import secrets
from contextlib import contextmanager
from functools import partial

from django.db import transaction
from django.utils import timezone

from memberships.roles import Role
from memberships.standing import Standing
from regulations import files
from regulations.models import Document, DocumentVersion, Signature
from regulations.printing import capitalized
from regulations.publishing.rules import require_another_signing
from regulations.signatures import queries, stored
from regulations.signatures.checking import check
from regulations.signatures.copies import render_copy
from regulations.signatures.days import day
from regulations.signatures.marks import mark_of
from regulations.signatures.verdicts import UNPROVEN_TIME, TimeSource
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

SIGN, ADD_FILES = "organizations.sign_documents", "organizations.add_signature_files"
KEY_BYTES = 16
LONGEST_REASON = 300


class AnotherSignerError(DomainError):
    """A right signature of somebody else than whom the document names: a person has to confirm."""


class UnprovenTimeError(DomainError):
    """A right signature of whose time only the signer's clock tells: a person has to confirm."""


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


def add_signature_file(*, version, by, data, other_signer_reason="", unproven_time_reason=""):
    """A qualified signature (УКЭП) of the frozen file, made in the head's own tool.

    ``other_signer_reason`` says why another than whom the document names has signed,
    ``unproven_time_reason`` how the time is known that only the signature tells, of a certificate
    that is over. Raises WrongSignatureFile with its report unless the signature is right for
    exactly the bytes of the version, AnotherSignerError and UnprovenTimeError where these reasons
    are needed, DomainError where the file is known already; nothing is kept then.
    """
    require(by, ADD_FILES, version.organization)
    _require_frozen(version)
    report = check(files.stored_pdf(version), data, made_at=version.approved_at)
    if not report.is_right:
        raise WrongSignatureFile(report)
    reason = _reason_of_other_signer(version, report.certificate.owner, other_signer_reason)
    reason_of_time = _reason_of_unproven_time(report, unproven_time_reason)
    with _files_of_a_failure_discarded() as written, transaction.atomic():
        version = _locked(version)
        digest = files.checksum(report.data)
        if any(row.file_sha256 == digest and not row.is_withdrawn for row in queries.of(version)):
            raise DomainError("Эта подпись уже загружена.")
        signature = _qualified(report)
        signature.other_signer_reason = reason
        signature.unproven_time_reason = reason_of_time
        name, signature.file_sha256 = stored.store(
            version, report.data, stored.ENDINGS[report.form]
        )
        written.append(name)
        signature.file = name
        return _add(signature, version, by, signature.checked_at, written)


def check_again(*, signature, by):
    """Check a qualified signature anew, for the moment when it came; returns the row.

    What is found stands in its history; a stamp of time that is trusted by now proves the time, and
    where the mark says something else since, the copies that bear it are made anew. Raises
    DamagedFileError where a stored file was changed.
    """
    with _files_of_a_failure_discarded() as written, transaction.atomic():
        require(by, ADD_FILES, signature.organization)
        version = _locked(signature.version)
        signature = _locked_signature(signature)
        if signature.is_simple:
            raise DomainError("Простая подпись поставлена на портале: проверять в ней нечего.")
        _require_standing(signature)
        report = check(
            files.stored_pdf(version),
            stored.signature_file(signature),
            seen_at=signature.added_at,
            made_at=version.approved_at,
        )
        before = _shown(signature)
        signature.verdict, signature.checked_at = report.verdict, timezone.now()
        # A wrong file says no time; what the right one said is kept.
        if report.is_right:
            signature.signed_at, signature.time_source = report.signed_at, report.time_source
        reason = f"Проверена ещё раз: {report.verdict.label.lower()}"
        record(signature, by=by, reason=reason, fields=list(Signature.RECHECKED))
        if _shown(signature) != before:
            _print_copies_since(signature, version, by, written, "Экземпляр после проверки")
            signature.refresh_from_db(fields=Signature.COPY)
        return signature


def withdraw_signature(*, signature, by, reason):
    """A file that was added by mistake counts no more; row and file stay, with who and why.

    The copies that bear its mark are made anew without it. DomainError for a simple signature,
    which was put on purpose, for one that is withdrawn, and for the only one of what is published.
    """
    with _files_of_a_failure_discarded() as written, transaction.atomic():
        require(by, ADD_FILES, signature.organization)
        # Nobody publishes it meanwhile.
        Document.objects.select_for_update().get(pk=signature.version.document_id)
        version = _locked(signature.version)
        signature = _locked_signature(signature)
        if signature.is_simple:
            raise DomainError("Простую подпись не отзывают: её поставили паролем и намеренно.")
        _require_standing(signature)
        signature.withdrawal_reason = _line(reason)
        if not signature.withdrawal_reason:
            raise DomainError("Напишите, почему подпись отозвана.")
        if signature.is_right:
            require_another_signing(version)
        signature.withdrawn_by, signature.withdrawn_at = by, timezone.now()
        reason = f"Отозвана: {signature.withdrawal_reason}"
        record(signature, by=by, reason=reason, fields=list(Signature.WITHDRAWN))
        _print_copies_since(signature, version, by, written, "Экземпляр без отозванной подписи")
        return signature


def _shown(signature):
    """What of it stands on copies."""
    return signature.is_right and mark_of(signature)


def _print_copies_since(changed, version, by, written, reason):
    """Anew those that bear its mark: its own, while it counts, and those of later signatures."""
    right = queries.right_of(version)
    for place, row in enumerate(right):
        if (row.added_at, row.pk) < (changed.added_at, changed.pk):
            continue
        former = row.copy.name
        _print_copy(row, version, right[: place + 1], written)
        record(row, by=by, reason=reason, fields=list(Signature.COPY))
        transaction.on_commit(partial(files.discard, former))


def _reason_of_other_signer(version, owner, reason):
    """The reason where it is needed; a head needs none."""
    if queries.is_the_head(version, owner):
        return ""
    if reason := _line(reason):
        return reason
    raise AnotherSignerError(
        f"В документе назван руководитель {version.head_name}, а подписал {owner}. Если так и "
        "должно быть, отметьте «Подписал другой уполномоченный», напишите почему и выберите файл "
        "ещё раз."
    )


def _reason_of_unproven_time(report, reason):
    if report.time_proven:
        return ""
    if reason := _line(reason):
        return reason
    raise UnprovenTimeError(
        f"Подпись верна, но {UNPROVEN_TIME}. Если документ и правда подписан "
        f"{day(report.signed_at)}, отметьте «Время подписания известно», напишите, откуда, и "
        "выберите файл ещё раз."
    )


def _line(text):
    return " ".join(text.split())[:LONGEST_REASON]


def _require_standing(signature):
    if signature.is_withdrawn:
        raise DomainError("Эта подпись отозвана.")


def _locked_signature(signature):
    return (
        Signature.objects.select_for_update(of=("self",))
        .select_related("version__document", "version__organization", "organization")
        .get(pk=signature.pk)
    )


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
    _print_copy(signature, version, [*queries.right_of(version), signature], written)
    return record(signature, by=by, reason=f"Документ подписан: {signature.name}")


def _print_copy(signature, version, signatures, written):
    for each in signatures:
        each.version = version
    pdf = render_copy(version, signatures)
    name, signature.copy_sha256 = stored.store(version, pdf, "copy.pdf")
    written.append(name)
    signature.copy = name


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
