"""The organization's own list of reasons, and what a refusal takes from it."""

import importlib

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from memberships import services
from memberships.models import JoinRequest, RefusalReason
from memberships.queries import reasons_for
from memberships.roles import Role
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.foreign_words import foreign_words

JUNK = "Спам, чужой человек."
LINK = "Ссылка была предназначена для другой роли."


def reason_of(organization, text):
    return RefusalReason.objects.get(organization=organization, text=text)


def texts(rows):
    return [row.text for row in rows]


def reject(cast, join_request, **words):
    return services.reject_join_request(join_request=join_request, by=cast.administrator, **words)


@pytest.mark.parametrize("kind", ["school", "kindergarten", "college"])
def test_every_organization_begins_with_reasons_in_its_own_words(db, kind):
    organization = make.make_organization(kind)
    rows = list(RefusalReason.objects.filter(organization=organization))
    assert len(rows) == 5
    everything = " ".join(f"{row.text} {row.next_step}" for row in rows)
    assert organization.words.unit.acc in everything
    assert foreign_words(kind, everything) == []
    assert all(row.history.get().history_user.is_superuser for row in rows)


def test_the_migration_gives_those_that_exist_the_same(cast):
    mine = "text next_step for_parents for_learners for_staff is_silent position".split()
    given = list(RefusalReason.objects.order_by("organization", "position").values(*mine))
    RefusalReason.objects.all().delete()
    module = importlib.import_module("memberships.migrations.0004_refusal_reasons")
    module.give_reasons(apps, None)
    rows = RefusalReason.objects.order_by("organization", "position")
    assert list(rows.values(*mine)) == given
    assert all(row.history.first().history_change_reason for row in rows)


def test_each_role_is_offered_what_suits_it(cast):
    child = "Такого ребёнка в списке нет."
    lists = "Не удалось найти вас в списках организации."
    parent, learner, staff = (
        texts(reasons_for(cast.ours, role)) for role in (Role.PARENT, Role.LEARNER, Role.TEACHER)
    )
    assert child in parent
    assert lists not in parent
    assert lists in learner
    assert learner == staff
    assert {LINK, JUNK} < set(parent) & set(staff)
    services.end_refusal_reason(reason=reason_of(cast.ours, LINK), by=cast.administrator)
    assert LINK not in texts(reasons_for(cast.ours, Role.PARENT))
    assert LINK in texts(reasons_for(cast.theirs, Role.PARENT))


def test_a_refusal_takes_words_and_next_step_along(
    cast, mailoutbox, django_capture_on_commit_callbacks
):
    request = make.JoinRequestFactory(organization=cast.ours)
    reason = reason_of(cast.ours, LINK)
    with django_capture_on_commit_callbacks(execute=True):
        reject(cast, request, refusal_reason=reason, reason=" Зайдите в канцелярию. ")
    services.change_refusal_reason(reason=reason, by=cast.administrator, text="Иначе.")
    request.refresh_from_db()
    assert request.reason == f"{LINK} Зайдите в канцелярию."
    assert request.next_step == "Попросите новую ссылку у того, кто вас пригласил."
    assert request.history.first().next_step == request.next_step
    client = Client()
    client.force_login(request.applicant)
    page = client.get(reverse("own_requests")).content.decode()
    (letter,) = mailoutbox
    for text in (request.reason, request.next_step):
        assert text in page
        assert text in letter.body


def test_the_next_step_in_own_words_goes_before_the_prepared_one(cast):
    request = make.JoinRequestFactory(organization=cast.ours)
    reject(cast, request, refusal_reason=reason_of(cast.ours, LINK), next_step="Позвоните нам.")
    request.refresh_from_db()
    assert request.next_step == "Позвоните нам."
    services.undo_decision(join_request=request, by=cast.administrator)
    request.refresh_from_db()
    assert (request.reason, request.next_step) == ("", "")


def test_junk_gets_no_answer_at_all(cast, mailoutbox, django_capture_on_commit_callbacks):
    request = make.JoinRequestFactory(organization=cast.ours)
    with django_capture_on_commit_callbacks(execute=True):
        reject(cast, request, refusal_reason=reason_of(cast.ours, JUNK), next_step="Пишите.")
    request.refresh_from_db()
    assert (request.is_silent, request.reason, request.next_step) == (True, JUNK, "")
    assert mailoutbox == []
    client = Client()
    client.force_login(request.applicant)
    assert JUNK not in client.get(reverse("own_requests")).content.decode()


@pytest.mark.parametrize(
    "which",
    [
        lambda cast: reason_of(cast.theirs, LINK),
        lambda cast: reason_of(cast.ours, "Такого ребёнка в списке нет."),
        lambda cast: services.end_refusal_reason(
            reason=reason_of(cast.ours, LINK), by=cast.administrator
        ),
    ],
    ids=["another organization's", "for another role", "ended"],
)
def test_what_is_not_offered_is_refused(cast, which):
    request = make.JoinRequestFactory(organization=cast.ours)
    with pytest.raises(DomainError, match="в перечне больше нет"):
        reject(cast, request, refusal_reason=which(cast))
    assert JoinRequest.objects.get(pk=request.pk).is_pending


def test_more_than_the_applicant_can_read_is_refused(cast):
    request = make.JoinRequestFactory(organization=cast.ours)
    for words in ({"reason": "я" * 501}, {"reason": "Нет.", "next_step": "я" * 251}):
        with pytest.raises(DomainError, match="короче"):
            reject(cast, request, **words)


def test_the_list_is_kept_in_order(cast):
    def now():
        return texts(RefusalReason.objects.active().filter(organization=cast.ours))

    def move(text, *, up):
        services.move_refusal_reason(
            reason=reason_of(cast.ours, text), by=cast.administrator, up=up
        )

    before = now()
    move(before[2], up=True)
    assert now() == [before[0], before[2], before[1], *before[3:]]
    move(before[2], up=False)
    assert now() == before
    with pytest.raises(DomainError, match="уже первая"):
        move(before[0], up=True)
    with pytest.raises(DomainError, match="уже последняя"):
        move(before[-1], up=False)
    # One that has ended is passed over, and comes back at the end.
    second = reason_of(cast.ours, before[1])
    services.end_refusal_reason(reason=second, by=cast.administrator)
    with pytest.raises(DomainError, match="больше нет"):
        move(before[1], up=True)
    move(before[2], up=True)
    assert now() == [before[2], before[0], *before[3:]]
    with pytest.raises(DomainError, match="уже убрана"):
        services.end_refusal_reason(reason=second, by=cast.administrator)
    services.restore_refusal_reason(reason=second, by=cast.administrator)
    assert now()[-1] == before[1]
    with pytest.raises(DomainError, match="в перечне"):
        services.restore_refusal_reason(reason=second, by=cast.administrator)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": "  "}, "Напишите причину"),
        ({"text": f" {LINK.replace(' ', '  ')} "}, "уже есть"),
        (
            {"text": "Мест нет.", "for_parents": False, "for_learners": False, "for_staff": False},
            "кому",
        ),
        ({"text": "Мест нет.", "is_silent": True, "next_step": "Ждите."}, "уберите"),
        ({"text": "Мест нет.", "position": 3}, "position"),
    ],
)
def test_a_reason_that_makes_no_sense_is_refused(cast, fields, sentence):
    number = RefusalReason.objects.count()
    with pytest.raises(DomainError, match=sentence):
        services.add_refusal_reason(organization=cast.ours, by=cast.administrator, **fields)
    junk = reason_of(cast.ours, JUNK)
    with pytest.raises(DomainError, match=sentence):
        services.change_refusal_reason(reason=junk, by=cast.administrator, **fields)
    assert RefusalReason.objects.count() == number
    assert RefusalReason.objects.get(pk=junk.pk).text == JUNK


def test_a_text_of_an_ended_reason_is_not_taken_twice(cast):
    services.end_refusal_reason(reason=reason_of(cast.ours, LINK), by=cast.administrator)
    with pytest.raises(DomainError, match="среди убранных"):
        services.add_refusal_reason(organization=cast.ours, by=cast.administrator, text=LINK)
