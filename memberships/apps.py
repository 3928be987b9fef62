from django.apps import AppConfig


class MembershipsConfig(AppConfig):
    name = "memberships"
    verbose_name = "Участники и роли"

    def ready(self):
        from memberships import receivers  # noqa: F401 (signals are connected when apps are ready)
