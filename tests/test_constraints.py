"""The database repeats the rules: what the services refuse, a raw row is refused too."""

import datetime as dt
import uuid

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import UniqueConstraint
from django.utils import timezone

from invitations.models import Invitation
from memberships.models import FamilyLink, Membership, RosterDuty, Teaching, UnitLeadership
from memberships.services import approve_join_request
from organizations.models import AutomaticChat, ChatRule, Platform, SchoolYear
from tests import factories as make
from tests.facts import (
    approve_distribution,
    membership_of,
    name_substitute,
    refusal_reason,
    small_learners_request,
    today,
)

APPS = ("organizations", "memberships", "invitations")


def copy_of(row, **changes):
    """The same row once more."""
    row = changed(row, **changes)
    row.pk = None
    return row


def changed(row, **changes):
    row = type(row).objects.get(pk=row.pk)
    for name, value in changes.items():
        setattr(row, name, value)
    return row


def backwards(row):
    return changed(row, starts_on=today(), ends_on=today(-1))


def teacher(cast):
    return membership_of(cast.teacher)


def leadership(cast):
    return UnitLeadership.objects.get(membership__user=cast.leader)


def teaching(cast):
    return Teaching.objects.get(membership__user=cast.subject_teacher)


def link(cast):
    return FamilyLink.objects.get(parent=cast.parent)


def pending(cast):
    return make.JoinRequestFactory(organization=cast.ours)


def year(cast):
    return SchoolYear.objects.get(organization=cast.ours)


def rule(cast, **fields):
    defaults = {"chat_kind": "unit_parents", "creator": "deputy", "ruling": "allowed"}
    return ChatRule(organization=cast.ours, **(defaults | fields))


def platform(cast, **fields):
    return Platform(organization=cast.ours, name="MAX", **({"starts_on": today()} | fields))


def invitation(cast):
    return make.make_invitation(cast.unit)[0]


def appointment(cast):
    return make.make_appointment(membership_of(cast.administrator))


def entry(cast):
    return make.make_roster_entry(membership_of(cast.learner))


def card(cast):
    return make.make_card(cast.unit).card


def revoked_card(cast):
    fields = {"form_key": uuid.UUID(int=2), "revoked_at": timezone.now(), "revoked_by": cast.head}
    return saved(changed(card(cast), **fields))


def duty(cast, **place):
    return saved(RosterDuty(organization=cast.ours, entry=entry(cast), **place))


def parent_code(cast):
    return small_learners_request(cast, cast.stranger).parent_codes.get()


def saved(row):
    row.save()
    return row


def act(cast):
    return make.make_annulment_act(cast.ours, cast.unit)


def approved(cast):
    return approve_join_request(join_request=pending(cast), by=cast.administrator)


#: Constraint → a row that breaks it and no other rule.
BREAKS = {
    "documents_are_read_in_days": lambda cast: changed(cast.ours, acknowledgement_days=61),
    "requests_are_decided_in_days": lambda cast: changed(cast.ours, decision_days=0),
    "links_live_for_days": lambda cast: changed(cast.ours, longest_link_days=61),
    "school_year_ends_after_start": lambda cast: changed(year(cast), ends_on=year(cast).starts_on),
    "one_school_year_begins_a_day": lambda cast: copy_of(year(cast)),
    "one_staff_unit": lambda cast: copy_of(make.staff_unit(cast.ours), name="Ещё одно"),
    "one_unit_of_a_name_each_year": lambda cast: copy_of(cast.unit),
    "every_unit_but_staff_has_a_school_year": lambda cast: changed(cast.unit, school_year=None),
    "one_subject_of_a_name": lambda cast: copy_of(cast.unit_subject.subject),
    "one_subject_once_in_a_unit": lambda cast: copy_of(cast.unit_subject),
    "one_ruling_for_a_creator": lambda cast: copy_of(saved(rule(cast)), ruling="denied"),
    "chat_ruling_is_known": lambda cast: rule(cast, ruling="perhaps"),
    "chat_creator_is_known": lambda cast: rule(cast, creator="parent"),
    "one_automatic_chat_of_a_kind": lambda cast: copy_of(
        saved(AutomaticChat(organization=cast.ours, chat_kind="unit_parents"))
    ),
    "platform_ends_after_start": lambda cast: platform(cast, ends_on=today(-1)),
    "one_platform_begins_a_day": lambda cast: copy_of(saved(platform(cast)), name="ВК"),
    "membership_ends_after_start": lambda cast: backwards(teacher(cast)),
    "one_open_membership_of_a_role_in_a_unit": lambda cast: copy_of(teacher(cast)),
    "one_open_membership_of_a_role_without_unit": lambda cast: copy_of(membership_of(cast.parent)),
    "learner_belongs_to_a_unit": lambda cast: changed(membership_of(cast.learner), unit=None),
    "membership_role_is_known": lambda cast: changed(teacher(cast), role="king"),
    "role_verified_as_a_whole": lambda cast: changed(teacher(cast), verification_basis=""),
    "leadership_ends_after_start": lambda cast: backwards(leadership(cast)),
    "one_open_leadership_of_a_unit": lambda cast: copy_of(leadership(cast)),
    "teaching_ends_after_start": lambda cast: backwards(teaching(cast)),
    "one_open_teaching_of_a_subject": lambda cast: copy_of(teaching(cast)),
    "family_link_ends_after_start": lambda cast: backwards(link(cast)),
    "one_open_family_link": lambda cast: copy_of(link(cast)),
    "nobody_is_their_own_parent": lambda cast: changed(link(cast), child=cast.parent),
    "one_distribution_of_an_order": lambda cast: copy_of(approve_distribution(cast, cast.head)),
    "distribution_has_an_order": lambda cast: changed(
        approve_distribution(cast, cast.head), order_number=""
    ),
    "order_has_a_number": lambda cast: changed(appointment(cast), order_number=""),
    "nobody_stands_in_for_themselves": lambda cast: changed(
        appointment(cast), substitute=appointment(cast).membership
    ),
    "substitution_ends_after_start": lambda cast: changed(
        name_substitute(cast, cast.operator), ends_on=today(-1)
    ),
    "one_substitution_begins_a_day": lambda cast: copy_of(name_substitute(cast, cast.operator)),
    "substitute_is_another_role": lambda cast: changed(
        name_substitute(cast, cast.operator), substitute=membership_of(cast.administrator)
    ),
    "one_pending_join_request": lambda cast: copy_of(pending(cast)),
    "join_request_decided_as_a_whole": lambda cast: changed(
        pending(cast), status="withdrawn", decided_by=cast.head
    ),
    "rejection_states_its_reason": lambda cast: changed(
        pending(cast), status="rejected", decided_by=cast.head, decided_at=timezone.now()
    ),
    "approval_makes_a_membership": lambda cast: changed(
        pending(cast), status="approved", decided_by=cast.head, decided_at=timezone.now()
    ),
    "only_the_approved_are_of_a_bulk": lambda cast: changed(pending(cast), bulk=uuid.uuid4()),
    "one_refusal_reason_of_a_text": lambda cast: copy_of(refusal_reason(cast)),
    "refusal_reason_suits_somebody": lambda cast: changed(refusal_reason(cast), for_parents=False),
    "silent_refusal_says_nothing_next": lambda cast: changed(refusal_reason(cast), is_silent=True),
    "parents_email_is_a_learners": lambda cast: changed(pending(cast), parent_email="a@b.example"),
    "only_an_email_is_confirmed": lambda cast: changed(
        pending(cast), parent_confirmed_at=timezone.now()
    ),
    "approval_needs_the_parents_code": lambda cast: changed(
        small_learners_request(cast, cast.stranger),
        status="approved",
        decided_by=cast.head,
        decided_at=timezone.now(),
        membership=membership_of(cast.learner),
    ),
    "request_seen_as_a_whole": lambda cast: changed(pending(cast), seen_at=timezone.now()),
    "parent_code_sent_as_a_whole": lambda cast: changed(parent_code(cast), sent_at=timezone.now()),
    "parent_code_has_few_tries": lambda cast: changed(parent_code(cast), tries=6),
    "invitation_has_at_least_one_use": lambda cast: changed(invitation(cast), max_uses=0),
    "invitation_revoked_as_a_whole": lambda cast: changed(
        invitation(cast), revoked_at=timezone.now()
    ),
    "one_invitation_of_a_form": lambda cast: copy_of(
        saved(changed(invitation(cast), form_key=uuid.UUID(int=1))), token_digest="another"
    ),
    "one_roster_entry_of_an_external_id": lambda cast: copy_of(
        saved(changed(entry(cast), external_id="7"))
    ),
    "roster_entry_has_its_place": lambda cast: changed(entry(cast), unit=None),
    "applied_roster_says_when": lambda cast: changed(
        make.make_roster_import(cast.ours, by=cast.administrator), status="applied"
    ),
    "roster_duty_is_one_thing": lambda cast: RosterDuty(
        organization=cast.ours, entry=entry(cast), unit=cast.unit, unit_subject=cast.unit_subject
    ),
    "one_roster_duty_of_leading": lambda cast: copy_of(duty(cast, unit=cast.unit)),
    "one_roster_duty_of_teaching": lambda cast: copy_of(duty(cast, unit_subject=cast.unit_subject)),
    "restriction_states_its_basis": lambda cast: changed(link(cast), restricted_on=today()),
    "one_open_signin_card_of_a_learner": lambda cast: copy_of(card(cast), token_digest="another"),
    "one_signin_card_of_a_form": lambda cast: copy_of(revoked_card(cast), token_digest="another"),
    "signin_card_revoked_as_a_whole": lambda cast: changed(card(cast), revoked_at=timezone.now()),
    "personal_invitation_is_for_parents": lambda cast: changed(
        invitation(cast), role="learner", child=cast.learner
    ),
    "link_of_one_person_has_one_use": lambda cast: changed(invitation(cast), named="Иванов"),
    "invitation_quarantined_as_a_whole": lambda cast: changed(
        invitation(cast), quarantined_at=timezone.now()
    ),
    "act_is_about_annulled_links": lambda cast: changed(invitation(cast), act=act(cast)),
    "one_act_of_a_number_each_year": lambda cast: copy_of(act(cast)),
    "acts_are_numbered_from_one": lambda cast: changed(act(cast), number=0),
    "request_held_as_a_whole": lambda cast: changed(pending(cast), held_at=timezone.now()),
    "no_held_request_is_approved": lambda cast: changed(
        approved(cast), held_at=timezone.now(), held_reason="проверка"
    ),
    "invitation_role_is_known": lambda cast: changed(invitation(cast), role="king"),
}


def constraints():
    return {
        constraint.name: (model, constraint)
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
    }


def test_every_constraint_has_a_row_that_breaks_it():
    assert set(BREAKS) == set(constraints())


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses(cast, name):
    model, constraint = constraints()[name]
    row = BREAKS[name](cast)
    assert isinstance(row, model)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        row.save()
    # SQLite names a check, of a unique constraint it names the columns.
    if connection.vendor == "postgresql" or not isinstance(constraint, UniqueConstraint):
        assert name in str(refusal.value)


@pytest.mark.parametrize("field", ["email", "phone", "login"])
def test_an_identifier_is_unique_and_many_may_lack_it(db, field):
    values = {"email": "anna@people.example", "phone": "+79131234567", "login": "anna"}
    for _ in range(2):
        make.PersonFactory(account=False, **{field: ""})
    make.PersonFactory(**{field: values[field]})
    with pytest.raises(IntegrityError), transaction.atomic():
        make.PersonFactory(**{field: values[field]})


def test_two_open_roles_of_one_person_in_two_units_are_no_fault(cast):
    make.make_learner(cast.other_unit, user=cast.learner)
    assert Membership.objects.filter(user=cast.learner).count() == 2


def test_what_is_over_blocks_nothing(cast):
    for row in (teacher(cast), leadership(cast), teaching(cast), link(cast)):
        changed(row, ends_on=today()).save()
        copy_of(row, ends_on=None).save()


def test_nothing_that_others_refer_to_can_be_deleted(cast):
    term = {"organization": cast.ours, "starts_on": today()}
    for row in (cast.ours, cast.unit, cast.unit_subject.subject, cast.teacher, teacher(cast)):
        if row == teacher(cast):
            UnitLeadership.objects.create(membership=row, unit=cast.unit, **term)
        with pytest.raises(IntegrityError), transaction.atomic():
            row.delete()


def test_a_digest_belongs_to_one_link(cast):
    first = invitation(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_of(first).save()
    assert Invitation.objects.count() == 1
    assert first.expires_at > timezone.now() + dt.timedelta(days=1)
