"""Once a day deciders learn what waits for them, and the head what waits too long."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from memberships import reminders
from memberships.models import Membership
from memberships.services import defer_join_request
from sferum_portal.celery import app
from tests import factories as make
from tests.facts import name_substitute, parents_request, today


@pytest.fixture
def letters(mailoutbox):
    """``{address: text}`` of what a run of the reminder writes."""

    def run():
        mailoutbox.clear()
        call_command("send_reminders")
        return {letter.to[0]: letter.body for letter in mailoutbox}

    return run


def old(join_request, days):
    join_request.created_at = timezone.now() - timedelta(days=days)
    join_request.save()
    return join_request


def test_who_is_told_what(cast, letters):
    cast.ours.leaders_decide = True
    cast.ours.save()
    name_substitute(cast, cast.administrator)
    make.JoinRequestFactory(organization=cast.ours)
    old(parents_request(cast), days=5)
    told = letters()
    assert set(told) == {
        cast.administrator.email,
        cast.deputy.email,
        cast.leader.email,
        cast.head.email,
    }
    assert "ждут решения 2\xa0заявки" in told[cast.administrator.email]
    assert "Дольше положенного (3\xa0дня): 1." in told[cast.deputy.email]
    # A leader learns of the own families only.
    assert "ждёт решения 1\xa0заявка" in told[cast.leader.email]
    assert "назначьте ему замещение" in told[cast.head.email]


def test_on_a_second_run_nobody_is_written_to_again(cast, letters):
    make.JoinRequestFactory(organization=cast.ours)
    assert set(letters()) == {cast.administrator.email}
    assert letters() == {}


def test_the_command_reminds_of_links_too(cast, letters, django_capture_on_commit_callbacks):
    """It stands for the whole schedule, not for a part of it."""
    make.JoinRequestFactory(organization=cast.ours)
    link, _ = make.make_invitation(
        cast.unit, created_by=cast.head, expires_at=timezone.now() + timedelta(days=2)
    )
    type(link).objects.filter(pk=link.pk).mark(created_at=timezone.now() - timedelta(days=5))
    with django_capture_on_commit_callbacks(execute=True):
        call_command("send_reminders")
    told = {letter.to[0]: letter.subject for letter in mail.outbox}
    assert told[cast.administrator.email].endswith("заявки ждут решения")
    assert told[cast.head.email].endswith("ссылки-приглашения ждут")


def test_nothing_waits_nobody_is_told(cast, letters):
    put_off = old(make.JoinRequestFactory(organization=cast.ours), days=9)
    defer_join_request(join_request=put_off, by=cast.administrator, until=today(3))
    assert letters() == {}


def test_who_has_no_address_or_no_role_any_more_is_passed_over(cast, letters):
    make.JoinRequestFactory(organization=cast.ours)
    cast.administrator.email = None
    cast.administrator.phone = "+79130000000"
    cast.administrator.save()
    assert letters() == {}
    former = Membership.objects.get(user=cast.former)
    assert former.user_id not in reminders.deciders_of(cast.ours)


def test_a_failing_mail_server_is_asked_again(cast, monkeypatch, letters):
    make.JoinRequestFactory(organization=cast.ours)

    def fail(*args, **kwargs):
        raise OSError("mail server is down")

    with monkeypatch.context() as broken:
        broken.setattr("sferum_portal.lib.mail.send_mail", fail)
        broken.setattr(reminders.remind_decider, "max_retries", 0)
        with pytest.raises(OSError, match="down"):
            reminders.remind_decider(cast.ours.pk, cast.administrator.pk)
    assert set(letters()) == {cast.administrator.email}


def test_the_scheduler_knows_the_task():
    app.loader.import_default_modules()
    for entry in app.conf.beat_schedule.values():
        assert entry["task"] in app.tasks
