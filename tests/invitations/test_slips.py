"""Slips for a parents' meeting: one personal link for each family."""

import io
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from invitations.models import Invitation
from invitations.services import find_invitation, redeem
from invitations.slips import issue_slips
from memberships.models import JoinRequest
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.cast import PEOPLE

ACCOUNT = {
    "surname": "Новикова",
    "given_name": "Ольга",
    "email": "olga@people.example",
    "password": "Синий-пароход-42",
}


def page(cast):
    return reverse("invitations:slips", args=[cast.ours.slug, cast.unit.pk])


def test_the_sheet_has_a_slip_for_each_child_and_its_links_work(cast):
    second = make.make_learner(cast.unit).user
    client = Client()
    client.force_login(cast.leader)
    answer = client.post(page(cast), {"days": "7"})
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    text = " ".join(page.extract_text() for page in reader.pages)
    for child in (cast.learner, second):
        assert f"Родителям: {child.surname} {child.given_name}" in " ".join(text.split())
    tokens = re.findall(r"/i/([\w-]{20,})", text.replace("\n", ""))
    assert {find_invitation(token).child for token in tokens} == {cast.learner, second}


def test_a_parent_who_comes_through_a_slip_names_nobody(cast):
    ((invitation, token),) = issue_slips(unit=cast.unit, by=cast.leader, days=7)
    learner = invitation.child
    client = Client()
    form = client.get(f"/i/{token}/").content.decode()
    assert learner.full_name in form
    assert "child_surname" not in form
    # Whatever else is sent along: the link is for this child.
    client.post(f"/i/{token}/register/", ACCOUNT | {"child_surname": "Чужой"})
    request = JoinRequest.objects.get()
    assert (request.child, request.child_surname) == (learner, learner.surname)
    assert request.can_be_approved


def test_new_slips_annul_those_that_nobody_used(cast):
    make.make_learner(cast.unit)
    first = issue_slips(unit=cast.unit, by=cast.leader, days=7)
    used = find_invitation(first[0][1])
    redeem(invitation=used, user=cast.stranger)
    shared, _ = make.make_invitation(cast.unit)
    issue_slips(unit=cast.unit, by=cast.leader, days=7)
    assert find_invitation(first[0][1]).state == Invitation.State.OPEN
    assert find_invitation(first[1][1]).state == Invitation.State.REVOKED
    shared.refresh_from_db()
    assert shared.state == Invitation.State.OPEN


def test_where_nobody_learns_there_are_no_slips(cast):
    for unit in (cast.other_unit, make.staff_unit(cast.ours)):
        with pytest.raises(DomainError):
            issue_slips(unit=unit, by=cast.administrator, days=7)


@pytest.mark.parametrize("person", sorted({*PEOPLE} - {"administrator", "leader"}))
def test_only_who_invites_into_the_unit_prints_slips(cast, person):
    with pytest.raises(PermissionDenied):
        issue_slips(unit=cast.unit, by=getattr(cast, person), days=7)


@pytest.mark.parametrize("days", ["", "0", "61", "-1", "завтра", "9" * 30])
def test_a_wrong_term_is_refused_in_russian(cast, days):
    client = Client()
    client.force_login(cast.leader)
    answer = client.post(page(cast), {"days": days})
    assert answer.status_code == 422
    assert not Invitation.objects.filter(child__isnull=False).exists()
