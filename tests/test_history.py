"""Every change tells who made it and why, and no write goes past the history."""

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from simple_history.utils import get_history_manager_for_model

from accounts.models import User
from memberships.models import JoinRequest, Membership, UnitGrant
from memberships.services import approve_join_request, approve_many
from organizations.models import Organization, Subject
from sferum_portal.lib.history import TrackedQuerySet, record_many
from tests import factories as make
from tests.verbs import COMPOSED, MODULES, OF_ONESELF, VERBS

#: Rows that guardian itself writes beside those of `memberships.grants`, without a reason.
BY_GUARDIAN = {"UnitGrant", "OrganizationGrant", "UnitSubjectGrant"}
#: Verbs for which a factory makes a fact first, which is nobody's.
PREPARED = {
    "memberships.add_member",
    "memberships.link_family",
    "memberships.choose_child",
    "memberships.approve_join_request",
    "memberships.approve_with_child",
    "memberships.approve_with_new_child",
    "memberships.reject_join_request",
    "memberships.withdraw_join_request",
    "memberships.defer_join_request",
    "memberships.look_at_request",
    "memberships.ask_again",
    "memberships.renew_code",
    "memberships.ask_for_parent_code",
    "memberships.confirm_by_parent",
    "memberships.undo_decision",
    "memberships.end_substitution",
    "memberships.restore_refusal_reason",
    "memberships.lift_restriction",
    "memberships.issue_cards",
    "memberships.revoke_card",
    "grants.take_back",
    "memberships.hold_requests",
    "memberships.release_requests",
    "invitations.revoke_invitation",
    "invitations.reissue_invitation",
    "invitations.issue_personal_link",
    "invitations.quarantine_invitation",
    "invitations.lift_quarantine",
    "invitations.annul_unclaimed",
    "invitations.redeem",
}


def tracked_models():
    return [model for model in apps.get_models() if hasattr(model, "history")]


def history_of(model):
    return get_history_manager_for_model(model)


def newest():
    """``{model: the last number in its history}``"""
    return {
        model: history_of(model)
        .order_by("-history_id")
        .values_list("history_id", flat=True)
        .first()
        or 0
        for model in tracked_models()
    }


def rows_since(before):
    return [
        (model.__name__, row)
        for model, number in before.items()
        for row in history_of(model).filter(history_id__gt=number)
    ]


def actor_of(verb, cast):
    if verb in OF_ONESELF:
        return cast.stranger
    others = {
        "organizations.create_organization": cast.operator,
        "memberships.approve_distribution": cast.head,
    }
    return others.get(verb, cast.administrator)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_tells_who_did_it_and_why(cast, verb):
    by = actor_of(verb, cast)
    before = newest()
    VERBS[verb](cast, by)
    told = [(name, row) for name, row in rows_since(before) if row.history_user == by]
    assert told, "no row says who did it"
    if verb != "organizations.create_organization":
        # (Chats come with an organization by a signal; what they are for is plain.)
        silent = [name for name, row in told if not row.history_change_reason]
        assert set(silent) <= BY_GUARDIAN
    assert any(row.history_change_reason for _, row in told)
    if verb not in PREPARED:
        others = {name for name, row in rows_since(before) if row.history_user != by}
        assert others <= BY_GUARDIAN


def test_the_table_of_verbs_has_every_service():
    public = set()
    for prefix, module in MODULES.items():
        names = getattr(module, "__all__", None) or [
            name
            for name, value in vars(module).items()
            if getattr(value, "__module__", "") == module.__name__
            and callable(value)
            and name[0].islower()
        ]
        public |= {f"{prefix}.{name}" for name in names if name[0].islower()}
    helpers = {
        "grants.obj_has_permission",
        "invitations.find_invitation",
        "invitations.require_open",
        "invitations.roles_of",
    }
    assert public - helpers == set(VERBS) | COMPOSED


def test_several_at_once_are_told_one_by_one(cast):
    requests = [make.JoinRequestFactory(organization=cast.ours) for _ in range(2)]
    approve_many(join_requests=requests, by=cast.administrator)
    for request in requests:
        row = request.history.first()
        assert (row.history_user, row.history_change_reason) == (cast.administrator, "Принята")


def test_the_history_keeps_what_was_before(cast):
    request = make.JoinRequestFactory(organization=cast.ours)
    approve_join_request(join_request=request, by=cast.administrator)
    assert [row.status for row in request.history.all()] == ["approved", "pending"]
    assert [row.history_type for row in request.history.all()] == ["~", "+"]
    reasons = set(
        Membership.objects.get(user=request.applicant).history.values_list(
            "history_change_reason", flat=True
        )
    )
    assert reasons == {f"Заявка № {request.pk}"}


def test_an_actor_is_known_outside_of_requests_too(cast):
    """Tasks and commands have no request to take the person from."""
    subject = Subject(organization=cast.ours, name="Физика")
    record_many(Subject, [subject], by=cast.head, reason="Из файла")
    row = Subject.objects.get(name="Физика").history.get()
    assert (row.history_user, row.history_change_reason) == (cast.head, "Из файла")


@pytest.mark.parametrize("model", [Membership, Organization, JoinRequest, Subject])
def test_writes_past_the_history_are_refused(cast, model):
    rows = model.objects.all()
    field = "short_name" if model is Organization else "id"
    with pytest.raises(TypeError, match="history"):
        rows.update(**{field: 1})
    with pytest.raises(TypeError, match="history"):
        rows.bulk_update(list(rows), [field])
    with pytest.raises(TypeError, match="history"):
        rows.bulk_create([model()])
    with pytest.raises(TypeError, match="history"):
        model.objects.filter(pk=0).update(**{field: 1})


def test_the_refusal_is_back_after_many_rows_were_recorded(cast):
    record_many(Subject, [Subject(organization=cast.ours, name="Химия")], by=cast.head)
    with pytest.raises(TypeError):
        Subject.objects.update(name="Биология")
    with pytest.raises(IntegrityError), transaction.atomic():
        record_many(Subject, [Subject(organization=cast.ours, name="Химия")], by=cast.head)
    with pytest.raises(TypeError):
        Subject.objects.update(name="Биология")


def test_deleting_by_a_queryset_is_recorded(cast):
    subject = Subject.objects.create(organization=cast.ours, name="Черчение")
    Subject.objects.filter(pk=subject.pk).delete()
    row = Subject.history.filter(id=subject.pk).first()
    assert (row.history_type, row.name) == ("-", "Черчение")


def test_every_manager_of_a_tracked_tenant_refuses_them_too():
    for model in tracked_models():
        if model is User or model.__name__ in BY_GUARDIAN or model._meta.app_label == "regulations":
            continue
        assert issubclass(model._default_manager._queryset_class, TrackedQuerySet), model
    # What remains open, by name: guardian's own rows, which `memberships.grants` alone writes.
    assert UnitGrant.objects._queryset_class is QuerySet
