"""The registration application as a letter: its subject, its attachments, sent once."""

import email
from email import policy
from email.header import decode_header, make_header
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from regulations import services, tasks
from regulations.files import stored_pdf
from regulations.models import DocumentVersion, LetterSending
from regulations.models.papers import TRIES_LAST
from regulations.papers.current import current_versions
from regulations.papers.letters import letter_of
from sferum_portal.lib.errors import DomainError
from tests.regulations.papers_making import make_drafts, make_package

pytestmark = pytest.mark.django_db
LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def letter(cast):
    return make_package(cast)["registration_letter"]


def send(letter, cast, **more):
    return services.send_registration_letter(version=letter, by=cast.administrator, **more)


def aged(sending, status):
    sending.requested_at = timezone.now() - TRIES_LAST * 2
    sending.status = status
    sending.save()
    return sending


def test_the_letter_has_the_exact_subject_and_carries_what_it_names(cast, letter):
    message = letter_of(letter)
    assert message.to == ["info@sferum.ru"]
    assert str(make_header(decode_header(message.subject))) == "Сферум: Регистрация организации"
    assert message.extra_headers["Reply-To"] == cast.ours.email
    names = [name for name, _, _ in message.attachments]
    assert names == [
        "Заявка на регистрацию организации, 55.pdf",
        "Приказ об использовании платформы, 101-од.pdf",
        "Приказ о назначении администратора, 102-од.pdf",
    ]
    versions = current_versions(cast.ours)
    assert message.attachments[0][1] == stored_pdf(versions["registration_letter"])
    assert message.attachments[2][1] == stored_pdf(versions["administrator_order"])
    body = message.body.replace("\xa0", " ")
    assert "Петрову Анну Сергеевну, специалиста по информационным ресурсам" in body
    assert "+7 913 123‑45‑67" in body
    assert cast.administrator.email in body
    assert "&quot;" not in body


def test_the_file_is_opened_by_mail_programs_as_a_letter_to_send(cast, letter, at):
    answer = at("head").get(reverse("regulations:letter_eml", args=[cast.ours.slug, letter.pk]))
    assert answer["Content-Type"] == "message/rfc822"
    message = email.message_from_bytes(answer.content, policy=policy.default)
    assert message["Subject"] == "Сферум: Регистрация организации"
    assert message["X-Unsent"] == "1"
    assert message["To"] == "info@sferum.ru"
    attached = [part.get_content() for part in message.iter_attachments()]
    assert [content[:5] for content in attached] == [b"%PDF-"] * 3


def test_a_draft_is_no_letter_yet(cast):
    draft = make_drafts(cast)["registration_letter"]
    for verb in (letter_of, lambda version: send(version, cast)):
        with pytest.raises(DomainError, match="Сначала зарегистрируйте заявку"):
            verb(draft)


def test_it_is_sent_by_one_press_and_never_twice(cast, letter, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        sending = send(letter, cast)
    sending.refresh_from_db()
    assert sending.status == "sent"
    assert sending.sent_at
    assert len(mail.outbox) == 1
    with pytest.raises(DomainError, match="уже отправлено"):
        send(letter, cast, even_if_unsure=True)
    tasks.send_letter_by_mail(sending.pk)
    assert len(mail.outbox) == 1
    history = [row.status for row in sending.history.order_by("history_id")]
    assert history == ["queued", "sending", "sent"]


def test_two_presses_make_one_sending(cast, letter):
    send(letter, cast)
    with pytest.raises(DomainError, match="уже отправляется"):
        send(letter, cast)
    again = LetterSending(
        organization=cast.ours, version=letter, to="a@b.example", requested_by=cast.head
    )
    with pytest.raises(IntegrityError, match=r"one_sending_of_a_letter|version_id"):
        again.save()


def test_a_server_that_refuses_is_asked_again(cast, letter, monkeypatch):
    sending = send(letter, cast)

    def refuse(self, messages):
        raise SMTPRecipientsRefused({})

    monkeypatch.setattr(f"{LOCMEM}.send_messages", refuse)
    with pytest.raises(OSError):  # noqa: PT011 — Celery repeats on this very class
        tasks.send_letter_by_mail.run(sending.pk)
    sending.refresh_from_db()
    assert sending.status == "queued"


def test_a_server_that_may_have_taken_it_is_not(cast, letter, monkeypatch):
    sending = send(letter, cast)

    def hang(self, messages):
        raise TimeoutError

    monkeypatch.setattr(f"{LOCMEM}.send_messages", hang)
    tasks.send_letter_by_mail.run(sending.pk)
    sending.refresh_from_db()
    assert sending.status == "sending"
    with pytest.raises(DomainError, match="мог принять"):
        send(letter, cast, even_if_unsure=True)  # the server may still be thinking
    aged(sending, "sending")
    with pytest.raises(DomainError, match="мог принять"):
        send(letter, cast)
    assert send(letter, cast, even_if_unsure=True).status == "queued"
    sending.refresh_from_db()
    assert sending.status == "failed"


def test_one_whose_tries_are_used_up_may_be_sent_anew(cast, letter):
    aged(send(letter, cast), "queued")
    assert send(letter, cast).status == "queued"


def test_without_mail_it_is_downloaded(cast, letter, at, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    page = at("administrator").get(reverse("regulations:paper", args=[cast.ours.slug, letter.pk]))
    assert "Почта на портале не настроена" in page.content.decode()
    answer = at("administrator").post(
        reverse("regulations:letter_send", args=[cast.ours.slug, letter.pk])
    )
    assert answer.status_code == 409
    assert not LetterSending.objects.exists()


def test_only_those_who_prepare_send(cast, letter, at):
    address = reverse("regulations:letter_send", args=[cast.ours.slug, letter.pk])
    assert at("teacher").post(address).status_code == 403
    assert at("administrator").post(address).status_code == 302
    other = current_versions(cast.ours)["usage_order"]
    wrong = reverse("regulations:letter_send", args=[cast.ours.slug, other.pk])
    assert at("administrator").post(wrong).status_code == 404


# --- What is attached -----------------------------------------------------------------------------


def replace_order(cast, version, number):
    draft = services.prepare_replacement(version=version, by=cast.head)
    facts = {"number": number, "date": timezone.localdate().isoformat()}
    services.change_paper(version=draft, by=cast.head, facts=facts)
    return services.approve_paper(version=draft, by=cast.head)


def names_in(letter):
    return [name for name, _, _ in letter_of(letter).attachments]


def test_what_is_attached_stays_when_the_orders_are_replaced_or_cancelled(cast, letter):
    before, versions = names_in(letter), current_versions(cast.ours)
    orders = [versions["usage_order"], versions["administrator_order"]]
    assert letter.data["attached"] == [order.pk for order in orders]
    replace_order(cast, orders[1], "202-од")
    services.cancel_order(
        version=orders[0],
        by=cast.head,
        order_number="203-од",
        order_date=timezone.localdate(),
        reason="Ошибка",
    )
    letter = DocumentVersion.objects.select_related("organization", "document").get(pk=letter.pk)
    assert names_in(letter) == before
    assert letter_of(letter).attachments[1][1] == stored_pdf(orders[0])


def test_a_letter_from_before_they_were_kept_takes_the_orders_that_it_names(cast, letter):
    before, versions = names_in(letter), current_versions(cast.ours)
    later = replace_order(cast, versions["administrator_order"], "202-од")
    # As such a letter lies there: nothing of attachments, and a later order before its approval.
    kept = {name: value for name, value in letter.data.items() if name != "attached"}
    letter.data, letter.approved_at = kept, timezone.now()
    assert later.approved_at < letter.approved_at
    assert names_in(letter) == before
