"""What a list of the admin costs: the same queries, whatever number of rows it shows."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from memberships.roles import Role
from organizations.models import ChatRule, Organization, SchoolYear
from regulations.models import DocumentVersion, LegalBasis
from tests import factories as make
from tests.admin.rows import make_rows, registers
from tests.facts import today

LETTERS = "АБВ"
#: No list of rows: the page of the strategy itself, or the choice of an organization.
WITHOUT_LIST = {ChatRule}


def add_row_to_every_register(organization, number):
    letter = LETTERS[number]
    rows = make_rows(organization, letter, f"Предмет {letter}")
    SchoolYear.objects.create(
        organization=organization,
        starts_on=dt.date(2040 + number, 9, 1),
        ends_on=dt.date(2041 + number, 9, 1),
    )
    # The draft stays the only one: earlier versions that later ones replaced.
    draft, operator = rows[DocumentVersion], make.make_operator()
    DocumentVersion.objects.create(
        organization=organization,
        document=draft.document,
        number=draft.number + 1 + number,
        status=DocumentVersion.Status.SUPERSEDED,
        title=draft.document.title,
        created_by=operator,
        order_number="1",
        order_date=today(),
        effective_from=today(),
        replaced_on=today(),
        approved_by=operator,
        approved_at=draft.created_at,
        file="regulation.pdf",
        sha256="0" * 64,
        size=1,
        verify_code=f"{organization.pk}-{number}",
    )
    LegalBasis.objects.create(
        key=f"act-{organization.pk}-{number}",
        position=900,
        act_kind="Приказ",
        date=today(),
        number=str(number),
        title="О порядке",
        status=LegalBasis.Status.REPLACED,
        replaced_by=rows[LegalBasis],
        checked_on=today(),
        kinds="all",
    )


def measured(client, model, name):
    """``(rows that the list shows, queries that it costs)``."""
    with CaptureQueriesContext(connection) as captured:
        page = client.get(reverse(f"{name}_changelist"))
    assert page.status_code == 200, name
    return len(page.context["cl"].result_list), len(captured)


@pytest.mark.parametrize("reader", ["of one organization", "of several", "operator"])
def test_lists_cost_the_same_for_any_number_of_rows(cast, as_, reader):
    """Each list, for one more of everything, here and in one more organization."""

    def grow(number):
        add_row_to_every_register(cast.ours, number)
        another = make.make_organization()
        add_row_to_every_register(another, number)
        if reader == "of several":
            make.make_member(another, Role.ADMINISTRATOR, user=cast.administrator)

    def costs():
        return {model: measured(client, model, name) for model, name in read}

    client = as_(cast.operator if reader == "operator" else cast.administrator)
    # Whoever administers one organization has no more of them in the list.
    alone = {Organization} if reader == "of one organization" else set()
    read = [row for row in registers() if row[0] not in WITHOUT_LIST | alone]
    grow(0)
    costs()  # caches that live longer than a page are warm
    few = costs()
    for number in (1, 2):
        grow(number)
    many = costs()
    for model, (rows, queries) in many.items():
        few_rows, few_queries = few[model]
        assert rows >= few_rows + 2, f"{model.__name__}: nothing was added to the list"
        assert queries == few_queries, model.__name__
