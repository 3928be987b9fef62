"""The registration application as a letter: text, exact subject, attachments (norm REG-3)."""

from email.header import Header

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from regulations.answers import FORBIDDEN_IN_NAMES
from regulations.files import stored_pdf
from regulations.models import DocumentVersion
from regulations.papers.kinds import all_kinds
from sferum_portal.lib.errors import DomainError

LETTER = "registration_letter"
#: Letters of a subject that fit into one encoded word.
PIECE = 15


def letter_of(version, *, opened_as_draft=False):
    """The message of a frozen letter; its attachments are the stored files as they were signed.

    Its id follows from the version: whoever gets it twice can tell. ``opened_as_draft`` lets mail
    programs open a saved file as a letter that is still to be sent. Raises DomainError for a draft.
    """
    if version.is_draft:
        raise DomainError("Сначала зарегистрируйте заявку: у письма ещё нет номера и даты.")
    entry = all_kinds()[LETTER].entry
    text = render_to_string(
        "emails/registration_letter.txt", {"paper": version.data["paper"], "version": version}
    )
    headers = {"Message-ID": _message_id(version)}
    if version.organization.email:
        headers["Reply-To"] = version.organization.email
    if opened_as_draft:
        headers["X-Unsent"] = "1"
    message = EmailMessage(_encoded(entry["subject"]), text, None, [entry["to"]], headers=headers)
    for attached in [version, *attachments_of(version)]:
        message.attach(file_name(attached), stored_pdf(attached), "application/pdf")
    return message


def attachments_of(letter):
    """The orders that the letter names: frozen before it, the latest of their kind."""
    orders = (
        DocumentVersion.objects.in_force()
        .filter(
            organization=letter.organization,
            document__kind__in=all_kinds()[LETTER].after,
            approved_at__lte=letter.approved_at,
        )
        .select_related("document", "organization")
        .order_by("approved_at")
    )
    latest = {version.document.kind: version for version in orders}
    return [latest[kind] for kind in all_kinds()[LETTER].after if kind in latest]


def file_name(version):
    """«Приказ о назначении администратора, 5-од.pdf»"""
    number = f", {version.order_number}" if version.order_number else ""
    name = FORBIDDEN_IN_NAMES.sub("-", f"{version.document.title}{number}")
    return f"{name}.pdf"


def eml(version):
    """The letter as a file that a mail program opens."""
    return letter_of(version, opened_as_draft=True).message().as_bytes(linesep="\r\n")


def _encoded(subject):
    """In words short enough to begin on the header's first line: no space gets before them."""
    pieces = (subject[start : start + PIECE] for start in range(0, len(subject), PIECE))
    return " ".join(Header(piece, "utf-8").encode() for piece in pieces)


def _message_id(version):
    return f"<registration.{version.verify_code.lower()}.{version.pk}@portal>"
