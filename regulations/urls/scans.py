"""Scans of signed papers, the same for every kind of document."""

from django.urls import path

from regulations.views import scans

PREFIX = "o/<slug:slug>/documents/"
VERSION = f"{PREFIX}version/<number:pk>/"
urlpatterns = [
    path(f"{PREFIX}scan/", scans.scan_drop, name="scan_drop"),
    path(f"{VERSION}scan/", scans.version_scan, name="version_scan"),
    path(f"{VERSION}scan.pdf", scans.scan_pdf, name="scan_pdf"),
    path(f"{VERSION}scan/numbers/", scans.scan_numbers, name="scan_numbers"),
    path(f"{VERSION}scan/confirm/", scans.scan_confirm, name="scan_confirm"),
    path(f"{VERSION}scan/discard/", scans.scan_discard, name="scan_discard"),
    path(f"{VERSION}scan/withdraw/", scans.scan_withdraw, name="scan_withdraw"),
    path(f"{VERSION}scan/sheet/<number:sheet>.jpg", scans.scan_sheet, name="scan_sheet"),
]
