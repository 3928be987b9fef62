"""What else waits for whoever answers for the organization: roles, a distribution."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from memberships import services
from memberships.models import Membership
from memberships.roles import Role
from regulations.publishing.rules import deadline_of
from regulations.publishing.waiting import waiting_of
from sferum_portal import start_matters
from tests import factories as make
from tests.factories import days_ago
from tests.facts import approve_distribution, membership_of
from tests.portal.test_start_page import home
from tests.regulations.making import make_approved, make_ready, make_signature, replace_rendering
from tests.regulations.papers_making import make_package
from tests.regulations.publishing import publish, sign


def matters_of(client, cast, person):
    page = home(client, cast, person).replace("\xa0", " ")
    return page.partition("Кроме заявок ждут решения")[2].partition("</section>")[0]


def test_the_head_reads_of_roles_that_wait_and_who_confirms_them(cast, client):
    said = matters_of(client, cast, "head")
    # The cast's leader whose role is not confirmed.
    assert "1 роль ждёт подтверждения" in said
    assert "Подтверждает администратор" in said
    assert "Подтверждаете вы" in matters_of(client, cast, "administrator")
    make.make_member(cast.ours, Role.TEACHER, verified=False)
    make.make_member(cast.theirs, Role.TEACHER, verified=False)
    assert "2 роли ждут подтверждения" in matters_of(client, cast, "head")
    for row in Membership.objects.filter(organization=cast.ours, verified_at=None):
        if row.role in ("teacher", "educator"):
            services.verify_membership(membership=row, by=cast.operator, basis="приказ № 1")
    assert "подтверждения" not in matters_of(client, cast, "head")


def test_the_head_reads_of_a_distribution_that_waits(cast, client):
    year = cast.unit.school_year
    assert f"Распределение на {year} не утверждено" in matters_of(client, cast, "head")
    assert "Распределение" not in matters_of(client, cast, "administrator")
    approve_distribution(cast, cast.head)
    assert "Распределение" not in matters_of(client, cast, "head")
    make.make_leader(cast.other_unit)
    assert f"Распределение на {year} изменилось: 1" in matters_of(client, cast, "head")


def test_the_head_reads_of_what_waits_for_the_signature_and_the_site(cast, client, monkeypatch):
    replace_rendering(monkeypatch)
    version = make_approved(make_ready(cast.ours), order_date=days_ago(2))
    said = matters_of(client, cast, "head")
    assert "На подпись: 1 документ" in said
    assert reverse("regulations:signing", args=[cast.ours.slug, version.pk]) in said
    assert "На подпись" not in matters_of(client, cast, "administrator")
    make_signature(version)
    said = matters_of(client, cast, "administrator")
    assert "На сайт: 1 документ" in said
    assert f"Выложите до {deadline_of(version):%d.%m.%Y}" in said
    assert reverse("regulations:version_route", args=[cast.ours.slug, version.pk]) in said
    publish(version, cast.head, published_on=days_ago(0))
    for person in ("head", "administrator"):
        said = matters_of(client, cast, person)
        assert "На подпись" not in said
        assert "На сайт" not in said


def test_the_head_reads_of_every_document_that_waits_for_the_signature(cast, client, monkeypatch):
    """Orders too; but nothing that the head does not sign."""
    package = make_package(cast)
    signed_kinds = ("regulation", "usage_order", "administrator_order", "distribution_order")
    said = matters_of(client, cast, "head")
    assert "На подпись: 4 документа" in said
    for kind, version in package.items():
        link = reverse("regulations:signing", args=[cast.ours.slug, version.pk])
        assert (link in said) == (kind in signed_kinds), kind
    assert "Приказ об использовании платформы от" in said
    assert "№ 101-од" in said
    # The term of the site does not wait for the signature.
    assert "На сайт: 1 документ" in said
    assert f"Выложите до {deadline_of(package['regulation']):%d.%m.%Y}. Сначала" in said
    sign(monkeypatch, package["regulation"])
    said = matters_of(client, cast, "head")
    assert "На подпись: 3 документа" in said
    assert f"Выложите до {deadline_of(package['regulation']):%d.%m.%Y}</span>" in said
    sign(monkeypatch, *(package[kind] for kind in signed_kinds))
    assert "На подпись" not in matters_of(client, cast, "head")


def test_of_many_unsigned_documents_the_rest_is_counted(cast, client, monkeypatch):
    make_package(cast)
    monkeypatch.setattr(start_matters, "MOST_UNSIGNED", 3)
    said = matters_of(client, cast, "head")
    assert "И ещё 1" in said
    assert said.count("/signing/") == 3


def test_what_waits_takes_as_many_queries_for_many_documents(cast, monkeypatch):
    replace_rendering(monkeypatch)
    ready = make_ready(cast.ours)
    make_approved(ready)
    with CaptureQueriesContext(connection) as few:
        assert [len(rows) for rows in waiting_of(ready)] == [1, 1]
    make_approved(ready, effective_from=days_ago(-9))
    with CaptureQueriesContext(connection) as many:
        assert [len(rows) for rows in waiting_of(ready)] == [2, 2]
    assert len(many) == len(few)


@pytest.mark.parametrize("person", ["deputy", "leader", "teacher", "learner", "parent"])
def test_nobody_else_reads_what_waits_for_the_administration(cast, client, person):
    assert "Кроме заявок ждут решения" not in home(client, cast, person)


def test_a_roles_page_says_who_confirms_it(cast, client):
    waiting = membership_of(cast.unverified_leader)
    client.force_login(cast.head)
    address = reverse("admin:memberships_membership_change", args=[waiting.pk])
    page = client.get(address).text
    assert f"подтверждает администратор ({cast.administrator.short_name})" in page
    services.verify_membership(membership=waiting, by=cast.operator, basis="приказ № 1")
    assert "подтверждает администратор" not in client.get(address).text
