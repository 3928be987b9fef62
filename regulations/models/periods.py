"""For which period a version holds; computed from dates when it is asked."""

from django.db.models import F, Q
from django.utils import timezone

from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import TrackedQuerySet


class FrozenError(DomainError):
    """An attempt to change what an approved version consists of."""

    def __init__(self):
        super().__init__(
            "Утверждённая редакция не изменяется. Подготовьте и утвердите новую редакцию."
        )


class DocumentVersionQuerySet(TrackedQuerySet):
    def drafts(self):
        return self.filter(status="draft")

    def frozen(self):
        return self.exclude(status="draft")

    def without_successor(self):
        """The version approved last of each document, in force already or not yet."""
        return self.filter(status="approved")

    def in_force_on(self, day):
        """At most one of each document."""
        return self.frozen().filter(
            Q(replaced_on=None) | Q(replaced_on__gt=day), effective_from__lte=day
        )

    def in_force(self):
        return self.in_force_on(timezone.localdate())

    def coming(self):
        """Approved, and in force from a later day on."""
        return self.frozen().filter(
            Q(replaced_on=None) | Q(replaced_on__gt=F("effective_from")),
            effective_from__gt=timezone.localdate(),
        )

    def superseded(self):
        """No longer in force, or replaced before they began."""
        return self.filter(
            Q(replaced_on__lte=timezone.localdate()) | Q(replaced_on=F("effective_from"))
        )

    def delete(self):
        if self.frozen().exists():
            raise FrozenError
        return super().delete()


class HeldForPeriod:
    """The same of one version; asks the database nothing."""

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT

    @property
    def is_cancelled(self):
        return self.status == self.Status.CANCELLED

    @property
    def is_in_force(self):
        today = timezone.localdate()
        return (
            not self.is_draft
            and self.effective_from <= today
            and (self.replaced_on is None or self.replaced_on > today)
        )

    @property
    def is_superseded(self):
        """No longer in force, or replaced before it began."""
        return self.replaced_on is not None and (
            self.replaced_on <= timezone.localdate() or self.replaced_on == self.effective_from
        )

    @property
    def is_coming(self):
        return not (self.is_draft or self.is_in_force or self.is_superseded)
