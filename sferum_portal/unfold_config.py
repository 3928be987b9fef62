"""How django-unfold shows the admin: names, colours, navigation."""

from django.templatetags.static import static
from django.urls import reverse_lazy


def _static(path):
    """The address of a file, asked for when a page is built: storages are unknown before."""
    return lambda request: static(path)


UNFOLD = {
    "SITE_TITLE": "Управление порталом",
    "SITE_HEADER": "Портал «Сферум»",
    "SITE_SUBHEADER": "управление",
    "SITE_SYMBOL": "school",
    "SITE_URL": "/",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": _static("portal/logo.svg")},
    ],
    "DASHBOARD_CALLBACK": "sferum_portal.admin_start.with_start",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "BORDER_RADIUS": "8px",
    # The green of the portal's board and the greys that suit it (static/portal/tokens.css).
    "COLORS": {
        "base": {
            "50": "#f5f7f4",
            "100": "#ebefe9",
            "200": "#d6ded3",
            "300": "#bccabd",
            "400": "#8ba094",
            "500": "#566a61",
            "600": "#41534b",
            "700": "#32433c",
            "800": "#1d302a",
            "900": "#14241f",
            "950": "#0c1915",
        },
        "primary": {
            "50": "#eef7f2",
            "100": "#dcefe5",
            "200": "#bfe2d1",
            "300": "#9fd8bd",
            "400": "#86d3b1",
            "500": "#4fb88e",
            "600": "#1c6650",
            "700": "#144f3e",
            "800": "#103f32",
            "900": "#0d3429",
            "950": "#072019",
        },
    },
    "STYLES": [_static("portal/admin.css")],
    "SCRIPTS": [_static("portal/admin.js")],
    "ACCOUNT": {
        "navigation": [
            {"title": "Мой профиль", "link": reverse_lazy("accounts:profile")},
            {"title": "Сменить пароль", "link": reverse_lazy("accounts:password_change")},
        ],
    },
    "SIDEBAR": {
        "show_search": False,
        "command_search": False,
        "show_all_applications": False,
        "navigation": "sferum_portal.admin_navigation.sidebar",
    },
}
