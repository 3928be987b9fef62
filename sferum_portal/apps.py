from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The composition root: start page, health, commands that span all apps."""

    name = "sferum_portal"
    verbose_name = "Портал"
