from django.apps import AppConfig


class ChatsConfig(AppConfig):
    name = "chats"
    verbose_name = "Чаты и каналы"

    def ready(self):
        from chats import receivers  # noqa: F401 (signals are connected when apps are ready)
        from chats.link_chats import ChatsOfLinks
        from memberships import link_chats

        link_chats.provide(ChatsOfLinks())
