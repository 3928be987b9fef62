"""Letters are sent by tasks: a mail server that fails holds nobody up, and is asked again."""

import time

from celery import Task, shared_task
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

from sferum_portal.lib import background

#: Seconds between the tries of a process without a broker; the last failure is logged.
PAUSES = (5, 30, 120, 600)
#: Django's back ends that send nothing: the console of the demo, and none at all.
GOES_NOWHERE = ("console", "dummy")


def mail_is_configured():
    """Whether letters leave this machine."""
    return settings.EMAIL_BACKEND.split(".")[-2] not in GOES_NOWHERE


class MailTask(Task):
    """Sent to the broker; without one done beside the page, where no visitor waits for it."""

    leaves_the_page = True

    def delay(self, *args):
        if not settings.CELERY_TASK_ALWAYS_EAGER:
            return super().delay(*args)
        if settings.BACKGROUND_THREADS:
            return background.beside(_patiently, self, *args, name=self.name)
        return self(*args)


def _patiently(task, *args):
    """Celery's own retries need a broker that wakes them up."""
    for pause in PAUSES:
        try:
            return task(*args)
        except OSError:
            time.sleep(pause)
    return task(*args)


#: Decorates a task that sends letters: tried for about a day, at first after half a minute, then
#: at least every half-hour (Redis would hand out twice what sleeps longer than an hour).
mail_task = shared_task(
    base=MailTask,
    autoretry_for=(OSError,),
    retry_backoff=30,
    retry_backoff_max=1800,
    retry_jitter=False,
    max_retries=55,
    acks_late=True,
)


def send_letter(template, context, *, subject, to):
    """Send one letter of plain text; ``subject`` may come from facts, so it is made one line."""
    send_mail(" ".join(subject.split()), render_to_string(template, context), None, [to])
