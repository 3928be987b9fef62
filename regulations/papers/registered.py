"""Whether those who answer for the platform are known here as the papers say (norm REG-4)."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model

from memberships.models import Membership
from memberships.roles import Role
from regulations.models import DocumentVersion
from regulations.papers.duties import ADMINISTRATORS, DUTIES, prefix_of
from regulations.papers.words import phone_line
from sferum_portal.lib.text import phone_form, search_form

#: The papers that name them with their contacts; those stay in ``data["facts"]`` of a frozen one.
KINDS = ("registration_letter", "administrator_order")
READ = "organizations.read_private_papers"


@dataclass(frozen=True)
class Mismatch:
    """A frozen paper, and in sentences what the portal knows otherwise."""

    version: DocumentVersion
    lines: tuple[str, ...]


def mismatches_of(organization):
    """What the latest order and the latest application say otherwise than the accounts.

    A name is compared only where the paper has kept it. At most four queries.
    """
    papers = [paper for kind in KINDS if (paper := _latest(organization, kind))]
    if not papers:
        return []
    named = {paper.data["facts"].get(duty) for paper in papers for duty in DUTIES} - {None}
    users = get_user_model().objects.in_bulk(named)
    administrators = _administrators(organization)
    found = [Mismatch(paper, tuple(_lines(paper, users, administrators))) for paper in papers]
    return [each for each in found if each.lines]


def _latest(organization, kind):
    rows = DocumentVersion.objects.frozen().filter(
        organization=organization, document__kind=kind, data__has_key="facts"
    )
    rows = rows.exclude(status=DocumentVersion.Status.CANCELLED)
    return rows.select_related("document").order_by("-order_date", "-pk").first()


def _administrators(organization):
    rows = Membership.objects.current().filter(organization=organization, role=Role.ADMINISTRATOR)
    return {row.user_id: row.user for row in rows.select_related("user")}


def _lines(paper, users, administrators):
    said = paper.data["facts"]
    for duty in DUTIES:
        user = users.get(said.get(duty))
        if user is None:
            continue
        prefix = prefix_of(duty)
        label = "Администратор" if duty in ADMINISTRATORS else "Замещающий"
        who = f"{label} ({user.short_name})"
        for what, written, real in _differing(user, said, duty, prefix):
            yield f"{who}: {what} в документе — {written}, на портале — {real}."
    named = [said[duty] for duty in ADMINISTRATORS if said.get(duty) in users]
    others = ", ".join(user.short_name for user in administrators.values()) or "не назначен"
    for pk in named:
        if pk not in administrators:
            yield f"Администратор: в документе — {users[pk].short_name}, на портале — {others}."


def _differing(user, said, duty, prefix):
    """``(what, what the paper says, what the portal knows)`` of all that the paper says."""
    phone, email = said.get(f"{prefix}phone"), said.get(f"{prefix}email")
    name = said.get(f"{duty}_name")
    if phone and (phone_form(phone) or phone) != user.phone:
        yield "телефон", phone_line(phone), phone_line(user.phone) or "не указан"
    if email and email.strip().lower() != user.email:
        yield "эл. почта", email, user.email or "не указана"
    if name and search_form(name) != search_form(user.full_name):
        yield "имя", name, user.full_name
