"""Every service of people, organizations and invitations as one press: ``VERBS[name](cast, by)``.

The facts that a verb needs are made first, by the operator; a verb returns nothing. The tests of
rights, of history and of arguments all run through this table.
"""

import datetime as dt

from django.utils import timezone

import accounts.services
import invitations.services
import memberships.services
import organizations.services
from memberships import grants
from memberships.models import FamilyLink, Teaching, UnitLeadership
from memberships.roles import Role
from memberships.services.codes import set_parent_code
from organizations.models import Subject
from tests import factories as make
from tests.facts import (
    approve_distribution,
    ended_reason,
    expected,
    expired,
    grant,
    in_a_week,
    issue,
    join_request,
    membership_of,
    name_substitute,
    parents_request,
    quarantined,
    refusal_reason,
    rejected,
    requests_of,
    small_learners_request,
    today,
)

MODULES = {
    "accounts": accounts.services,
    "organizations": organizations.services,
    "memberships": memberships.services,
    "grants": grants,
    "invitations": invitations.services,
}
#: Whoever they are, they act for themselves: no right is asked.
OF_ONESELF = {
    "accounts.register_person",
    "accounts.change_profile",
    "memberships.request_to_join",
    "memberships.withdraw_join_request",
    "memberships.ask_again",
    "memberships.apply_without_link",
    "memberships.renew_code",
    "memberships.ask_for_parent_code",
    "memberships.confirm_by_parent",
    "invitations.redeem",
}


def _redeem(cast, by):
    invitation, _ = make.make_invitation(make.staff_unit(cast.ours), Role.STAFF)
    invitations.services.redeem(invitation=invitation, user=by, post="библиотекарь")


def _request_to_join(cast, by):
    memberships.services.request_to_join(
        organization=cast.theirs,
        applicant=by,
        role=Role.STAFF,
        unit=make.staff_unit(cast.theirs),
        post="библиотекарь",
    )


def _confirm_by_parent(cast, by):
    wish = small_learners_request(cast, by)
    code = set_parent_code(wish.parent_codes.get())
    memberships.services.confirm_by_parent(join_request=wish, by=by, code=code)


_people, _places = memberships.services, organizations.services
REASON = {"reason": "Приказ № 5"}

VERBS = {
    "accounts.register_person": lambda cast, by: accounts.services.register_person(
        surname="Новиков", given_name="Олег", by=by
    ),
    "accounts.change_profile": lambda cast, by: accounts.services.change_profile(
        user=by, by=by, given_name="Ольга"
    ),
    "organizations.create_organization": lambda cast, by: _places.create_organization(
        by=by, slug="new", kind="school", full_name="Новая", short_name="Новая", today=today()
    ),
    "organizations.change_facts": lambda cast, by: _places.change_facts(
        organization=cast.ours, by=by, settlement="г. Новый"
    ),
    "organizations.set_joining_rules": lambda cast, by: _places.set_joining_rules(
        organization=cast.ours,
        by=by,
        leaders_decide=True,
        decision_days=5,
        longest_link_days=30,
        takes_applications=True,
    ),
    "organizations.set_acknowledgement_rules": lambda cast, by: _places.set_acknowledgement_rules(
        organization=cast.ours, by=by, each_acknowledges=True, acknowledgement_days=5
    ),
    "organizations.set_platform": lambda cast, by: _places.set_platform(
        organization=cast.ours, by=by, name="MAX", starts_on=today()
    ),
    "organizations.create_unit": lambda cast, by: _places.create_unit(
        organization=cast.ours,
        by=by,
        kind=cast.unit.kind,
        name="5В",
        school_year=cast.unit.school_year,
    ),
    "organizations.rename_unit": lambda cast, by: _places.rename_unit(
        unit=cast.other_unit, by=by, name="5Г", grade=5
    ),
    "organizations.create_school_year": lambda cast, by: _places.create_school_year(
        organization=cast.ours, by=by, starts_on=dt.date(2040, 9, 1), ends_on=dt.date(2041, 9, 1)
    ),
    "organizations.create_subject": lambda cast, by: _places.create_subject(
        organization=cast.ours, by=by, name="Физика"
    ),
    "organizations.add_subject_to_unit": lambda cast, by: _places.add_subject_to_unit(
        unit=cast.other_unit, subject=Subject.objects.filter(organization=cast.ours)[0], by=by
    ),
    "organizations.set_ruling": lambda cast, by: _places.set_ruling(
        organization=cast.ours, by=by, chat_kind="unit_parents", creator="deputy", ruling="allowed"
    ),
    "organizations.set_automatic": lambda cast, by: _places.set_automatic(
        organization=cast.ours, by=by, chat_kind="unit_parents", automatic=True
    ),
    "organizations.remove_unit": lambda cast, by: _places.remove_unit(
        unit=cast.other_unit, by=by, reason="Заведено по ошибке"
    ),
    "memberships.request_to_join": _request_to_join,
    "memberships.choose_child": lambda cast, by: _people.choose_child(
        join_request=parents_request(cast), child=cast.learner, by=by
    ),
    "memberships.approve_join_request": lambda cast, by: _people.approve_join_request(
        join_request=join_request(cast), by=by
    ),
    "memberships.approve_with_child": lambda cast, by: _people.approve_with_child(
        join_request=parents_request(cast), child=cast.learner, by=by
    ),
    "memberships.approve_with_new_child": lambda cast, by: _people.approve_with_new_child(
        join_request=parents_request(cast), by=by, surname="Новиков", given_name="Лев"
    ),
    "memberships.reject_join_request": lambda cast, by: _people.reject_join_request(
        join_request=join_request(cast), by=by, **REASON
    ),
    "memberships.withdraw_join_request": lambda cast, by: _people.withdraw_join_request(
        join_request=join_request(cast, applicant=by), by=by
    ),
    "memberships.ask_again": lambda cast, by: _people.ask_again(
        join_request=make.make_withdrawn(cast.ours, applicant=by), by=by, post="методист"
    ),
    "memberships.apply_without_link": lambda cast, by: _people.apply_without_link(
        organization=cast.theirs,
        by=by,
        role=Role.STAFF,
        unit=make.staff_unit(cast.theirs),
        post="библиотекарь",
    ),
    "memberships.renew_code": lambda cast, by: _people.renew_code(
        join_request=join_request(cast, applicant=by), by=by
    ),
    "memberships.ask_for_parent_code": lambda cast, by: _people.ask_for_parent_code(
        join_request=small_learners_request(cast, by), by=by, email="father@people.example"
    ),
    "memberships.confirm_by_parent": _confirm_by_parent,
    "memberships.look_at_request": lambda cast, by: _people.look_at_request(
        join_request=join_request(cast), by=by
    ),
    "memberships.undo_decision": lambda cast, by: _people.undo_decision(
        join_request=rejected(cast), by=by
    ),
    "memberships.defer_join_request": lambda cast, by: _people.defer_join_request(
        join_request=join_request(cast), by=by, until=today(7)
    ),
    "memberships.add_refusal_reason": lambda cast, by: _people.add_refusal_reason(
        organization=cast.ours, by=by, text="Заявка не из нашего города."
    ),
    "memberships.change_refusal_reason": lambda cast, by: _people.change_refusal_reason(
        reason=refusal_reason(cast), by=by, text="Нет такого ребёнка."
    ),
    "memberships.move_refusal_reason": lambda cast, by: _people.move_refusal_reason(
        reason=refusal_reason(cast), by=by, up=False
    ),
    "memberships.end_refusal_reason": lambda cast, by: _people.end_refusal_reason(
        reason=refusal_reason(cast), by=by
    ),
    "memberships.restore_refusal_reason": lambda cast, by: _people.restore_refusal_reason(
        reason=ended_reason(cast), by=by
    ),
    "memberships.hold_requests": lambda cast, by: _people.hold_requests(
        join_requests=requests_of(cast), by=by, reason="проверка"
    ),
    "memberships.release_requests": lambda cast, by: _people.release_requests(
        join_requests=requests_of(cast, held_at=timezone.now(), held_reason="проверка"),
        by=by,
        reason="Проверено",
    ),
    "memberships.add_member": lambda cast, by: _people.add_member(
        organization=cast.ours, user=make.PersonFactory(), role=Role.STAFF, by=by
    ),
    "memberships.appoint_administrator": lambda cast, by: _people.appoint_administrator(
        organization=cast.ours, user=cast.staff, by=by, order_number="15-од", order_date=today()
    ),
    "memberships.name_substitute": name_substitute,
    "memberships.end_substitution": lambda cast, by: _people.end_substitution(
        substitution=name_substitute(cast, cast.operator), by=by, **REASON
    ),
    "memberships.approve_distribution": approve_distribution,
    "memberships.add_learner": lambda cast, by: _people.add_learner(
        organization=cast.ours, unit=cast.unit, surname="Носов", given_name="Яков", by=by
    ),
    "memberships.verify_membership": lambda cast, by: _people.verify_membership(
        membership=membership_of(cast.unverified_leader), by=by, basis="Приказ № 6"
    ),
    "memberships.set_activist": lambda cast, by: _people.set_activist(
        membership=membership_of(cast.parent), by=by, is_activist=True
    ),
    "memberships.end_membership": lambda cast, by: _people.end_membership(
        membership=membership_of(cast.leader), by=by, **REASON
    ),
    "memberships.assign_leader": lambda cast, by: _people.assign_leader(
        membership=membership_of(cast.teacher), unit=cast.other_unit, by=by
    ),
    "memberships.assign_teaching": lambda cast, by: _people.assign_teaching(
        membership=membership_of(cast.teacher), unit_subject=cast.unit_subject, by=by
    ),
    "memberships.end_leadership": lambda cast, by: _people.end_leadership(
        leadership=UnitLeadership.objects.get(membership__user=cast.leader), by=by, **REASON
    ),
    "memberships.end_teaching": lambda cast, by: _people.end_teaching(
        teaching=Teaching.objects.get(membership__user=cast.subject_teacher), by=by, **REASON
    ),
    "memberships.link_family": lambda cast, by: _people.link_family(
        organization=cast.ours,
        parent=cast.parent,
        child=make.make_learner(cast.other_unit).user,
        by=by,
    ),
    "memberships.end_family_link": lambda cast, by: _people.end_family_link(
        link=FamilyLink.objects.get(parent=cast.parent), by=by, **REASON
    ),
    "memberships.restrict_family_link": lambda cast, by: _people.restrict_family_link(
        link=FamilyLink.objects.get(parent=cast.parent), by=by, basis="решение суда № 2"
    ),
    "memberships.lift_restriction": lambda cast, by: _people.lift_restriction(
        link=make.restricted(cast.parent, cast.learner), by=by, basis="решение суда № 3"
    ),
    "memberships.issue_cards": lambda cast, by: _people.issue_cards(
        unit=cast.unit, learners=[make.make_small_learner(cast.unit).user], by=by
    ),
    "memberships.revoke_card": lambda cast, by: _people.revoke_card(
        unit=cast.unit, learner=make.make_card(cast.unit).card.user, by=by
    ),
    "grants.give": lambda cast, by: grants.give(
        user=cast.deputy,
        perm="organizations.create_parents_chat",
        obj=cast.unit,
        by=by,
        reason="Приказ № 7",
        expires_on=today(30),
    ),
    "grants.take_back": lambda cast, by: grants.take_back(grant=grant(cast), by=by, **REASON),
    "invitations.issue_invitation": issue,
    "invitations.revoke_invitation": lambda cast, by: invitations.services.revoke_invitation(
        invitation=make.make_invitation(cast.unit)[0], by=by
    ),
    "invitations.reissue_invitation": lambda cast, by: invitations.services.reissue_invitation(
        invitation=make.make_invitation(cast.unit)[0], by=by
    ),
    "invitations.issue_personal_link": lambda cast, by: invitations.services.issue_personal_link(
        entry=expected(cast), role=Role.LEARNER, by=by, expires_at=in_a_week()
    ),
    "invitations.quarantine_invitation": lambda cast, by: (
        invitations.services.quarantine_invitation(
            invitation=make.make_invitation(cast.unit)[0], by=by
        )
    ),
    "invitations.lift_quarantine": lambda cast, by: invitations.services.lift_quarantine(
        invitation=quarantined(cast), by=by
    ),
    "invitations.annul_unclaimed": lambda cast, by: invitations.services.annul_unclaimed(
        organization=cast.ours, by=by, invitations=[expired(cast).pk], idle_days=14
    ),
    "invitations.redeem": _redeem,
}
#: Rows of several verbs at once; they are tested by themselves.
COMPOSED = {"memberships.approve_many", "memberships.undo_bulk", "memberships.undo_many"}
