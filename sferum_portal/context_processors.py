"""What the frame of every page shows: the tabs, the switcher of organizations, the own menu."""

from django.urls import reverse

from memberships.models import JoinRequest
from memberships.page_rights import RightsOfSeveral
from memberships.queries import requests_to_decide
from organizations.models import Organization
from sferum_portal.start_page import queue_url

MOST_ORGANIZATIONS = 12
#: Pages beside the papers in their addresses, reached from the regulation and leading back to it.
OF_REGULATION = tuple(
    f"regulations:{name}"
    for name in ("acknowledge", "amendment", "change_", "export", "rename", "scan_drop")
)


def frame(request):
    """The frame of pages under ``/o/<slug>/``; nothing for the admin and for strangers."""
    match = getattr(request, "resolver_match", None)
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or match is None or match.app_name == "admin":
        return {}
    visible = Organization.objects.visible_to(user)
    mine = list(visible[:MOST_ORGANIZATIONS])
    context = {
        "user_menu_links": [
            {"url": reverse("own_requests"), "label": "Мои заявки", "icon": "document"}
        ],
    }
    slug = match.kwargs.get("slug")
    organization = next((row for row in mine if row.slug == slug), None)
    if organization is None and slug and len(mine) == MOST_ORGANIZATIONS:
        organization = visible.filter(slug=slug).first()
    if organization is not None:
        context["navigation"] = navigation(request, organization, several=len(mine) > 1)
    if len(mine) > 1:
        context["organization_links"] = [
            {
                "url": reverse("organization_home", args=[row.slug]),
                "label": row.short_name,
                "current": row.slug == slug,
            }
            for row in mine
        ]
        if len(mine) == MOST_ORGANIZATIONS:
            context["organization_links"] += [
                {"url": reverse("home"), "label": "Все организации", "current": False}
            ]
    return context


def navigation(request, organization, several=False):
    """The tabs of one organization for this person; the count says how many requests wait."""
    tabs = [
        ("organization_home", "Главная", "home"),
        ("chats:chat_list", "Чаты", "chat"),
        ("regulations:regulation", "Положение", "document"),
        ("regulations:document_list", "Документы", "book"),
    ]
    links = [
        {"url": reverse(name, args=[organization.slug]), "label": label, "icon": icon}
        for name, label, icon in tabs
    ]
    links += _register_tabs(request.user, organization, several)
    home, path = links[0]["url"], request.path_info
    if request.resolver_match.view_name.startswith(OF_REGULATION):
        path = reverse("regulations:regulation", args=[organization.slug])
    for link in links:
        link["current"] = path == home if link["url"] == home else path.startswith(link["url"])
    return links


def _register_tabs(user, organization, several):
    """The queue for who decides or watches it, the registers for who keeps them."""
    rights, tabs = RightsOfSeveral(user, [organization]), []
    if rights.organizations("organizations.list_joinrequests"):
        waiting = JoinRequest.objects.waiting().filter(organization=organization)
        if rights.organizations("organizations.decide_joinrequests"):
            waiting = waiting.not_of(user)
        tabs.append((queue_url(organization, narrowed=several), "Заявки", "check", waiting.count()))
    elif organization.leaders_decide:
        (standing,) = rights.standings
        if standing.led_in_confirmed_role:
            url = reverse("memberships:request_list", args=[organization.slug])
            waiting = requests_to_decide(standing).waiting()
            tabs.append((url, "Заявки", "check", waiting.count()))
    if rights.organizations("organizations.enter_register"):
        tabs.append((reverse("admin:index"), "Реестры", "settings", None))
    return [
        {"url": url, "label": label, "icon": icon} | ({} if count is None else {"count": count})
        for url, label, icon, count in tabs
    ]
