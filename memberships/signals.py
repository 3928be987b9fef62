"""What the apps above may listen to. Sent inside the transaction of the change."""

from django.dispatch import Signal

#: ``join_request``, ``by``: the person holds the role, and the request leads into chats. A receiver
#: adds what it made to ``join_request.made`` (under a name of its own) and what it had to leave
#: out, as sentences, to ``join_request.chat_notes``; the caller saves both. It refuses nothing.
join_request_approved = Signal()
#: ``join_request``, ``by``, ``reason``: an approval is being taken back; ``made`` still says what
#: it made, and a receiver takes back what it put there.
decision_undone = Signal()
#: ``join_request``, ``by``: its decision was taken back, it waits again; or it was made again in
#: place of ``join_request.previous``, whose row is locked.
request_waits_again = Signal()
