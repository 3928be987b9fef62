"""Letters are sent by tasks: a mail server that fails holds nobody up, and is asked again."""

from celery import shared_task
from django.core.mail import send_mail
from django.template.loader import render_to_string

#: Decorates a task that sends letters: again and again for about an hour, with growing pauses.
mail_task = shared_task(
    autoretry_for=(OSError,), retry_backoff=True, retry_kwargs={"max_retries": 8}, acks_late=True
)


def send_letter(template, context, *, subject, to):
    """Send one letter of plain text; ``subject`` may come from facts, so it is made one line."""
    send_mail(" ".join(subject.split()), render_to_string(template, context), None, [to])
