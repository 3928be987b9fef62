"""Decisions of the collegial bodies on a draft."""

from django.db import transaction

from regulations.facts import known_bodies
from regulations.models import Approval
from regulations.services.common import PREPARE, locked_draft, numbered_act
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record


def record_approval(*, version, by, body, protocol_number, protocol_date):
    """Note the decision of one body; see `record_approvals`."""
    record_approvals(version=version, by=by, decisions={body: (protocol_number, protocol_date)})


@transaction.atomic
def record_approvals(*, version, by, decisions):
    """Note the decisions of bodies on a draft: ``{body: (protocol number, date) or None}``.

    A decision noted before is corrected; None takes it back. Raises DomainError for a body that
    the organization lacks, an empty number or a protocol of a day to come.
    """
    require(by, PREPARE, version.organization)
    version = locked_draft(version)
    recorded = {row.body: row for row in version.approvals.all()}
    for code, decision in decisions.items():
        row = recorded.get(code)
        if decision is None:
            if row:
                row._history_user = by
                row.delete()
            continue
        if code not in known_bodies(version.organization):
            raise DomainError("Такого коллегиального органа в организации нет.")
        body = version.organization.profile.bodies[code]
        number, date = numbered_act(f"протокола ({body.name})", *decision)
        if row and (row.protocol_number, row.protocol_date) == (number, date):
            continue
        row = row or Approval(organization_id=version.organization_id, version=version, body=code)
        row.body_name, row.decides = str(body.name), body.decides
        row.protocol_number, row.protocol_date = number, date
        record(row, by=by)
