from django.apps import AppConfig

from sferum_portal.lib import converters


class PortalConfig(AppConfig):
    """The composition root: start page, health, commands that span all apps."""

    name = "sferum_portal"
    verbose_name = "Портал"

    def ready(self):
        # Before any module of addresses is read.
        converters.register()
