"""Who opens a frozen paper of each kind, and all that hangs on it: scans, signatures, its way.

Norm REG-2: what names people with their phones is not for every member.
"""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from memberships.roles import Role
from regulations.files import checksum
from regulations.models import VersionScan
from regulations.papers.kinds import all_kinds
from regulations.services import papers as services
from tests.factories import make_member
from tests.regulations.making import make_signature, replace_rendering
from tests.regulations.papers_making import make_package

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7"

#: Kind → who of the organization opens its frozen papers, besides the administration.
READERS = {
    "protocol_extract": "members",
    "extract_governing_council": "members",
    "usage_order": "members",
    "consent_form": "members",
    "acknowledgement_sheet": "staff",
    "administrator_order": "nobody",
    "distribution_order": "staff",
    "registration_letter": "nobody",
}
#: Pages about a version; all are opened by whoever opens the version.
PAGES = ("paper_pdf", "version_route", "version_scan", "scan_pdf", "signing",
         "file_to_sign", "marked_copy")  # fmt: skip
ONE_OF_EACH = ("usage_order", "distribution_order", "administrator_order")
#: What may be put on the site.
PUBLISHABLE = {"usage_order", "consent_form"}


@pytest.fixture
def papers(cast, monkeypatch):
    """Frozen papers, each signed and scanned."""
    replace_rendering(monkeypatch)
    monkeypatch.setattr(services, "render_paper", lambda *_, **__: PDF)
    found = make_package(cast)
    versions = {kind: found[kind] for kind in all_kinds() if kind in found}
    for version in versions.values():
        make_signature(version)
        make_scan(version, cast.head)
    return versions


def make_scan(version, by):
    scan = VersionScan(
        organization=version.organization,
        version=version,
        status="confirmed",
        sha256=checksum(PDF),
        size=8,
        uploaded_by=by,
        signed_on=version.order_date or timezone.localdate(),
        confirmed_by=by,
        confirmed_at=timezone.now(),
    )
    scan.file.save("scan.pdf", ContentFile(PDF))


def test_the_table_knows_every_kind():
    # The act of annulled links has a test of its own.
    others = {"extract_parents_council", "extract_learners_council", "annulment_act"}
    assert set(READERS) | others == set(all_kinds())


def test_pages_about_a_paper_open_as_the_paper_does(papers, cast, client):
    staff = make_member(cast.ours, Role.TEACHER).user
    people = {
        "head": cast.head,
        "administrator": cast.administrator,
        "staff": staff,
        "parent": cast.parent,
        "learner": cast.learner,
        "outsider": cast.outsider,
    }
    for name, person in people.items():
        client.force_login(person)
        asked = [(kind, "paper") for kind in papers]
        asked += [(kind, page) for kind in ONE_OF_EACH for page in PAGES]
        got = {
            (kind, page): client.get(address(page, papers[kind])).status_code
            for kind, page in asked
        }
        assert got == {(kind, page): expected(name, kind) for kind, page in asked}, name


def expected(name, kind):
    if name == "outsider":
        return 404
    readers = {"members": {"staff", "parent", "learner"}, "staff": {"staff"}, "nobody": set()}
    opens = {"head", "administrator"} | readers[READERS[kind]]
    return 200 if name in opens else 403


def test_the_bundle_is_for_those_who_publish_and_of_what_may_be_published(papers, cast, client):
    for person, kinds in ((cast.parent, set()), (cast.leader, set()), (cast.head, PUBLISHABLE)):
        client.force_login(person)
        opened = {
            kind
            for kind, version in papers.items()
            if client.get(address("bundle", version)).status_code == 200
        }
        assert opened == kinds, person


def test_a_frozen_paper_leads_to_its_signing_and_its_way(papers, cast, client):
    client.force_login(cast.head)
    for version in papers.values():
        page = client.get(address("paper", version)).text
        for name in ("signing", "version_scan", "version_route", "sign_simply"):
            assert address(name, version) in page, (version, name)
        assert "на бумаге" in page
        assert "Серебрякова Анна Петровна" in page
        # Pages about it lead back to it, not to the regulation.
        for name in ("signing", "version_scan", "version_route"):
            about = client.get(address(name, version)).text
            crumbs = about.partition('class="breadcrumbs"')[2].partition("</nav>")[0]
            assert f'href="{address("paper", version)}"' in crumbs, name
            assert "Положение" not in crumbs.replace(version.document.title, ""), name
    client.force_login(cast.parent)
    page = client.get(address("paper", papers["usage_order"])).text
    assert address("sign_simply", papers["usage_order"]) not in page
    assert "на бумаге" in page


def address(page, version):
    return reverse(f"regulations:{page}", args=[version.organization.slug, version.pk])
