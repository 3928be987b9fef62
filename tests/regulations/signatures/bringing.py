"""Signatures under a regulation of the tests, as the services put them there."""

from django.core.files.uploadedfile import SimpleUploadedFile

from regulations import services
from regulations.files import stored_pdf

OTHER_SIGNER = "Врио руководителя по приказу"


def bring(version, pki, holder, by):
    """A right signature file of the version, brought by this person; its owner is no head."""
    data = pki.sign(holder, stored_pdf(version))
    return services.add_signature_file(
        version=version, by=by, data=data, other_signer_reason=OTHER_SIGNER
    )


def upload(data, name="document.pdf.sig"):
    """As the form sends it once the other signer is confirmed."""
    return {
        "file": SimpleUploadedFile(name, data),
        "other_signer": "on",
        "reason": OTHER_SIGNER,
    }
