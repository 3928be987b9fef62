from django.apps import AppConfig


class InvitationsConfig(AppConfig):
    name = "invitations"
    verbose_name = "Приглашения"

    def ready(self):
        from invitations import receivers  # noqa: F401 (signals are connected when apps are ready)
