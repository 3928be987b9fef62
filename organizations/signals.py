"""What the apps above may listen to. Sent inside the transaction of the change."""

from django.dispatch import Signal

#: ``organization``, ``by``: it exists with its unit «Сотрудники»; standing rows may be added.
organization_created = Signal()
#: ``unit``, ``by``: it has just come into being (not sent for «Сотрудники»).
unit_created = Signal()
#: ``unit``, ``by``, ``reason``: it is about to be removed. A receiver removes what it keeps there
#: by itself, or raises DomainError where people have built something on the unit.
unit_about_to_go = Signal()
#: ``organization``, ``pairs`` (kind of chat, creator) that were ruled: a receiver answers with a
#: notice {text, url, label} for whoever saved them, or None.
strategy_saved = Signal()
