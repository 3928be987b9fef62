"""What the apps above may listen to. Sent inside the transaction of the change."""

from django.dispatch import Signal

#: ``act``: an `AnnulmentAct` with its links annulled.
links_annulled = Signal()
