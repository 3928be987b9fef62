"""Where and when a version was published on the organization's own site (norm DOC-6)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from organizations.models import Organization
from regulations.models.document import DocumentVersion
from sferum_portal.lib.history import TrackedQuerySet


class PublicationQuerySet(TrackedQuerySet):
    def standing(self):
        return self.filter(withdrawn_at=None)

    def delete(self):
        raise TypeError("A publication is withdrawn, never deleted.")


class Publication(models.Model):
    """A version stands on the site, and on the portal's public page, until it is withdrawn."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name="организация"
    )
    version = models.ForeignKey(
        DocumentVersion, models.PROTECT, related_name="publications", verbose_name="редакция"
    )
    published_on = models.DateField("дата публикации")
    address = models.URLField("адрес на сайте организации", max_length=500)
    # A file of a signature holds the whole certificate of a person: given out to anybody only by
    # the wish of who publishes.
    with_signature_files = models.BooleanField("файлы подписи на открытой странице", default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name="кто отметил",
    )
    created_at = models.DateTimeField("отмечена", auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name="кто снял",
    )
    withdrawn_at = models.DateTimeField("снята", null=True, editable=False)
    withdrawal_reason = models.CharField("почему снята", max_length=300, blank=True, editable=False)

    history = HistoricalRecords()
    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "публикация"
        verbose_name_plural = "публикации"
        ordering = ["-published_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(withdrawn_at=None),
                name="one_standing_publication_of_a_version",
            ),
            models.CheckConstraint(condition=~Q(address=""), name="publication_has_an_address"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawal_reason="")
                | (
                    Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                    & ~Q(withdrawal_reason="")
                ),
                name="publication_withdrawn_as_a_whole",
            ),
        ]

    def __str__(self):
        return f"{self.version}: {self.address}"

    def delete(self, *args, **kwargs):
        raise TypeError("A publication is withdrawn, never deleted.")
