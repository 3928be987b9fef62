"""One row of every register for an organization, and the addresses of the admin."""

import datetime as dt

from django.contrib import admin
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.models import User
from chats.models import Chat, ChatRequest
from chats.services import create_standard_chat
from invitations.models import AnnulmentAct, Invitation
from memberships import grants
from memberships.models import (
    Appointment,
    Distribution,
    FamilyLink,
    JoinRequest,
    Membership,
    OrganizationGrant,
    RefusalReason,
    RosterEntry,
    RosterImport,
    Substitution,
    Teaching,
    UnitGrant,
    UnitLeadership,
    UnitSubjectGrant,
)
from memberships.roles import Role
from memberships.services import name_substitute
from organizations.models import ChatRule, Organization, SchoolYear, Subject, Unit, UnitSubject
from organizations.services import set_ruling
from regulations.models import DocumentVersion, LegalBasis
from regulations.services import create_draft
from tests import factories as make

#: No organization's: everybody of the admin may read it.
SHARED = {LegalBasis}


def make_rows(organization, letter="В", subject="Физика"):
    """``{model: row}`` for every register that the kind of organization has.

    For other rows of the same organization give another letter and subject.
    """
    operator = make.make_operator()
    unit = make.make_unit(organization, f"8{letter}", grade=8)
    child = make.make_learner(unit)
    parent = make.make_parent(child)
    leader = make.make_leader(unit)
    colleague, asking = (make.make_member(organization, Role.TEACHER) for _ in range(2))
    invitation, _ = make.make_invitation(unit)
    set_ruling(
        organization=organization,
        by=operator,
        chat_kind="unit_parents",
        creator="teacher",
        ruling="on_request",
    )
    rows = {
        User: leader.user,
        Organization: organization,
        SchoolYear: unit.school_year,
        Unit: unit,
        ChatRule: ChatRule.objects.get(organization=organization),
        Membership: leader,
        UnitLeadership: leader.leaderships.get(),
        FamilyLink: FamilyLink.objects.get(parent=parent.user),
        JoinRequest: make.JoinRequestFactory(
            organization=organization,
            role=Role.PARENT,
            unit=unit,
            post="",
            child_surname="Петров",
            child_given_name="Вячеслав",
        ),
        OrganizationGrant: _grant(colleague, "create_management_chat", organization),
        UnitGrant: _grant(colleague, "create_parents_chat", unit),
        Invitation: invitation,
        AnnulmentAct: make.make_annulment_act(organization, unit),
        Chat: create_standard_chat(kind="unit_parents", place=unit, by=operator)[0],
        ChatRequest: ChatRequest.objects.create(
            organization=organization, kind="unit_parents", unit=unit, requested_by=asking.user
        ),
        DocumentVersion: DocumentVersion.objects.filter(organization=organization).drafts().first()
        or create_draft(organization=organization, by=operator),
        LegalBasis: LegalBasis.objects.first(),
        RefusalReason: RefusalReason.objects.create(
            organization=organization, text=f"Мест нет, {letter}."
        ),
        RosterImport: make.make_roster_import(organization, by=operator),
        RosterEntry: make.make_roster_entry(child),
        **_rows_of_administrators(organization, colleague),
    }
    if "subjects" in organization.profile.features:
        rows |= _rows_of_subjects(unit, subject)
    return rows


def _rows_of_administrators(organization, colleague):
    administrator = make.make_member(organization, Role.ADMINISTRATOR)
    today = timezone.localdate()
    substitution = name_substitute(
        administrator=administrator,
        substitute=colleague,
        by=make.make_operator(),
        starts_on=today,
        ends_on=today + dt.timedelta(days=14),
    )
    unit = organization.units.exclude(kind=Unit.STAFF).first()
    distribution = Distribution.objects.create(
        organization=organization,
        school_year=unit.school_year,
        order_number=f"{administrator.pk}-од",
        order_date=today,
        lines=[[unit.name, [colleague.user.full_name]]],
        approved_by=make.make_operator(),
    )
    return {
        Appointment: make.make_appointment(administrator),
        Distribution: distribution,
        Substitution: substitution,
    }


def _rows_of_subjects(unit, subject):
    unit_subject = make.make_unit_subject(unit, subject)
    teacher = make.make_teacher(unit_subject)
    return {
        Subject: unit_subject.subject,
        UnitSubject: unit_subject,
        Teaching: teacher.teachings.get(),
        UnitSubjectGrant: _grant(teacher, "create_subject_chat", unit_subject),
    }


def _grant(membership, right, place):
    return grants.give(
        user=membership.user,
        perm=f"organizations.{right}",
        obj=place,
        by=make.make_operator(),
        reason="Замена",
        expires_on=timezone.localdate() + dt.timedelta(days=30),
    )


def registers():
    """``(model, name prefix of its addresses)`` of every register."""
    return [
        (model, f"admin:{model._meta.app_label}_{model._meta.model_name}")
        for model in admin.site._registry
    ]


def lists():
    return [reverse(f"{name}_changelist") for _, name in registers()]


def page_names():
    """The names of all addresses of the admin but the one that answers 404 to the rest."""

    def walk(patterns):
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns)
            elif pattern.name:
                yield pattern.name

    site = next(
        resolver
        for resolver in get_resolver().url_patterns
        if getattr(resolver, "namespace", None) == "admin"
    )
    return sorted(set(walk(site.url_patterns)))


def row_pages(rows):
    """``(name, address)`` of every page that belongs to one row of these."""
    prefixes = {
        f"{model._meta.app_label}_{model._meta.model_name}_": row for model, row in rows.items()
    }
    for name in page_names():
        model_prefix = next((prefix for prefix in prefixes if name.startswith(prefix)), None)
        if model_prefix is None:
            continue
        row = prefixes[model_prefix]
        pk = row.organization_id if name == "organizations_chatrule_strategy" else row.pk
        try:
            yield name, reverse(f"admin:{name}", args=[pk])
        except NoReverseMatch:
            reverse(f"admin:{name}")  # a page of the whole register


def plain_pages():
    """Addresses without a row: the first page, lists, forms to add."""
    for name in page_names():
        try:
            yield name, reverse(f"admin:{name}")
        except NoReverseMatch:
            continue
