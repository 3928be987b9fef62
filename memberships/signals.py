"""What the apps above may listen to. Sent inside the transaction of the change."""

from django.dispatch import Signal

#: ``join_requests``, ``by``: once for all that are accepted together and lead into chats; their
#: people hold the roles. A receiver adds what it made to each ``made`` (under a name of its own)
#: and what it had to leave out, as sentences, to each ``chat_notes``; the caller saves both. It
#: refuses nothing, and more requests cost no more queries.
join_requests_approved = Signal()
#: ``join_request``, ``by``, ``reason``: an approval is being taken back; ``made`` still says what
#: it made, and a receiver takes back what it put there.
decision_undone = Signal()
#: ``join_request``, ``by``: its decision was taken back, it waits again; or it was made again in
#: place of ``join_request.previous``, whose row is locked.
request_waits_again = Signal()
