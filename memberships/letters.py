"""Letters about requests and appointments: they take ids, read again and send."""

from celery import shared_task
from django.conf import settings

from memberships.models import JoinRequest, Membership
from memberships.queries import addresses_of
from memberships.roles import APPOINTED
from memberships.states import next_step, state_of
from sferum_portal.lib import background
from sferum_portal.lib.mail import mail_task, send_letter


def tell_after_commit(join_request_ids):
    """The applicants learn of the decisions once these stand, and never hold them up."""
    if numbers := list(join_request_ids):
        background.start("memberships.letters.tell_applicants", numbers)


@shared_task
def tell_applicants(join_request_ids):
    """A letter for each, as a task of its own: one that fails is tried again alone."""
    for pk in join_request_ids:
        tell_applicant.delay(pk)


@mail_task
def tell_of_receipt(join_request_id, code):
    """Tell the applicant that the request has come, with the address of its private page."""
    join_request = _read(join_request_id)
    _tell(join_request, "received", f"заявка {state_of(join_request).label}", code=code)


@mail_task
def tell_applicant(join_request_id):
    """Send the decision by e-mail, where the applicant gave an address."""
    join_request = _read(join_request_id)
    _tell(join_request, "decided", f"заявка {state_of(join_request).label}")


@mail_task
def tell_of_undoing(join_request_id):
    """Tell the applicant that the decision was taken back and the request waits again."""
    _tell(_read(join_request_id), "undone", "решение по заявке отменено")


@shared_task
def tell_of_undoings(join_request_ids):
    """As `tell_applicants`: a task for each letter."""
    for pk in join_request_ids:
        tell_of_undoing.delay(pk)


def _read(join_request_id):
    rows = JoinRequest.objects.select_related("applicant", "organization", "unit", "membership")
    return rows.get(pk=join_request_id)


def _tell(join_request, template, news, **more):
    if not join_request.applicant.email:
        return
    context = {
        "join_request": join_request,
        "state": state_of(join_request),
        "next_step": next_step(join_request),
        "site_url": settings.SITE_URL,
    }
    send_letter(
        f"emails/join_request_{template}.txt",
        context | more,
        subject=f"{join_request.organization}: {news}",
        to=join_request.applicant.email,
    )


@mail_task
def tell_of_appointment(membership_id):
    """Tell the head and the administrators whom an order has put beside them."""
    membership = Membership.objects.select_related("user", "organization", "verified_by").get(
        pk=membership_id
    )
    others = addresses_of(membership.organization, APPOINTED, but=membership.user_id)
    for address in others:
        send_letter(
            "emails/appointed.txt",
            {"membership": membership, "site_url": settings.SITE_URL},
            subject=f"{membership.organization}: новое назначение",
            to=address,
        )
