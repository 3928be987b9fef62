"""The platform gets another name: what must say so, prepared as drafts."""

from django.db import transaction
from django.utils import timezone

from regulations.amendments import in_force
from regulations.living.amending import changes_for_platform
from regulations.renaming import Naming
from regulations.services.amendments import create_amendment
from regulations.services.common import PREPARE
from regulations.services.papers import prepare_paper
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError


@transaction.atomic
def amend_for_platform(*, organization, by, former, name):
    """Changes that name the new platform wherever the regulation names the former one.

    Where the new one is still to come, its first day is offered as that of the changes.
    """
    require(by, PREPARE, organization)
    changes = changes_for_platform(in_force(organization), former, name)
    if not changes:
        raise DomainError(f"Действующее положение не называет «{former}».")
    today = timezone.localdate()
    coming = organization.platforms.filter(name=name, starts_on__gt=today).first()
    begins = coming and coming.starts_on
    return create_amendment(organization=organization, by=by, changes=changes, begins=begins)


@transaction.atomic
def renew_papers_for_platform(*, organization, by, former):
    """Drafts that take the place of the papers in force which name the former platform; returns
    them. They are written with the platform of their day, so DomainError while that is still the
    former one, and where there is nothing to prepare.
    """
    require(by, PREPARE, organization)
    platform = organization.platform_on(timezone.localdate())
    if platform is None or platform.name == former:
        raise DomainError(f"Сегодня ещё действует «{former}»: новые бумаги назвали бы его снова.")
    naming = Naming(organization, former)
    if naming.in_regulation:
        raise DomainError("Сначала внесите изменения в положение: бумаги называют его по имени.")
    papers = naming.renewable
    if not papers:
        raise DomainError(f"Приказов и бланков, которые называют «{former}», больше нет.")
    return [
        prepare_paper(organization=organization, kind=row.kind, by=by, renews=True)
        for row in papers
    ]
