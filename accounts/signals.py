"""What the apps above may listen to. Sent inside the transaction of the change."""

from django.dispatch import Signal

#: ``user``: they are about to rename themselves; a receiver may raise DomainError.
name_about_to_change = Signal()
