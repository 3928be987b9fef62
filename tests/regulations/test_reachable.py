"""Every page and every button of the documents is found by following links from the start page.

What nobody links might as well not be there.
"""

import html
import re
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from PIL import Image

from organizations.services import set_ruling
from regulations import services
from regulations.models import DocumentVersion, VersionScan
from regulations.urls import urlpatterns
from tests import factories as make
from tests.factories import days_ago
from tests.regulations.making import make_draft, make_signature, replace_rendering
from tests.regulations.papers_making import make_drafts, make_word_forms
from tests.regulations.publishing import publish
from tests.regulations.scanning import scan

pytestmark = pytest.mark.django_db

ADDRESS = re.compile(
    r'(?:href|action|formaction|src|data-[a-z-]+)="((?:/|\?|http://testserver/)[^"]*)"'
)
#: So many pages of one name are opened: those of other rows have the same links.
OF_A_NAME = 3
#: Name → why no page links it.
UNLINKED = {
    "check_signature": "beside a signature that came as a file; signatures/test_views.py",
    "signature_file": "beside a signature that came as a file; signatures/test_views.py",
    "withdraw_signature": "beside a signature that came as a file; signatures/test_views.py",
    "draft_mark": "beside a clause with parts; test_editing_views.py",
    "order_cancel": "on the page of a registered order; test_cancelling.py",
    "order_replace": "on the page of a registered order; test_cancelling.py",
    "draft_settle": "beside a doubted clause of an imported text; importing/test_doubts.py",
    "letter_eml": "on the page of a registered application; test_letters.py",
    "letter_send": "on the page of a registered application; test_letters.py",
    "rename_papers": "after both names are told; test_renaming.py",
    "acknowledgement": "its card stands on the regulation's page; letters lead to it",
    "draft_redo": "after an undo; tests/browser/test_editor.py",
    "draft_restore": "beside a clause of the library that was reworded; test_editing_views.py",
    "scan_confirm": "once every page of a scan is there; test_scan_pages.py",
    "word_forget": "beside forms that were corrected; test_wording_views.py",
    "regulation_import_save": "on the page that shows what was read of an uploaded file",
    "basis_replace": "beside a repealed act; tests/regulations/test_checking.py",
    "bases_amend": "beside a repealed act; tests/regulations/test_living.py",
    "rename_amend": "after both names are told; tests/regulations/test_living.py",
}


class Crawler:
    """Follows every link of the portal's own pages; of forms it notes where they lead."""

    def __init__(self, client):
        self.client, self.found, self.opened = client, set(), {}

    def crawl(self, start):
        waiting = [start]
        while waiting:
            address = waiting.pop()
            parts = urlsplit(address)
            name = self._name(parts.path)
            if name in (None, "accounts:sign_out") or name.startswith("admin:"):
                continue
            self.found.add(name)
            known = self.opened.setdefault((name, *parse_qs(parts.query)), set())
            if address in known or len(known) >= OF_A_NAME:
                continue
            known.add(address)
            answer = self.client.get(address)
            if answer.status_code == 302:
                waiting.append(answer["Location"])
            if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
                continue
            found = map(html.unescape, ADDRESS.findall(answer.text))
            waiting += [urljoin(f"http://testserver{parts.path}", each) for each in found]
        return self.found

    @staticmethod
    def _name(path):
        try:
            return resolve(path).view_name
        except Resolver404:
            return None


def test_everything_is_found(client, cast, monkeypatch):
    page = blank_page().read()
    replace_rendering(monkeypatch, lambda *_, **__: page)
    monkeypatch.setattr("regulations.services.papers.render_paper", lambda *_, **__: page)
    found = set()
    for state in (from_nothing, with_drafts, in_force, changing, under_way, all_done):
        state(cast)
        for person in (cast.head, cast.parent):
            client.force_login(person)
            found |= Crawler(client).crawl(reverse("organization_home", args=[cast.ours.slug]))
    every = {f"regulations:{pattern.name}" for pattern in urlpatterns}
    lonely = every - found - {f"regulations:{name}" for name in UNLINKED}
    assert not lonely, "\n".join(sorted(lonely))


def blank_page():
    return scan([Image.new("L", (620, 877), "white")], 75)


def from_nothing(cast):
    pass


def with_drafts(cast):
    make_drafts(cast)


def in_force(cast):
    """All papers frozen, one signed; a setting differs from the regulation."""
    services.approve_package(organization=cast.ours, by=cast.head)
    version = DocumentVersion.objects.in_force().get(document__kind="regulation")
    make_signature(version)
    set_ruling(
        organization=cast.ours,
        by=cast.head,
        chat_kind="unit_subject",
        creator="subject_teacher",
        ruling="denied",
    )


def changing(cast):
    """An act of changes being made, which no draft of a next edition holds up yet."""
    services.amend_for_drift(organization=cast.ours, by=cast.head)


def under_way(cast):
    """The regulation published, with a scan to be looked at; a draft with an edit to be undone; a
    corrected word; a finished file; a mark of paper.
    """
    version = DocumentVersion.objects.in_force().get(document__kind="regulation")
    publish(version, cast.head, published_on=days_ago(0))
    services.attach_scan(version=version, by=cast.head, files=[blank_page()])
    draft = make_draft(cast.ours)
    clause = draft.clauses.filter(parent__isnull=True).last()
    services.delete_clause(version=draft, by=cast.head, clause=clause.pk)
    make_word_forms(cast.ours)
    make.make_export(cast.ours)
    make.make_paper_mark(version, cast.unit)


def all_done(cast):
    """The scan counts, an earlier version is replaced."""
    scan = VersionScan.objects.get()
    scan.status, scan.signed_on = "confirmed", timezone.localdate()
    scan.confirmed_by, scan.confirmed_at = cast.head, timezone.now()
    scan.save()
