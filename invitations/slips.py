"""Personal links for the families of one unit, on slips of paper for a parents' meeting."""

from django.db import transaction
from django.template.loader import render_to_string

from invitations.models import Invitation
from invitations.services import issue_invitation
from invitations.services.links import annul
from invitations.terms import end_after
from memberships.queries import learners_of
from memberships.roles import Role
from organizations.models import Unit
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.pdf import render_pdf
from sferum_portal.lib.qr import qr_svg

#: Both parents come through the slip of their child.
USES = 2


@transaction.atomic
def issue_slips(*, unit, by, days):
    """A personal link for the parents of each learner; returns ``[(invitation, token)]``.

    Slips issued before and not yet used are annulled: what lies about from the last meeting lets
    nobody in. Raises DomainError for a unit without learners.
    """
    require(by, "organizations.issue_unit_invitations", unit)
    if unit.kind == Unit.STAFF:
        raise DomainError("Листки печатают для семей, а не для сотрудников.")
    learners = [row.user for row in learners_of(unit)]
    if not learners:
        words = unit.organization.words
        raise DomainError(words.format("В списке никого нет: сначала внесите {learner.pl_acc}."))
    _annul_unused(unit, by)
    expires_at = end_after(unit.organization, days)
    slips = []
    for learner in learners:
        slip = issue_invitation(
            unit=unit,
            role=Role.PARENT,
            by=by,
            expires_at=expires_at,
            max_uses=USES,
            note="Личная ссылка",
            child=learner,
        )
        slips.append(slip)
    return slips


def _annul_unused(unit, by):
    unused = Invitation.objects.open().filter(unit=unit, child__isnull=False, redemptions=None)
    for invitation in unused.select_for_update(of=("self",)):
        annul(invitation, by=by, reason="Напечатаны новые личные ссылки")


def slips_pdf(*, unit, slips, address_of):
    """A4, eight slips a page, each cut out for one family; ``address_of(token)`` is absolute."""
    rows = [
        {
            "child": invitation.child,
            "until": invitation.until,
            "address": address_of(token),
            "qr": qr_svg(address_of(token), label="Код со ссылкой-приглашением", quiet_zone=2),
        }
        for invitation, token in slips
    ]
    context = {
        "organization": unit.organization,
        "unit": unit,
        "unit_label": unit.organization.profile.units[unit.kind].label,
        "slips": rows,
    }
    return render_pdf(render_to_string("pdf/slips.html", context))
