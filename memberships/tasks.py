"""Thin tasks: they take ids, read again and send."""

from celery import shared_task
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

from memberships.models import JoinRequest


@shared_task(
    autoretry_for=(OSError,), retry_backoff=True, retry_kwargs={"max_retries": 8}, acks_late=True
)
def tell_applicant(join_request_id):
    """Send the decision by e-mail, where the applicant gave an address."""
    join_request = JoinRequest.objects.select_related("applicant", "organization", "unit").get(
        pk=join_request_id
    )
    if not join_request.applicant.email:
        return
    subject = f"{join_request.organization}: заявка {join_request.get_status_display().lower()}"
    context = {"join_request": join_request, "site_url": settings.SITE_URL}
    send_mail(
        " ".join(subject.split()),
        render_to_string("emails/join_request_decided.txt", context),
        None,
        [join_request.applicant.email],
    )
