"""Who enters the admin, and that nobody touches another organization's rows there."""

import pytest
from django.contrib import admin as django_admin
from django.urls import reverse

from memberships.models import JoinRequest
from tests import factories as make
from tests.admin.rows import SHARED, lists, make_rows, page_names, plain_pages, row_pages

HUGE = 10**30


def tenant_pages(rows):
    return list(row_pages({model: row for model, row in rows.items() if model not in SHARED}))


def test_every_register_has_a_row_for_the_sweep(ours):
    assert set(ours) == set(django_admin.site._registry)
    swept = {name for name, _ in [*row_pages(ours), *plain_pages()]}
    # The page of an app leads to the first page; see below.
    assert swept | {"app_list"} == set(page_names())


def test_a_stranger_administrator_finds_none_of_our_rows(cast, ours, as_):
    outsider = as_(cast.outsider)
    before = JoinRequest.objects.get(pk=ours[JoinRequest].pk).status
    for name, address in tenant_pages(ours):
        assert outsider.get(address).status_code == 404, name
        assert outsider.post(address, {"reason": "нет", "basis": "да"}).status_code == 404, name
    assert JoinRequest.objects.get(pk=ours[JoinRequest].pk).status == before


def test_a_missing_row_answers_like_a_foreign_one(cast, ours, as_):
    outsider = as_(cast.outsider)
    for name, address in tenant_pages(ours):
        pk = next(part for part in address.split("/") if part.isdigit())
        for missing in (HUGE, 987_654_321):
            nowhere = address.replace(f"/{pk}/", f"/{missing}/")
            assert outsider.get(nowhere).status_code == 404, name
            assert outsider.post(nowhere).status_code == 404, name


def test_lists_of_a_stranger_show_nothing_of_ours(cast, ours, as_):
    outsider = as_(cast.outsider)
    names = [str(ours[JoinRequest].applicant), "8В", "Физика", str(cast.ours)]
    for address in lists():
        page = outsider.get(address, follow=True)
        assert page.status_code == 200
        assert not [name for name in names if name in page.content.decode()], address


def test_filters_offer_nothing_of_others(cast, ours, admin):
    their_unit = make.make_unit(cast.theirs, "11Ю", grade=11)
    for address in lists():
        page = admin.get(address, follow=True).content.decode()
        assert "11Ю" not in page, address
        assert str(cast.theirs) not in page, address
    queue = reverse("admin:memberships_joinrequest_changelist")
    # A foreign unit in the address is no filter at all.
    assert (
        str(ours[JoinRequest].applicant)
        in admin.get(queue, {"unit": their_unit.pk}).content.decode()
    )


@pytest.mark.parametrize("person", "leader teacher staff learner parent former stranger".split())
def test_whoever_may_open_no_register_learns_nothing(cast, ours, as_, person):
    client = as_(getattr(cast, person))
    for name, address in [*row_pages(ours), *plain_pages()]:
        if name == "login":
            continue
        assert client.get(address).status_code == 403, name
        assert client.post(address).status_code == 403, name


def test_anonymous_visitors_sign_in_on_the_portals_page(client, ours):
    for name, address in [*row_pages(ours), *plain_pages()]:
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code == 302, name
            assert answer.url.startswith(reverse("accounts:sign_in")), name


def test_the_admin_has_no_sign_in_of_its_own(client, admin):
    answer = client.get(reverse("admin:login"), {"next": "/admin/accounts/user/"})
    assert answer.url == f"{reverse('accounts:sign_in')}?next=/admin/accounts/user/"
    answer = client.post(reverse("admin:login"), {"username": "a", "password": "b"})
    assert answer.url.startswith(reverse("accounts:sign_in"))
    assert admin.get(reverse("admin:login")).url == reverse("admin:index")


def test_addresses_that_know_no_tenants_are_gone(admin):
    for path in (
        "search/?s=a",
        "autocomplete/",
        "jsi18n/",
        "r/1/1/",
        "password_change/",
        "logout/",
    ):
        assert admin.get(f"/admin/{path}").status_code == 404, path
    assert admin.get("/admin/accounts/").url == reverse("admin:index")


def test_a_head_looks_but_decides_only_what_a_head_may(cast, ours, as_):
    head = as_(cast.head)
    allowed = {
        "organizations_organization_facts",
        "organizations_organization_platform",
        "organizations_organization_joining",
        "memberships_substitution_end",
        "organizations_chatrule_strategy",
    }
    looking = ("_change", "_history", "_pdf")
    for name, address in row_pages(ours):
        expected = 200 if name in allowed or name.endswith(looking) else 403
        # The register leads to the file of the document.
        expected = 302 if name == "invitations_annulmentact_pdf" else expected
        assert head.get(address).status_code == expected, name
        if expected == 403:
            assert head.post(address, {"reason": "нет"}).status_code == 403, name
    own = ("memberships_substitution_add", "memberships_distribution_add")
    for name, address in plain_pages():
        if name.endswith("_changelist"):
            assert head.get(address, follow=True).status_code == 200, name
        elif name.endswith(("_add", "_add_learner")):
            expected = 200 if name in own else 403
            assert head.get(address).status_code == expected, name
    queue = head.get(reverse("admin:memberships_joinrequest_changelist")).content.decode()
    assert str(ours[JoinRequest].applicant) in queue
    assert "/approve/" not in queue
    assert "/reject/" not in queue


def test_the_operator_sees_all_organizations(cast, ours, as_):
    operator = as_(cast.operator)
    theirs = make_rows(cast.theirs)
    for rows in (ours, theirs):
        for name, address in row_pages(rows):
            # A request that no bulk has decided leads back to the queue, an act to its document.
            leads = name.endswith(("_undo_bulk", "annulmentact_pdf"))
            found = (302,) if leads else (200, 405)
            assert operator.get(address).status_code in found, name
    page = operator.get(reverse("admin:organizations_organization_changelist")).content.decode()
    assert str(cast.ours) in page
    assert str(cast.theirs) in page


def test_only_the_operator_founds_organizations_and_checks_acts(cast, ours, admin, as_):
    found = reverse("admin:organizations_organization_add")
    check = reverse("admin:regulations_legalbasis_check", args=[1])
    add = reverse("admin:regulations_legalbasis_add")
    for address in (found, check, add):
        assert admin.get(address).status_code in (403, 404)
        assert as_(cast.operator).get(found).status_code == 200
        assert as_(cast.operator).get(add).status_code == 200


def test_verbs_of_one_press_take_no_get(ours, admin):
    for name, address in row_pages(ours):
        if name.endswith(("_approve", "_activist", "_not_activist", "chatrequest_grant")):
            assert admin.get(address).status_code == 405, name


def test_pages_to_look_at_take_no_post(ours, admin):
    for name, address in [*row_pages(ours), *plain_pages()]:
        if name.endswith(("_change", "_changelist")):
            assert admin.post(address, {"surname": "Взломов"}).status_code == 405, name


def test_columns_that_are_not_shown_cannot_be_asked_for(cast, admin):
    people = reverse("admin:accounts_user_changelist")
    plain = admin.get(people).content
    for lookup in ("password__startswith", "is_superuser__exact", "memberships__organization"):
        assert admin.get(people, {lookup: "x"}).content.count(b"<tr") == plain.count(b"<tr")


@pytest.mark.parametrize(
    "parameters",
    [
        {"q": "\x00"},
        {"q": "я" * 100_000},
        {"q": "а " * 50_000},
        {"q": "%_\\"},
        {"p": "abc"},
        {"p": "-1"},
        {"o": "9.9.-9"},
        {"role": "\x00", "status": "нет", "unit": "1 OR 1", "term": "\x00", "kind": "я" * 5000},
        {"unit": str(HUGE), "organization": str(HUGE)},
        {"_popup": "1", "all": "", "e": "1"},
    ],
)
def test_clumsy_addresses_are_answered(ours, admin, parameters):
    for address in lists():
        answer = admin.get(address, parameters, follow=True)
        assert answer.status_code == 200, address
        assert "Traceback" not in answer.content.decode()
