"""Thin tasks: they take ids, read again and send."""

from django.conf import settings

from memberships.models import JoinRequest
from sferum_portal.lib.mail import mail_task, send_letter


@mail_task
def tell_applicant(join_request_id):
    """Send the decision by e-mail, where the applicant gave an address."""
    join_request = JoinRequest.objects.select_related("applicant", "organization", "unit").get(
        pk=join_request_id
    )
    if not join_request.applicant.email:
        return
    send_letter(
        "emails/join_request_decided.txt",
        {"join_request": join_request, "site_url": settings.SITE_URL},
        subject=f"{join_request.organization}: заявка {join_request.get_status_display().lower()}",
        to=join_request.applicant.email,
    )
