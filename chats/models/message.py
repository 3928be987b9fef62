"""What is written in a chat."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from chats.models.chat import Chat
from organizations.models import Organization
from sferum_portal.lib.history import TrackedQuerySet


class Message(models.Model):
    """A plain post. Nothing vanishes from the record: there is no deleting."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    chat = models.ForeignKey(Chat, models.PROTECT, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="messages")
    text = models.TextField("текст", max_length=4000)
    # Made with the form: a form sent twice posts once.
    client_key = models.UUIDField(editable=False)
    created_at = models.DateTimeField("когда", auto_now_add=True)

    history = HistoricalRecords()
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = "сообщение"
        verbose_name_plural = "сообщения"
        ordering = ["pk"]
        indexes = [models.Index(fields=["chat", "-id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["chat", "author", "client_key"], name="one_form_posts_once"
            )
        ]

    def __str__(self):
        return f"{self.author}: {self.text[:40]}"
