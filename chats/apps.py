from django.apps import AppConfig


class ChatsConfig(AppConfig):
    name = "chats"
    verbose_name = "Чаты и каналы"

    def ready(self):
        from chats import receivers  # noqa: F401 (signals are connected when apps are ready)
