from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    """Django's admin on the portal's own site, which asks for the role instead of `is_staff`."""

    default_site = "sferum_portal.admin_site.PortalAdminSite"
