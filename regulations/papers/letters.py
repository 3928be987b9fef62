"""The registration application as a letter: text, exact subject, attachments (norm REG-3)."""

import json
from email.header import Header

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from regulations.files import stored_pdf
from regulations.models import DocumentVersion
from regulations.papers.kinds import all_kinds
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.file_names import safe_name
from sferum_portal.lib.text import NBSP

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


def attached_of(facts):
    """The numbers of the versions that a letter of these facts takes along, to stay with it."""
    return [facts.versions[code].pk for code in all_kinds()[LETTER].after]


def attachments_of(letter):
    """The orders that the letter names, as they were: also those that hold no longer."""
    rows = DocumentVersion.objects.frozen().filter(organization=letter.organization)
    rows = rows.select_related("document", "organization")
    if "attached" in letter.data:
        found = rows.in_bulk(letter.data["attached"])
        return [found[pk] for pk in letter.data["attached"]]
    return _named_in(letter, rows)


def _named_in(letter, rows):
    """The same of a letter of the time before it kept them: by number and date, else the latest."""
    kinds = all_kinds()[LETTER].after
    rows = rows.filter(document__kind__in=kinds, approved_at__lte=letter.approved_at)
    words = json.dumps(letter.data["paper"]["pages"], ensure_ascii=False).replace(NBSP, " ")

    def likely(version):
        act = f"от {version.order_date:%d.%m.%Y} № {version.order_number}"
        return act in words, version.approved_at

    latest = {version.document.kind: version for version in sorted(rows, key=likely)}
    return [latest[kind] for kind in kinds if kind in latest]


def file_name(version, note="", ending=".pdf"):
    """«Приказ о назначении администратора, 5-од.pdf»"""
    number = f", {version.order_number}" if version.order_number else ""
    return safe_name(version.document.title, f"{number}{note}{ending}")


def eml(version):
    """The letter as a file that a mail program opens."""
    return letter_of(version, opened_as_draft=True).message().as_bytes(linesep="\r\n")


def _encoded(subject):
    """In words short enough to begin on the header's first line: no space gets before them."""
    pieces = (subject[start : start + PIECE] for start in range(0, len(subject), PIECE))
    return " ".join(Header(piece, "utf-8").encode() for piece in pieces)


def _message_id(version):
    return f"<registration.{version.verify_code.lower()}.{version.pk}@portal>"
