"""What the archive holds besides files: who has got acquainted, letters, acts about links."""

import csv
import io
from collections import defaultdict

from django.utils import timezone

from invitations.acts import paper_of
from invitations.models import AnnulmentAct
from memberships.models import Membership
from regulations.models import Acknowledgement

COLUMNS = ("Кто", "Роль", "Когда", "Как", "Лист подразделения", "Кто отметил", "Ключ отметки")


def acknowledgement_tables(organization, versions):
    """``{version id: CSV bytes}`` of those versions that somebody has ticked or signed for."""
    rows = (
        Acknowledgement.objects.filter(version__in=versions)
        .select_related("user", "unit", "recorded_by")
        .order_by("version", "user__search_name", "user")
    )
    roles, tables = _roles(organization), defaultdict(list)
    for row in rows.iterator(chunk_size=500):
        tables[row.version_id].append(
            (
                row.user.full_name,
                roles(row.user_id, row.made_on),
                f"{row.made_on:%d.%m.%Y}",
                row.how,
                row.unit.name if row.unit else "",
                row.recorded_by.full_name,
                row.key,
            )
        )
    return {version_id: _csv(lines) for version_id, lines in tables.items()}


def annulment_acts(organization):
    """What the index says of each act about links that were annulled; its file is a document's."""
    rows = AnnulmentAct.objects.filter(organization=organization)
    return [
        {
            "act": str(act),
            "made_on": act.made_on.isoformat(),
            "made_by": act.made_by.full_name,
            "links": len(act.lines),
            "code": act.paper.verify_code if paper_of(act) else "",
        }
        for act in rows.select_related("made_by", "paper").order_by("year", "number")
    ]


def letters_of(version):
    """What was done to send a letter by mail."""
    return [
        {
            "to": row.to,
            "state": row.get_status_display(),
            "requested_on": timezone.localtime(row.requested_at),
            "requested_by": row.requested_by.full_name,
            "sent_on": row.sent_at and timezone.localtime(row.sent_at),
        }
        for row in version.sendings.all()
    ]


def _roles(organization):
    """``(user id, day) -> «учитель, классный руководитель»`` as the person was on that day."""
    held = defaultdict(list)
    rows = Membership.objects.filter(organization=organization).select_related("organization")
    for row in rows.order_by("pk").iterator(chunk_size=1000):
        held[row.user_id].append((row.starts_on, row.ends_on, row.role_label))

    def said(user_id, day):
        labels = [
            label
            for starts_on, ends_on, label in held[user_id]
            if starts_on <= day and (ends_on is None or day < ends_on)
        ]
        return ", ".join(dict.fromkeys(labels))

    return said


def _csv(lines):
    """With the mark and the semicolons by which office programs read it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(COLUMNS)
    writer.writerows([_plain(cell) for cell in line] for line in lines)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _plain(cell):
    """A name that begins with a sign of a formula stays a text."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell
