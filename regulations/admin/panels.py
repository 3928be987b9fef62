"""What has happened to a version, for its page in the register: (title, [(what, more)])."""

from django.db.models import Count

from regulations.models import Acknowledgement
from regulations.signatures.queries import of
from sferum_portal.lib.admin.texts import day, moment

Means = Acknowledgement.Means


def panels_of(version):
    """Those that have rows; a fixed number of queries."""
    found = [
        ("Решения коллегиальных органов", _approvals(version)),
        ("Правовые основания", _bases(version)),
        ("Электронные подписи", _signatures(version)),
        ("Сканы с подписью", _scans(version)),
        ("Публикации на сайте", _publications(version)),
        ("Отправки почтой", _sendings(version)),
        ("Ознакомление", _acknowledgements(version)),
    ]
    return [(title, rows) for title, rows in found if rows]


def _approvals(version):
    return [
        (
            row.body_name,
            f"{row.get_decides_display().lower()}, протокол от {day(row.protocol_date)} "
            f"№ {row.protocol_number}",
        )
        for row in version.approvals.all()
    ]


def _bases(version):
    return [(str(row), "") for row in version.bases.select_related("basis")]


def _signatures(version):
    return [(row.owner, _signature(row)) for row in of(version)]


def _signature(row):
    told = f"{row.name}. {row.outcome}"
    if row.is_withdrawn:
        told += f"; {row.withdrawn_by.short_name}: {row.withdrawal_reason}"
    return told


def _scans(version):
    for_whom = version.scans.select_related("uploaded_by", "confirmed_by")
    return [(row.get_status_display(), _scan(row)) for row in for_whom]


def _scan(row):
    told = f"загружен {day(row.uploaded_at)}, {row.uploaded_by.short_name}"
    if row.signed_on:
        told += f"; подписан {day(row.signed_on)}, проверил(а) {row.confirmed_by.short_name}"
    return told


def _publications(version):
    return [
        (row.address, _publication(row))
        for row in version.publications.select_related("created_by", "withdrawn_by")
    ]


def _publication(row):
    told = f"{day(row.published_on)}, отметил(а) {row.created_by.short_name}"
    if row.withdrawn_at:
        who = row.withdrawn_by.short_name
        told += f"; снято {day(row.withdrawn_at)}, {who}: {row.withdrawal_reason}"
    return told


def _sendings(version):
    return [
        (
            row.to,
            f"{row.get_status_display().lower()} {moment(row.sent_at or row.requested_at)}, "
            f"{row.requested_by.short_name}",
        )
        for row in version.sendings.select_related("requested_by")
    ]


def _acknowledgements(version):
    """Numbers alone: who they are stands on the portal's page of the version."""
    counted = version.acknowledgements.order_by("means").values("means").annotate(people=Count("*"))
    return [(Means(row["means"]).label, str(row["people"])) for row in counted]
