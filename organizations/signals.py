"""What the apps above may listen to. Sent inside the transaction of the change."""

from django.dispatch import Signal

#: ``organization``, ``by``: it exists with its unit «Сотрудники»; standing rows may be added.
organization_created = Signal()
