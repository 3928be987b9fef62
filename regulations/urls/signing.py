"""Electronic signatures of a version, the same for documents of every kind."""

from django.urls import path

from regulations.views import signing

PREFIX = "o/<slug:slug>/documents/"
VERSION = f"{PREFIX}version/<int:pk>/signing/"
SIGNATURE = f"{PREFIX}signature/<int:pk>/"
urlpatterns = [
    path(VERSION, signing.signing, name="signing"),
    path(f"{VERSION}simple/", signing.sign_simply, name="sign_simply"),
    path(f"{VERSION}file/", signing.add_signature_file, name="add_signature_file"),
    path(f"{VERSION}document.pdf", signing.file_to_sign, name="file_to_sign"),
    path(f"{VERSION}copy.pdf", signing.marked_copy, name="marked_copy"),
    path(f"{SIGNATURE}file/", signing.signature_file, name="signature_file"),
    path(f"{SIGNATURE}withdraw/", signing.withdraw_signature, name="withdraw_signature"),
    path(f"{SIGNATURE}check/", signing.check_again, name="check_signature"),
]
