"""What the regulation says when something happens in the apps below."""

from django.db import transaction
from django.dispatch import receiver
from django.urls import reverse

from invitations.signals import links_annulled
from organizations.signals import strategy_saved
from regulations import tasks
from regulations.living.bindings import CHATS
from regulations.living.drift import standing_of
from regulations.queries import version_in_force

#: So many clauses are named.
NAMED = 5


@receiver(strategy_saved)
def tell_what_the_regulation_says(sender, organization, pairs, **kwargs):
    """A notice where the regulation in force rules these pairs otherwise than they were saved."""
    version = version_in_force(organization)
    if version is None:
        return None
    items = {f"{chat_kind}:{creator}" for chat_kind, creator in pairs}
    found = [
        drift
        for drift in standing_of(version).drifts
        if drift.binding == CHATS and drift.item in items
    ]
    numbers = list(dict.fromkeys(drift.number for drift in found))
    if not numbers:
        return None
    more = " и другие" if len(numbers) > NAMED else ""
    return {
        "text": f"Положение (п. {', п. '.join(numbers[:NAMED])}{more}) говорит иначе.",
        "url": reverse("regulations:drift", args=[organization.slug]),
        "label": "Что расходится и как это исправить",
    }


@receiver(links_annulled)
def make_the_act_a_document(sender, act, **kwargs):
    transaction.on_commit(lambda: tasks.register_annulment_act.delay(act.pk))
