"""All addresses of the portal."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from sferum_portal import views
from sferum_portal.styleguide import styleguide
from sferum_portal.unsent import unsent

handler403 = "sferum_portal.views.permission_denied"

urlpatterns = [
    path("", views.home, name="home"),
    path("o/<slug:slug>/", views.organization_home, name="organization_home"),
    path("requests/", views.own_requests, name="own_requests"),
    path("", include("accounts.urls")),
    path("", include("memberships.urls")),
    path("", include("invitations.urls")),
    path("", include("chats.urls")),
    path("", include("regulations.urls")),
    path("unsent/", unsent, name="unsent"),
    path("admin/", admin.site.urls),
    path("healthz", views.healthz, name="healthz"),
]

if settings.DEBUG:
    urlpatterns.append(path("styleguide/", styleguide, name="styleguide"))
