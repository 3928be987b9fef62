"""The bundle for the organization's site: one ZIP with all that a version is shown with."""

import hashlib
import tempfile
import zipfile

from django.template.loader import render_to_string
from django.utils import timezone

from regulations.editions import edition_of
from regulations.files import DamagedFileError
from regulations.models import DocumentVersion
from regulations.publishing.page import standalone_page
from regulations.publishing.rules import gives_out_certificates
from regulations.signings import signings_of
from regulations.states import state_of
from regulations.stored_files import PIECE, Damaged, checked, files_of
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.file_names import safe_name

#: Larger ones wait on the disk.
IN_MEMORY = 4 * 1024 * 1024


def may_be_bundled(version):
    """Whether it holds, or will: of what was replaced nothing is put on a site any more."""
    return not (version.is_draft or version.is_superseded)


def bundle_of(version, *, certificates):
    """The open ZIP, at its beginning; the same version with the same signatures gives equal bytes.

    ``certificates`` says whether files of signatures with a person's certificate are in it.

    Raises DomainError for a version that is not in force, DamagedFileError where a stored file is
    not what it was.
    """
    if not may_be_bundled(version):
        raise DomainError("Для сайта собирают действующую редакцию: эта не действует.")
    target = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (the answer closes it)
    try:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            writer = _Writer(archive, timezone.localtime(version.approved_at))
            _fill(writer, version, certificates)
    except BaseException:
        target.close()
        raise
    target.seek(0)
    return target


def _fill(writer, version, certificates):
    versions = DocumentVersion.objects.filter(pk=version.pk)
    signatures, left_out, held = [], False, False
    for stored in files_of(versions):
        if not stored.public:
            continue
        if stored.has_certificate and not certificates:
            left_out = True
            continue
        held |= stored.has_certificate
        is_document = stored.what == "документ"
        name = "document.pdf" if is_document else f"signatures/{safe_name(stored.name)}"
        signatures += [] if is_document else [(stored.what, name)]
        try:
            with checked(stored) as source:
                writer.copy(name, source)
        except Damaged as damaged:
            raise DamagedFileError(
                f"{stored.what.capitalize()}: {damaged.words}, поэтому архив не собран. "
                "Сообщите оператору портала."
            ) from damaged
    writer.text("document.html", standalone_page(version))
    context = {
        "version": version,
        "act": _act_of(version),
        "state": state_of(version),
        "signings": signings_of(version),
        "signatures": signatures,
        "shown": _shown(signatures),
        "left_out": left_out,
        "certificates": held,
        "wished": gives_out_certificates(version),
    }
    writer.text("signature-card.html", render_to_string("pdf/signature_card.html", context))
    # The mark tells Windows that the text is UTF-8.
    writer.text("README.txt", "\ufeff" + render_to_string("regulations/bundle_readme.txt", context))
    writer.sums()


def _shown(signatures):
    """The file for visitors: the latest that shows the signature; none lets the document serve."""
    for what in ("экземпляр с отметкой", "скан подписанного документа"):
        if names := [name for kind, name in signatures if kind == what]:
            return names[-1]
    return ""


def _act_of(version):
    """As the page in the bundle has it: an edition is still approved by the first order."""
    edition = edition_of(version)
    return f"{edition.order_line}, {edition.note}" if edition.note else version.force_line


class _Writer:
    """Writes members with one date, and remembers their sums."""

    def __init__(self, archive, moment):
        self.archive, self.sums_of = archive, {}
        self.moment = moment.timetuple()[:6]

    def text(self, name, text):
        data = text.encode()
        self.sums_of[name] = hashlib.sha256(data).hexdigest()
        self.archive.writestr(self._entry(name), data)

    def copy(self, name, source):
        digest = hashlib.sha256()
        with self.archive.open(self._entry(name), "w") as member:
            while piece := source.read(PIECE):
                digest.update(piece)
                member.write(piece)
        self.sums_of[name] = digest.hexdigest()

    def sums(self):
        lines = [f"{digest}  {name}\n" for name, digest in sorted(self.sums_of.items())]
        self.archive.writestr(self._entry("SHA256SUMS.txt"), "".join(lines).encode())

    def _entry(self, name):
        entry = zipfile.ZipInfo(name, date_time=self.moment)
        entry.compress_type = zipfile.ZIP_DEFLATED
        return entry
