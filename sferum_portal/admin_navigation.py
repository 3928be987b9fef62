"""The registers of the admin in groups, for the sidebar and the start page."""

from dataclasses import dataclass

from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from sferum_portal import admin_waiting


@dataclass(frozen=True)
class Entry:
    """A register: its page, name, what it is for, its icon, and the right to open it.

    With a ``feature``, only for organizations whose kind has it.
    """

    page: str
    title: str
    purpose: str
    icon: str
    right: str = "organizations.enter_register"
    feature: str = ""


GROUPS = {
    "Заявки и приглашения": [
        Entry(
            "memberships_joinrequest",
            "Заявки на вступление",
            "Принять или отклонить тех, кто хочет вступить",
            "how_to_reg",
            "organizations.list_joinrequests",
        ),
        Entry(
            "invitations_invitation",
            "Приглашения",
            "Выдать ссылку в {unit.acc} или для сотрудников",
            "link",
        ),
        Entry(
            "invitations_annulmentact",
            "Акты об аннулировании ссылок",
            "Какие невостребованные ссылки аннулированы и когда",
            "link_off",
        ),
        Entry(
            "memberships_rosterimport",
            "Списки из файлов",
            "Загрузить список, сверить и применить",
            "upload_file",
        ),
        Entry(
            "memberships_rosterentry",
            "Кого ждём",
            "С этими списками сверяются заявки",
            "checklist",
        ),
        Entry(
            "memberships_refusalreason",
            "Причины отказа",
            "Готовые ответы тем, кого не приняли",
            "quickreply",
            "organizations.list_joinrequests",
        ),
        Entry(
            "chats_chatrequest",
            "Просьбы о чатах",
            "Чаты, которые создаются по запросу",
            "add_comment",
            "organizations.list_chats",
        ),
    ],
    "Люди": [
        Entry("accounts_user", "Люди", "Имена, контакты и роли каждого", "person"),
        Entry(
            "memberships_membership",
            "Роли",
            "Кто кем состоит в организации, чья роль подтверждена",
            "badge",
        ),
        Entry(
            "memberships_unitleadership",
            "{Leader.pl_nom}",
            "Кто за кого отвечает",
            "supervisor_account",
        ),
        Entry(
            "memberships_distribution",
            "Распределение",
            "Как его утвердил руководитель",
            "assignment_turned_in",
        ),
        Entry(
            "memberships_teaching",
            "Кто что преподаёт",
            "{Subject.pl_nom} и те, кто их ведёт",
            "co_present",
            feature="subjects",
        ),
        Entry("memberships_familylink", "Семьи", "Кто чей родитель", "family_restroom"),
        Entry(
            "memberships_appointment",
            "Администраторы",
            "Кто назначен приказом вести портал",
            "shield_person",
        ),
        Entry(
            "memberships_substitution",
            "Замещения",
            "Кто решает заявки, пока администратора нет",
            "swap_horiz",
        ),
    ],
    "Структура": [
        Entry(
            "organizations_organization",
            "Организация",
            "Наименование, руководитель, контакты, платформа",
            "apartment",
        ),
        Entry("organizations_unit", "Подразделения", "{Unit.pl_nom} и «Сотрудники»", "groups"),
        Entry("organizations_schoolyear", "Учебные годы", "Начало и конец", "calendar_month"),
        Entry(
            "organizations_subject",
            "{Subject.pl_nom}",
            "Весь перечень",
            "menu_book",
            feature="subjects",
        ),
        Entry(
            "organizations_unitsubject",
            "{Subject.pl_nom} и {unit.pl_nom}",
            "Что где изучают",
            "library_books",
            feature="subjects",
        ),
    ],
    "Права и чаты": [
        Entry(
            "organizations_chatrule",
            "Стратегия чатов",
            "Кто какие чаты создаёт",
            "rule",
            "organizations.change_strategy",
        ),
        Entry(
            "memberships_unitgrant",
            "Личные исключения",
            "Разрешения для одного человека на срок",
            "key",
        ),
        Entry(
            "chats_chat",
            "Чаты и каналы",
            "Какие есть; переписка здесь не видна",
            "forum",
            "organizations.list_chats",
        ),
    ],
    "Документы": [
        Entry(
            "regulations_documentversion",
            "Документы",
            "Положение, приказы, их редакции, подписи и публикации",
            "description",
            "organizations.prepare_regulation",
        ),
        Entry(
            "regulations_legalbasis",
            "Правовые основания",
            "На какие акты ссылается положение",
            "gavel",
        ),
    ],
}


def groups(request, site):
    """The groups with the registers that the person may open; built once per request."""
    if not hasattr(request, "_admin_groups"):
        waiting, words = admin_waiting.counts(request, site), site.words(request)
        built = [
            (title, [entry for entry in entries if _open(request, site, entry)])
            for title, entries in GROUPS.items()
        ]
        request._admin_groups = [
            (title, [_item(entry, words, waiting) for entry in entries])
            for title, entries in built
            if entries
        ]
    return request._admin_groups


def sidebar(request):
    """The same as django-unfold takes it (the setting SIDEBAR), under the way back."""
    back = {"title": "На портал", "icon": "arrow_back", "link": reverse("home"), "active": _never}
    return [{"items": [back]}] + [
        {
            "title": title,
            "items": [
                {"title": item["title"], "icon": item["icon"], "link": item["url"]}
                | ({"badge": item["waiting"]} if item["waiting"] else {})
                for item in items
            ],
        }
        for title, items in groups(request, admin.site)
    ]


def _never(request):
    """The portal's first page is never the page of the admin that one is on."""
    return False


def _open(request, site, entry):
    try:
        reverse(f"admin:{entry.page}_changelist")
    except NoReverseMatch:
        return False
    organizations = site.organizations(request, entry.right)
    if entry.feature and not any(entry.feature in row.profile.features for row in organizations):
        return False
    return request.user.is_superuser or bool(organizations)


def _item(entry, words, waiting):
    return {
        "title": words.format(entry.title),
        "purpose": words.format(entry.purpose),
        "icon": entry.icon,
        "url": reverse(f"admin:{entry.page}_changelist"),
        "waiting": waiting.get(entry.page, 0),
    }
