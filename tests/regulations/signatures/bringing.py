"""Signatures under a regulation of the tests, as the services put them there."""

from django.core.files.uploadedfile import SimpleUploadedFile

from regulations import services
from regulations.files import stored_pdf


def bring(version, pki, holder, by):
    """A right signature file of the version, brought by this person."""
    data = pki.sign(holder, stored_pdf(version))
    return services.add_signature_file(version=version, by=by, data=data)


def upload(data, name="document.pdf.sig"):
    return {"file": SimpleUploadedFile(name, data)}
