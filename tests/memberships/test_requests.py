"""A join request from the wish to the decision."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone

from memberships import services
from memberships.models import JoinRequest, Membership
from memberships.roles import Role
from memberships.services import AlreadyDecided
from memberships.services.acceptance import BUSY
from sferum_portal.lib.errors import DomainError
from tests import factories as make

Status = JoinRequest.Status


@pytest.fixture
def join_request(cast):
    return make.JoinRequestFactory(organization=cast.ours, post="учитель физики")


def ask(cast, role=Role.STAFF, unit=None, **fields):
    return services.request_to_join(
        organization=cast.ours,
        applicant=fields.pop("applicant", cast.stranger),
        role=role,
        unit=unit or make.staff_unit(cast.ours),
        **fields,
    )


def test_an_approved_applicant_is_a_member_with_a_role_to_be_confirmed(cast, join_request):
    services.approve_join_request(join_request=join_request, by=cast.administrator)
    join_request.refresh_from_db()
    membership = Membership.objects.get(user=join_request.applicant)
    assert join_request.status == Status.APPROVED
    assert join_request.decided_by == cast.administrator
    assert join_request.membership == membership
    assert (membership.role, membership.post) == (Role.TEACHER, "учитель физики")
    assert membership.unit == make.staff_unit(cast.ours)
    assert not membership.is_verified
    assert join_request.applicant.has_perm("organizations.view_organization", cast.ours)
    assert not join_request.applicant.has_perm("organizations.view_organization", cast.theirs)


def test_a_rejected_applicant_reads_the_reason_and_is_no_member(cast, join_request):
    services.reject_join_request(
        join_request=join_request, by=cast.administrator, reason="  Нет в приказе. "
    )
    join_request.refresh_from_db()
    assert (join_request.status, join_request.reason) == (Status.REJECTED, "Нет в приказе.")
    assert not Membership.objects.filter(user=join_request.applicant).exists()


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_a_rejection_needs_a_reason(cast, join_request, reason):
    with pytest.raises(DomainError, match="причину"):
        services.reject_join_request(
            join_request=join_request, by=cast.administrator, reason=reason
        )


def test_who_comes_on_another_day_reads_the_date_too(cast, join_request):
    services.reject_join_request(join_request=join_request, by=cast.administrator, reason="Нет.")
    join_request.refresh_from_db()
    join_request.decided_at -= dt.timedelta(days=2)
    join_request.save()
    who, when = cast.administrator.short_name, timezone.localtime(join_request.decided_at)
    with pytest.raises(AlreadyDecided) as refusal:
        services.approve_join_request(join_request=join_request, by=cast.administrator)
    assert str(refusal.value) == f"Уже решено: {who}, {when:%d.%m.%Y в %H:%M}. Заявка отклонена."


DECISIONS = {
    "принята": lambda request, cast: services.approve_join_request(
        join_request=request, by=cast.administrator
    ),
    "отклонена": lambda request, cast: services.reject_join_request(
        join_request=request, by=cast.administrator, reason="Нет"
    ),
    "отозвана": lambda request, cast: services.withdraw_join_request(
        join_request=request, by=request.applicant
    ),
}


@pytest.mark.parametrize("first", DECISIONS)
@pytest.mark.parametrize("second", DECISIONS)
def test_a_request_is_decided_once(cast, join_request, first, second):
    """The second one, who still looks at the old page, reads what was decided, by whom and when."""
    stale = JoinRequest.objects.get(pk=join_request.pk)
    DECISIONS[first](join_request, cast)
    before = Membership.objects.count(), stale.history.count()
    with pytest.raises(AlreadyDecided, match=rf"^Уже решено: .+, \d\d:\d\d\. Заявка {first}\.$"):
        DECISIONS[second](stale, cast)
    assert (Membership.objects.count(), stale.history.count()) == before


def test_a_child_is_not_chosen_for_a_decided_request(cast, join_request):
    DECISIONS["отклонена"](join_request, cast)
    with pytest.raises(AlreadyDecided):
        services.choose_child(join_request=join_request, child=cast.learner, by=cast.administrator)


def test_many_are_decided_one_by_one_and_the_bad_ones_block_nobody(cast):
    good, withdrawn, childless, last = (
        make.JoinRequestFactory(organization=cast.ours),
        make.JoinRequestFactory(organization=cast.ours),
        make.JoinRequestFactory(
            organization=cast.ours,
            role=Role.PARENT,
            unit=cast.unit,
            post="",
            child_surname="Никого",
            child_given_name="Нет",
        ),
        make.JoinRequestFactory(organization=cast.ours),
    )
    foreign = make.JoinRequestFactory(organization=cast.theirs)
    services.withdraw_join_request(
        join_request=JoinRequest.objects.get(pk=withdrawn.pk), by=withdrawn.applicant
    )
    rows = [good, withdrawn, foreign, childless, last]
    results = services.approve_many(join_requests=rows, by=cast.administrator)
    assert [row for row, _ in results] == rows
    sentences = [sentence for _, sentence in results]
    assert sentences[0] is sentences[4] is None
    assert "отозвана" in sentences[1]
    assert sentences[2] == "У вас нет права решать эту заявку."
    assert "«Никого Нет» не найден" in sentences[3]
    states = [JoinRequest.objects.get(pk=row.pk).status for row in rows]
    assert states == ["approved", "withdrawn", "pending", "pending", "approved"]


def test_many_by_somebody_without_the_right_change_nothing(cast, join_request):
    ((_, sentence),) = services.approve_many(join_requests=[join_request], by=cast.head)
    assert sentence
    join_request.refresh_from_db()
    assert join_request.is_pending


def test_the_same_request_waits_once_and_may_be_made_again_after_a_refusal(cast):
    first = ask(cast)
    with pytest.raises(DomainError, match="уже подана"):
        ask(cast)
    DECISIONS["отклонена"](first, cast)
    assert ask(cast).is_pending


def test_who_holds_the_role_need_not_ask(cast):
    with pytest.raises(DomainError, match="уже состоите"):
        ask(cast, applicant=cast.staff)
    assert ask(cast, applicant=cast.former, role=Role.ADMINISTRATOR).is_pending


@pytest.mark.parametrize(
    ("role", "where", "sentence"),
    [
        (Role.PARENT, "staff", "не подходят"),
        (Role.LEARNER, "staff", "не подходят"),
        (Role.TEACHER, "unit", "не подходят"),
        (Role.ADMINISTRATOR, "unit", "не подходят"),
        (Role.STAFF, "theirs", "другой организации"),
    ],
)
def test_role_and_unit_must_suit_one_another(cast, role, where, sentence):
    units = {
        "staff": make.staff_unit(cast.ours),
        "unit": cast.unit,
        "theirs": make.staff_unit(cast.theirs),
    }
    with pytest.raises(DomainError, match=sentence):
        ask(cast, role, units[where], child_surname="Иванов", child_given_name="Пётр")
    assert not JoinRequest.objects.exists()


def test_children_of_a_kindergarten_do_not_ask(cast_of):
    cast = cast_of("kindergarten")
    with pytest.raises(DomainError, match="нет учётных записей"):
        ask(cast, Role.LEARNER, cast.unit)


def test_an_approval_of_a_role_that_is_held_by_now_changes_nothing(cast, join_request):
    make.make_member(cast.ours, Role.TEACHER, user=join_request.applicant)
    with pytest.raises(DomainError, match="уже есть"):
        services.approve_join_request(join_request=join_request, by=cast.administrator)
    join_request.refresh_from_db()
    assert join_request.is_pending


def test_a_person_may_hold_several_roles_in_several_organizations(cast, join_request):
    person = join_request.applicant
    services.approve_join_request(join_request=join_request, by=cast.administrator)
    theirs = make.JoinRequestFactory(organization=cast.theirs, applicant=person)
    with pytest.raises(PermissionDenied):
        services.approve_join_request(join_request=theirs, by=cast.administrator)
    services.approve_join_request(join_request=theirs, by=cast.outsider)
    assert Membership.objects.current().filter(user=person).count() == 2


@pytest.mark.parametrize("decision", ["принята", "отклонена"])
def test_the_applicant_gets_a_mail_after_the_commit(
    cast, join_request, decision, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        DECISIONS[decision](join_request, cast)
    assert not mailoutbox
    for send in callbacks:
        send()
    (mail,) = mailoutbox
    assert mail.to == [join_request.applicant.email]
    assert mail.subject == f"{cast.ours}: заявка {decision}"
    assert "Здравствуйте, Анна Петровна!" in mail.body
    reason = "Нет" if decision == "отклонена" else f"/o/{cast.ours.slug}/"
    assert reason in mail.body


def test_nobody_gets_a_mail_of_a_decision_that_was_undone(
    cast, join_request, mailoutbox, django_capture_on_commit_callbacks, monkeypatch
):
    def fail(model, *args, **kwargs):
        if model is JoinRequest:
            raise IntegrityError("the last write of all")

    monkeypatch.setattr("memberships.services.acceptance.record_changes", fail)
    with django_capture_on_commit_callbacks(execute=True):
        (result,) = services.approve_many(join_requests=[join_request], by=cast.administrator)
    assert result == (join_request, BUSY)
    with pytest.raises(DomainError, match="меняет кто-то ещё"):
        DECISIONS["принята"](join_request, cast)
    assert not mailoutbox
    assert not Membership.objects.filter(user=join_request.applicant).exists()


def test_who_withdraws_or_has_no_address_gets_no_mail(
    cast, mailoutbox, django_capture_on_commit_callbacks
):
    by_phone = make.PersonFactory(email=None, phone="+79131234567")
    with django_capture_on_commit_callbacks(execute=True):
        DECISIONS["отозвана"](make.JoinRequestFactory(organization=cast.ours), cast)
        silent = make.JoinRequestFactory(organization=cast.ours, applicant=by_phone)
        DECISIONS["принята"](silent, cast)
    assert not mailoutbox


def test_a_decision_stands_though_the_mail_server_is_down(
    cast, join_request, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with django_capture_on_commit_callbacks(execute=True):
        DECISIONS["принята"](join_request, cast)
    assert Membership.objects.filter(user=join_request.applicant).exists()
