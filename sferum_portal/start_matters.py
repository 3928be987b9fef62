"""What else waits, besides join requests, for whoever answers for the organization."""

from django.urls import reverse
from django.utils import timezone

from memberships import distribution
from memberships.models import Membership
from memberships.roles import STAFF_ROLES
from regulations.papers.registered import READ, mismatches_of
from regulations.places import address_of
from regulations.publishing.rules import deadline_of
from regulations.publishing.waiting import waiting_of
from regulations.retention.watching import damaged_files
from regulations.services.publications import PUBLISH
from regulations.services.signing import SIGN
from sferum_portal.lib.text import counted, plural

DOCUMENTS = ("документ", "документа", "документов")
#: So many damaged files are named one by one.
MOST_FILES = 5
#: And so many documents that wait for a signature.
MOST_UNSIGNED = 6
CURE = "Его восстанавливает оператор портала из резервной копии"


def matters(user, organization):
    """``[{title, detail, url}]``: damaged files, roles to be confirmed, a distribution to be
    approved, documents to be signed and put on the site, an administrator whom papers name
    otherwise. What is many things has ``links [{label, url}]`` instead of detail and url.
    """
    if not user.has_perm("organizations.enter_register", organization):
        return []
    found = [*_damaged_files(organization), _unconfirmed_roles(user, organization)]
    if user.has_perm("organizations.approve_distribution", organization):
        found.append(_distribution(organization))
    if user.has_perm(READ, organization):
        found.append(_registration(organization))
    found += _documents(user, organization)
    return [row for row in found if row]


def _damaged_files(organization):
    """Each file of a document that is no longer the stored one, until it is well again."""
    rows = list(damaged_files([organization])[: MOST_FILES + 1])
    for row in rows[:MOST_FILES]:
        yield damage_of(row)
    if len(rows) > MOST_FILES:
        url = reverse("regulations:document_list", args=[organization.slug])
        yield {"title": "Повреждены и другие файлы документов", "detail": CURE, "url": url}


def damage_of(row):
    """A `DamagedFile` as a matter."""
    version = row.version
    return {
        "title": f"Файл документа повреждён: {row.what}, {row.get_fault_display()}",
        "detail": f"{version.document.title}, {version.label.lower()}. {CURE}",
        "url": address_of(version),
    }


def _unconfirmed_roles(user, organization):
    rows = Membership.objects.current().filter(
        organization=organization, role__in=STAFF_ROLES, verified_at=None
    )
    if not (number := rows.count()):
        return None
    mine = user.has_perm("organizations.manage_members", organization)
    verb = plural(number, "ждёт", "ждут", "ждут")
    return {
        "title": f"{counted(number, 'роль', 'роли', 'ролей')} {verb} подтверждения",
        "detail": "Подтверждаете вы: с основанием"
        if mine
        else "Подтверждает администратор: с основанием",
        "url": reverse("admin:memberships_membership_changelist")
        + f"?organization={organization.pk}&verified=no",
    }


def _documents(user, organization):
    """What waits for the head's signature, and what for the organization's site (norm DOC-6)."""
    signs, publishes = user.has_perm(SIGN, organization), user.has_perm(PUBLISH, organization)
    if not (signs or publishes):
        return
    unsigned, unpublished = waiting_of(organization)
    if signs and unsigned:
        yield _to_be_signed(organization, unsigned)
    if publishes and unpublished:
        first, day = unpublished[0], deadline_of(unpublished[0])
        late = timezone.localdate() > day
        term = f"Срок был {day:%d.%m.%Y}" if late else f"Выложите до {day:%d.%m.%Y}"
        if first in unsigned:
            term += ". Сначала его подписывает руководитель"
        yield {
            "title": f"На сайт: {counted(len(unpublished), *DOCUMENTS)}",
            "detail": term,
            "url": reverse("regulations:version_route", args=[organization.slug, first.pk]),
        }


def _to_be_signed(organization, unsigned):
    """Each by its name with the way to its page of signing; the rest of many in the list of all."""
    links = [
        {
            "label": f"{row.document.get_kind_display()} {row.number_line}",
            "url": reverse("regulations:signing", args=[organization.slug, row.pk]),
        }
        for row in unsigned[:MOST_UNSIGNED]
    ]
    if len(unsigned) > MOST_UNSIGNED:
        url = reverse("regulations:document_list", args=[organization.slug])
        links.append({"label": f"И ещё {len(unsigned) - MOST_UNSIGNED}", "url": url})
    return {"title": f"На подпись: {counted(len(unsigned), *DOCUMENTS)}", "links": links}


def _registration(organization):
    """The administrator registers with the number of the application (norm REG-4)."""
    if not mismatches_of(organization):
        return None
    return {
        "title": "Данные администратора платформы расходятся",
        "detail": "В приказе или заявке одно, на портале другое",
        "url": reverse("regulations:document_list", args=[organization.slug]),
    }


def _distribution(organization):
    """Who leads which unit: not approved for the year, or changed since (norm STR-3)."""
    year = distribution.year_to_distribute(organization)
    if year is None:
        return None
    lines = distribution.lines_of(year)
    if not any(names for _, names in lines):
        return None
    approved = distribution.approved(year)
    if approved is None:
        title = f"Распределение на {year} не утверждено"
    elif changes := distribution.drift(approved, lines):
        title = f"Распределение на {year} изменилось: {len(changes)}"
    else:
        return None
    return {
        "title": title,
        "detail": organization.words.format("{Leader.pl_nom}. Утверждаете вы, приказом"),
        "url": reverse("admin:memberships_distribution_add") + f"?organization={organization.pk}",
    }
