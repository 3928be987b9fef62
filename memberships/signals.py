"""What the apps above may listen to. Sent inside the transaction of the change."""

from django.dispatch import Signal

#: ``join_request``, ``by``: its decision was taken back, it waits again.
decision_undone = Signal()
